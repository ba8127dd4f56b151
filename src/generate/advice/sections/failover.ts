import { backChart } from '../charts/back-chart.ts';
import { outChart } from '../charts/out-chart.ts';
import { heading, paragraph, steps, table, type Block, type Section } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { ServiceFacts } from '../facts.ts';
import { loadFigure } from '../figures/load.ts';
import { markedFigure, returnFigure } from '../figures/times.ts';
import { given, type Page } from '../page.ts';

export function failoverSection(page: Page): Section {
  const words = page.words.failover;
  const moving = page.facts.services.filter(({ service }) => service.failover.mode !== 'isolate');
  const slowest = moving.toSorted((left, right) => right.returnMs - left.returnMs)[0];
  return {
    id: 'failover',
    title: words.heading,
    startsPage: true,
    blocks: [
      table(
        words.modeHead,
        page.facts.services.map((entry) => modeRow(page, entry)),
      ),
      outChart(page),
      ...(slowest === undefined ? [] : story(page, slowest)),
    ],
  };
}

function modeRow(page: Page, entry: ServiceFacts): readonly string[] {
  const { service } = entry;
  const { failover, failback, name } = service;
  const words = page.words.failover;
  const readers = (service.readRegions ?? []).map(encodeName).join(', ');
  const mode =
    page.words.situation.mode[failover.mode] +
    (readers === '' ? '' : words.readers({ regions: readers }));
  if (failover.mode === 'isolate') return [encodeName(name), mode, '–', '–', words.stays];
  const hold = holdFigure(page, entry);
  return [
    encodeName(name),
    mode,
    words.short[failover.whenCapacityIsShort],
    words.approval[failover.approval] + (failover.before === null ? '' : words.hooks),
    failback.approval === 'manual'
      ? words.returnManual({ hold })
      : words.returnAuto({ hold, total: returnFigure(page, entry) }),
  ];
}

function holdFigure(page: Page, { service: { name, failback } }: ServiceFacts): string {
  const path = `services.${name}.failback.hold`;
  return given(page, path, { value: failback.holdMs, unit: 'ms', where: `${name}, hold` });
}

function story(page: Page, entry: ServiceFacts): readonly Block[] {
  const words = page.words.failover;
  const { service } = entry;
  const { failback, failover, name } = service;
  const path = `services.${name}.failback`;
  const items = [
    words.fault,
    words.kongOut({ after: markedFigure(page, entry, 'hanging') }),
    failover.approval === 'manual' ? words.approvalNeeded : words.evacuated,
    words.healed,
    words.hold({
      hold: holdFigure(page, entry),
      max: given(page, `${path}.holdMax`, {
        value: failback.holdMaxMs,
        unit: 'ms',
        where: `${name}, holdMax`,
      }),
    }),
    ...(failback.blocked.length > 0 ? [words.blocked] : []),
    ...(failback.approval === 'manual' ? [words.manualReturn] : []),
    words.steps({
      dwell: given(page, `${path}.minDwell`, {
        value: failback.minDwellMs,
        unit: 'ms',
        where: `${name}, minDwell`,
      }),
      requests: given(page, `${path}.minRequests`, {
        value: failback.minRequests,
        unit: 'count',
        where: `${name}, minRequests`,
      }),
    }),
    words.returned({ total: returnFigure(page, entry) }),
  ];
  const cold = (value: number) => page.book.figure({ trace: 'coldReturn', value, unit: 'count' });
  return [
    heading(words.story({ service: encodeName(name) })),
    ...(page.facts.services.length > 1 ? [paragraph(words.storySame)] : []),
    steps(items),
    paragraph(words.relapse),
    backChart(page, entry),
    paragraph(words.stepsIntro({ rps: loadFigure(page, entry) })),
    stepsTable(page, entry),
    paragraph(words.why({ atOnce: cold(219), inSteps: cold(0) }), 'note'),
  ];
}

function stepsTable(page: Page, { service, returnSteps, rps }: ServiceFacts): Block {
  const { book, format, words } = page;
  const { name, failback } = service;
  const step = (value: number, where: string, from: string) =>
    book.figure({ trace: 'returnStep', value, unit: 'ms', where: `${name}, ${where}`, from });
  const rows = returnSteps.map(({ share, atMs, lastsMs }, index) => [
    given(page, `services.${name}.failback.steps`, {
      value: share,
      unit: 'ratio',
      where: `${name}, ${index + 1}`,
    }),
    step(atMs, `${index + 1}: at`, ''),
    lastsMs === 0
      ? '–'
      : step(
          lastsMs,
          `${index + 1}`,
          `max(${format.duration(failback.minDwellMs)}, ${format.number(failback.minRequests)} / (${format.percent(share)} × ${format.number(rps)}/s))`,
        ),
  ]);
  return table(words.failover.stepsHead, rows, [0, 1, 2]);
}
