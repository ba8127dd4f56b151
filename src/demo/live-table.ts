/** The live state as a table for a terminal. Pure: state in, text out. */

import pico from 'picocolors';
import type { ContestantState, DemoState } from './api-types.ts';

const LABEL_WIDTH = 24;
const COLUMN_WIDTH = 40;
const DECISIONS = 5;
const BUDGET_SECONDS = 259.2;
const COLOURS = { healthy: 'green', troubled: 'yellow', broken: 'red' } as const;

export function renderLiveTable(
  state: DemoState,
  { colors, width }: { colors: boolean; width: number },
): string {
  const paint = pico.createColors(colors);
  const { contestants, regions } = state;
  const columnWidth = Math.min(
    COLUMN_WIDTH,
    Math.floor((width - LABEL_WIDTH) / Math.max(1, contestants.length)),
  );
  const row = (label: string, cellOf: (contestant: ContestantState) => string) =>
    cell(label, LABEL_WIDTH) +
    contestants.map((contestant) => cell(cellOf(contestant), columnWidth)).join('');
  const lines = [
    ...wrapped(state.standing.text, width).map(paint[COLOURS[state.standing.level]]),
    ...(state.warning === null ? [] : wrapped(state.warning, width).map(paint.yellow)),
    '',
    paint.bold(row('', ({ name }) => name)),
    row('lost', ({ failed, sent }) => `${failed} of ${sent}`),
    row('error budget left', budgetText),
    row('failing now', ({ errorRatio }) => percent(errorRatio)),
    row('p50 / p99 of 5 s', ({ p50Ms, p99Ms }) => `${ms(p50Ms)} / ${ms(p99Ms)}`),
    row('weights written', ({ writes }) => String(writes)),
  ];
  for (const service of state.services) {
    lines.push('', paint.bold(service));
    for (const region of regions) {
      lines.push(row(`  ${region}`, (side) => regionText(side, { service, region })));
    }
  }
  lines.push('', paint.bold('What Ballast decided'));
  for (const { atMs, message } of state.decisions.slice(0, DECISIONS)) {
    lines.push(cell(`  ${new Date(atMs).toISOString().slice(11, 19)}  ${message}`, width));
  }
  if (state.decisions.length === 0) lines.push('  Nothing yet: there was no need.');
  return lines.join('\n');
}

function budgetText({ budget }: ContestantState): string {
  const leftSeconds = BUDGET_SECONDS - budget.spentSeconds;
  return `${leftSeconds.toFixed(1)} of ${BUDGET_SECONDS.toFixed(0)} s a month`;
}

function regionText(
  { targets, phases }: ContestantState,
  place: { service: string; region: string },
): string {
  const ofService = targets.filter(({ service }) => service === place.service);
  const here = ofService.filter(({ region }) => region === place.region);
  const share = rpsOf(here) / Math.max(1, rpsOf(ofService));
  const healthy = here.filter(({ health }) => health === 'HEALTHY').length;
  const phase = phases.find(
    ({ service, region }) => service === place.service && region === place.region,
  )?.phase;
  const parts = [percent(share), `${healthy}/${here.length} up`];
  return [...parts, ...(phase === undefined ? [] : [phase])].join(', ');
}

function rpsOf(targets: ContestantState['targets']): number {
  return targets.reduce((sum, { rps }) => sum + rps, 0);
}

/** Lines of whole words. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (longer.length > width && lines.at(-1) !== '') lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** Padded or cut to the width. */
function cell(text: string, width: number): string {
  return text.length < width ? text.padEnd(width) : `${text.slice(0, width - 2)}… `;
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}

function ms(value: number | null): string {
  return value === null ? '–' : `${Math.round(value)} ms`;
}
