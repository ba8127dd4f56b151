import { CEILING_RATIO } from './capacity.ts';
import type { Page } from './page.ts';
import { renderTable } from './table.ts';

export function capacitySection({ facts, words, format }: Page): readonly string[] {
  const rps = (value: number | null) =>
    value === null ? words.notStated : words.rps(format.number(value));
  const rows = facts.services.flatMap(({ service, capacity }) =>
    capacity.map((row) => [
      service.name,
      row.region,
      rps(row.capacityRps),
      rps(row.remainingRps),
      rps(row.survivableRps),
      words.verdict[row.verdict],
    ]),
  );
  const policies = [
    ...new Set(facts.services.map(({ service }) => service.failover.whenCapacityIsShort)),
  ];
  return [
    `## ${words.capacity}`,
    renderTable(words.capacityHead, rows),
    [
      words.capacityNote({ ceiling: format.percent(CEILING_RATIO) }),
      ...policies.map((policy) => words.whenShort[policy]),
    ].join(' '),
  ];
}
