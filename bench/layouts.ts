/**
 * `npm run bench:layouts`: which layout and algorithm loses least? Simulates the faults of the
 * measurements on a real Kong at their conditions (200 requests/s, one service, two regions of three
 * targets) with what Ballast generates for each layout, without a controller (`generated`) and with
 * one (`ballast`). Prints requests lost and the p99, mean over the seeds and the worst of them.
 * Options: --seeds 5, --seed FIRST, --fault NAME (repeatable).
 */

import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Balancing } from '../src/demo/demo-strategy.ts';
import { simulate } from '../src/simulator/index.ts';
import { scenarioOf, strategyOf, TWIN } from './agreement/conditions.ts';
import { FAULTS } from './twin/recorded.ts';

const LAYOUTS: Readonly<Record<string, Balancing>> = {
  'flat round-robin': { layout: 'flat', algorithm: 'round-robin' },
  'flat least-connections': { layout: 'flat', algorithm: 'least-connections' },
  'two-level round-robin': { layout: 'two-level', algorithm: 'round-robin' },
  'two-level least-connections': { layout: 'two-level', algorithm: 'least-connections' },
};
const CONTESTANTS = ['generated', 'ballast'] as const;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '100' },
    fault: { type: 'string', multiple: true, default: [] },
  },
});
const seeds = Array.from(
  { length: Number(values.seeds) },
  (_, index) => Number(values.seed) + index,
);
const faults = [...FAULTS, 'steady' as const].filter(
  (fault) => values.fault.length === 0 || values.fault.includes(fault),
);

for (const contestant of CONTESTANTS) {
  print([contestant, ...Object.keys(LAYOUTS)]);
  for (const fault of faults) {
    const cells: string[] = [];
    for (const balancing of Object.values(LAYOUTS)) {
      cells.push(await cellOf(fault, { contestant, balancing }));
    }
    print([fault, ...cells]);
  }
}

async function cellOf(
  fault: (typeof faults)[number],
  { contestant, balancing }: { contestant: (typeof CONTESTANTS)[number]; balancing: Balancing },
): Promise<string> {
  const conditions = { ...TWIN, balancing };
  const lost: number[] = [];
  const p99: number[] = [];
  for (const seed of seeds) {
    const run = await simulate({
      scenario: scenarioOf(fault, conditions, seed),
      strategy: strategyOf(conditions),
      contestant,
      seed,
    });
    lost.push(run.failed);
    p99.push(run.p99Ms ?? 0);
  }
  return `${mean(lost)} (${Math.max(...lost)}), ${mean(p99)} ms`;
}

function mean(numbers: readonly number[]): number {
  return Math.round(numbers.reduce((sum, number) => sum + number, 0) / numbers.length);
}

function print(cells: readonly string[]): void {
  const [first = '', ...rest] = cells;
  process.stdout.write(`${first.padEnd(18)}${rest.map((cell) => cell.padEnd(30)).join('')}\n`);
}
