import type { Page } from './page.ts';
import { renderTable } from './table.ts';

export function balancingSection({ facts, words, format }: Page): readonly string[] {
  const rows = facts.services.map(({ service, shares, layout }) => [
    service.name,
    layout === 'flat' ? service.algorithm.kind : `${service.algorithm.kind}, ${words.twoLevels}`,
    words.mode[service.failover.mode],
    Object.entries(shares)
      .map(([region, share]) => `${region} ${format.percent(share)}`)
      .join(', '),
  ]);
  const kinds = [...new Set(facts.services.map(({ service }) => service.algorithm.kind))];
  const isTwoLevel = facts.services.some(({ layout }) => layout === 'two-level');
  const isStarving = facts.services.some(
    ({ layout, service, shares }) =>
      layout === 'flat' &&
      service.algorithm.kind === 'least-connections' &&
      Object.keys(shares).length > 1,
  );
  return [
    `## ${words.balancing}`,
    renderTable(words.balancingHead, rows),
    [
      ...kinds.map((kind) => `- ${words.why(kind)}: ${words.algorithm[kind]}`),
      ...(isTwoLevel ? [`- ${words.why(words.twoLevels)}: ${words.twoLevelsReason}`] : []),
      ...(isStarving ? [`- ${words.flatLeastConnections}`] : []),
      `- ${words.lastResort}`,
      `- ${words.latencyRefused}`,
    ].join('\n'),
  ];
}
