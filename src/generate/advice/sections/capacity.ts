import { headroomChart } from '../charts/headroom-chart.ts';
import { CEILING_RATIO, type CapacityRow } from '../capacity.ts';
import { paragraph, table, type Block, type Section } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { ServiceFacts } from '../facts.ts';
import type { TraceKey } from '../figures/traces.ts';
import type { TargetLoads } from '../loads.ts';
import { given, namesOf, type Page } from '../page.ts';

export function capacitySection(page: Page): Section {
  const { facts, book } = page;
  const words = page.words.capacity;
  const policies = [
    ...new Set(facts.services.map(({ service }) => service.failover.whenCapacityIsShort)),
  ];
  const ceiling = book.figure({ trace: 'ceiling', value: CEILING_RATIO, unit: 'ratio' });
  const rows = facts.services.flatMap((entry) =>
    entry.capacity.map((row) => capacityRow(page, { entry, row })),
  );
  return {
    id: 'capacity',
    title: words.heading,
    startsPage: true,
    blocks: [
      table(words.head, rows, [2, 3, 4, 5]),
      paragraph(
        [
          words.note({ ceiling }),
          ...(facts.services.some(({ service }) => service.load) ? [words.atPeak] : []),
          ...policies.map((one) => words.whenShort[one]),
        ].join(' '),
      ),
      ...headroomChart(page),
      paragraph(words.targetsIntro),
      table(
        words.targetsHead,
        facts.services.flatMap((entry) =>
          entry.loads.map((row) => targetRow(page, { entry, row })),
        ),
        [3, 4, 5, 6, 7],
      ),
      ...overCeiling(page, ceiling),
    ],
  };
}

function capacityRow(
  page: Page,
  { entry, row }: { readonly entry: ServiceFacts; readonly row: CapacityRow },
): readonly string[] {
  const { book, format } = page;
  const words = page.words.capacity;
  const { name } = entry.service;
  const where = `${name}, ${row.region}`;
  const rps = (trace: TraceKey, value: number | null, from: string) =>
    value === null
      ? words.notStated
      : book.figure({ trace, value, unit: 'perSecond', digits: 0, where, from });
  const survivable =
    row.remainingRps === null
      ? ''
      : `${format.number(row.remainingRps)}/s × ${format.percent(CEILING_RATIO)}`;
  const room = row.survivableRps === null ? null : row.survivableRps - entry.peakRps;
  return [
    encodeName(name),
    encodeName(row.region),
    rps('capacity', row.capacityRps, ''),
    rps('remaining', row.remainingRps, ''),
    rps('survivable', row.survivableRps, survivable),
    rps(
      'headroom',
      room,
      `${format.number(row.survivableRps ?? 0)}/s − ${format.number(entry.peakRps)}/s`,
    ),
    words.verdict[row.verdict],
  ];
}

function targetRow(
  page: Page,
  { entry, row }: { readonly entry: ServiceFacts; readonly row: TargetLoads },
): readonly string[] {
  const { book } = page;
  const words = page.words.capacity;
  const { target, region, capacityRps, nowRps, worstRps, worstLost } = row;
  const { name } = entry.service;
  const where = `${name}, ${target}`;
  const load = (trace: 'targetLoad' | 'targetLoadLost', value: number | null) => {
    if (value === null) return ['–', '–'];
    const busy = capacityRps === null ? null : value / capacityRps;
    return [
      book.figure({ trace, value, unit: 'perSecond', where }),
      busy === null ? '–' : book.figure({ trace, value: busy, unit: 'ratio', digits: 0, where }),
    ];
  };
  return [
    encodeName(name),
    encodeName(target),
    encodeName(region),
    capacityRps === null
      ? words.notStated
      : given(page, `services.${name}.targets.${region}`, {
          value: capacityRps,
          unit: 'perSecond',
          where: `${name}, ${region}`,
        }),
    ...load('targetLoad', nowRps),
    ...load('targetLoadLost', worstRps),
    worstLost === null ? '–' : encodeName(worstLost),
  ];
}

function overCeiling(page: Page, ceiling: string): readonly Block[] {
  const services = page.facts.services
    .filter(({ loads }) =>
      loads.some(
        ({ capacityRps, worstRps }) =>
          capacityRps !== null && worstRps !== null && worstRps > capacityRps * CEILING_RATIO,
      ),
    )
    .map(({ service }) => service.name);
  if (services.length === 0) return [];
  const text = page.words.capacity.overCeiling({ services: namesOf(page, services), ceiling });
  return [paragraph(text, 'warning')];
}
