import { heading, list, table, type Block, type Section } from '../document/blocks.ts';
import { encodeName } from '../document/inline.ts';
import type { ServiceFacts } from '../facts.ts';
import { methodLines } from '../figures/methods.ts';
import { shareFigure } from '../figures/load.ts';
import { namesOf, type Page } from '../page.ts';

export function balancingSection(page: Page): Section {
  const { facts } = page;
  const words = page.words.balancing;
  const rows = facts.services.map((entry) => [
    encodeName(entry.service.name),
    `\`${entry.service.algorithm.kind}\``,
    words.layout[entry.layout],
    Object.entries(entry.shares)
      .filter(([, share]) => share > 0)
      .map(([region, share]) =>
        words.share({
          region: encodeName(region),
          share: shareFigure(page, entry, { region, share }),
        }),
      )
      .join(', '),
  ]);
  return {
    id: 'balancing',
    title: words.heading,
    startsPage: false,
    blocks: [table(words.head, rows), ...methodBlocks(page), list(generalLines(page))],
  };
}

/** Services with the same reasons share them. */
function methodBlocks(page: Page): readonly Block[] {
  const groups = new Map<string, { lines: readonly string[]; entries: ServiceFacts[] }>();
  for (const entry of page.facts.services) {
    const lines = methodLines(page, entry);
    const group = groups.get(lines.join('\n')) ?? { lines, entries: [] };
    group.entries.push(entry);
    groups.set(lines.join('\n'), group);
  }
  return [...groups.values()].flatMap(({ lines, entries }) => {
    const names = entries.map(({ service }) => service.name);
    const method = entries[0]?.service.algorithm.kind ?? '';
    const title = page.words.balancing.methodsOf({ service: namesOf(page, names), method });
    return [heading(title), list(lines)];
  });
}

function generalLines({ facts, words, book }: Page): readonly string[] {
  const { balancing } = words;
  const isTwoLevel = facts.services.some(({ layout }) => layout === 'two-level');
  const isStarving = facts.services.some(
    ({ layout, service, shares }) =>
      layout === 'flat' &&
      service.algorithm.kind === 'least-connections' &&
      Object.keys(shares).length > 1,
  );
  const hop = (value: number) => book.figure({ trace: 'hop', value, unit: 'ratio' });
  return [
    ...(isTwoLevel
      ? [
          balancing.twoLevels({
            hop: book.figure({ trace: 'hop', value: 0.2, unit: 'millis' }),
            from: hop(0.11),
            to: hop(0.37),
          }),
        ]
      : []),
    ...(isStarving ? [balancing.flatLeast] : []),
    balancing.lastResort({
      share: book.figure({ trace: 'lastResort', value: 0.0003, unit: 'ratio' }),
    }),
  ];
}
