import type { Page } from './page.ts';
import { renderTable } from './table.ts';

export function balancingSection({ facts, words, format }: Page): readonly string[] {
  const rows = facts.services.map(({ service, shares }) => [
    service.name,
    service.algorithm.kind,
    words.mode[service.failover.mode],
    Object.entries(shares)
      .map(([region, share]) => `${region} ${format.percent(share)}`)
      .join(', '),
  ]);
  const kinds = [...new Set(facts.services.map(({ service }) => service.algorithm.kind))];
  return [
    `## ${words.balancing}`,
    renderTable(words.balancingHead, rows),
    [
      ...kinds.map((kind) => `- ${words.why(kind)}: ${words.algorithm[kind]}`),
      `- ${words.lastResort}`,
      `- ${words.latencyRefused}`,
    ].join('\n'),
  ];
}
