/** `ballast simulate new.yaml --replay STATEFILE`: what another strategy would have decided. */

import { policyOf } from '../../decide/policy.ts';
import type { Digest } from '../../decide/digest.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Strategy } from '../../model/strategy.ts';
import {
  type Journal,
  replayJournal,
  type ReplayOutcome,
} from '../../simulator/replay/replay-journal.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { clockTime } from '../format.ts';
import { openExistingState, shownState } from '../state-file.ts';
import { loadStrategy } from '../strategy-file.ts';

export interface ReplayOptions extends GlobalOptions {
  readonly strategyFile: string | null;
  readonly stateFile: string;
}

export async function replay(context: CliContext, options: ReplayOptions): Promise<void> {
  const { strategyFile, stateFile } = options;
  const strategy = await loadStrategy(context, {
    ...options,
    strategy: strategyFile ?? options.strategy,
  });
  const journal = await readJournal(stateFile);
  checkServices(strategy, journal);
  const outcome = replayJournal(policyOf(strategy), journal);
  if (outcome === null) {
    throw new CliFailure(`${shownState(stateFile)} has no tick that could be decided again`, {
      exitCode: 1,
      fix: 'A controller keeps its ticks while it runs and leads; let it run for some minutes.',
    });
  }
  const { missing, added } = outcome;
  context.setExitCode(missing.length + added.length === 0 ? 0 : 1);
  if (options.json) return printJson(context, outcome);
  context.print(renderReplay(outcome, strategy.name));
}

/** As many as a store keeps of each. */
const READ_LIMIT = 100_000;

async function readJournal(file: string): Promise<Journal> {
  const store = await openExistingState(file);
  try {
    return {
      ticks: await store.readTicks(READ_LIMIT),
      decisions: await store.readDecisions(READ_LIMIT),
      events: await store.readEvents(READ_LIMIT),
    };
  } finally {
    await store.close();
  }
}

/** With no service in common nothing would be decided, which would look like a result. */
function checkServices(strategy: Strategy, { ticks, decisions }: Journal): void {
  const digest = (ticks.at(-1) ?? decisions.at(-1))?.digest as Digest | undefined;
  const seen = digest?.upstreams.map(({ upstream }) => upstream) ?? [];
  const isKnown = strategy.services.some(({ upstream }) => seen.includes(upstream));
  if (isKnown || seen.length === 0) return;
  throw usageFailure(
    `the journal is of other services: ${seen.join(', ')}`,
    `Replay it with a strategy that has them; ${strategy.name} has none.`,
  );
}

function renderReplay(outcome: ReplayOutcome, name: string): string {
  const { basis, fromMs, toMs, count, same, missing, added } = outcome;
  const rows = [
    ...same.map((event) => ({ event, word: 'same' })),
    ...missing.map((event) => ({ event, word: 'missing' })),
    ...added.map((event) => ({ event, word: 'new' })),
  ].toSorted((a, b) => a.event.atMs - b.event.atMs);
  const what = basis === 'ticks' ? 'ticks' : 'ticks with a decision';
  return [
    `${count} ${what} from ${clockTime(fromMs, 0)} to ${clockTime(toMs, 0)}, decided again with ${name}.`,
    NOTES[basis],
    '',
    ...rows.map(({ event, word }) => lineOf(event, word)),
    ...(rows.length === 0 ? ['Nothing was decided, then or now.'] : ['']),
    `${same.length} the same, ${missing.length} missing, ${added.length} new`,
    '',
  ].join('\n');
}

const NOTES: Readonly<Record<ReplayOutcome['basis'], string>> = {
  ticks:
    'The traffic is that of the weights in force then; what other decisions would have changed of ' +
    'it is not known.',
  decisions:
    'Only these are in the journal, so nothing is known of what would have been decided in other ' +
    'seconds.',
};

function lineOf({ atMs, kind, message }: ControlEvent, word: string): string {
  return `  ${clockTime(atMs, 0)}  ${word.padEnd(7)}  ${kind}: ${message}`;
}
