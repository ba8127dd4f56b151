/**
 * What each example claims, in virtual time: 20 s of peace, then a fault from second 10 to 40 of the
 * next 60, at 60 requests/s for each service. With Ballast running and with it dead.
 */

import { describe, expect, test, vi } from 'vitest';

import { assert } from '../../src/lib/assert.ts';
import { createCheckers } from '../../src/simulator/checkers/create-checkers.ts';
import type { ContestantName, RunResult } from '../../src/simulator/contract.ts';
import { simulate } from '../../src/simulator/index.ts';
import { parseScenario } from '../../src/simulator/scenario/index.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { exampleText, type ExampleName } from './example-files.ts';

// Seconds of work, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });

const LOST = 'fault: refuse, region: primary';
const FROZEN = 'fault: black-hole, region: primary, targets: [0]';

interface Claim {
  readonly name: ExampleName;
  readonly story: string;
  readonly fault: string;
  readonly contestant: ContestantName;
  /** Of all requests of the minute. */
  readonly failedPercent: readonly [number, number];
  readonly badSeconds: number;
}

const few = [0, 1] as const;

const CLAIMS: readonly Claim[] = [
  {
    name: 'webshop',
    story: 'loses a region',
    fault: LOST,
    contestant: 'ballast',
    failedPercent: few,
    badSeconds: 2,
  },
  {
    name: 'webshop',
    story: 'loses a region',
    fault: LOST,
    contestant: 'generated',
    failedPercent: few,
    badSeconds: 2,
  },
  {
    name: 'webshop',
    story: 'has a frozen host',
    fault: FROZEN,
    contestant: 'ballast',
    failedPercent: few,
    badSeconds: 4,
  },
  // profileAPI may not leave: a third of the traffic, half of it from there, for half of the time.
  {
    name: 'active-active',
    story: 'loses a side, and what may not cross with it',
    fault: LOST,
    contestant: 'ballast',
    failedPercent: [6, 10],
    badSeconds: 34,
  },
  {
    name: 'three-regions',
    story: 'loses the first of three',
    fault: LOST,
    contestant: 'ballast',
    failedPercent: few,
    badSeconds: 2,
  },
  {
    name: 'three-regions',
    story: 'loses the first of three',
    fault: LOST,
    contestant: 'generated',
    failedPercent: few,
    badSeconds: 2,
  },
  {
    name: 'hash-sessions',
    story: 'loses a region',
    fault: LOST,
    contestant: 'ballast',
    failedPercent: few,
    badSeconds: 2,
  },
  // Kong asks the same host again, so the keys of a frozen one fail until it is marked.
  {
    name: 'hash-sessions',
    story: 'has a frozen host',
    fault: FROZEN,
    contestant: 'ballast',
    failedPercent: [0, 3],
    badSeconds: 6,
  },
  // Ballast only watches there.
  {
    name: 'kubernetes',
    story: 'loses a cluster',
    fault: LOST,
    contestant: 'generated',
    failedPercent: few,
    badSeconds: 3,
  },
  {
    name: 'konnect',
    story: 'loses a region',
    fault: LOST,
    contestant: 'generated',
    failedPercent: few,
    badSeconds: 3,
  },
];

describe('in virtual time', () => {
  test.each(CLAIMS)('$name $story ($contestant)', async (claim) => {
    const result = await run(claim);
    const failedPercent = (100 * result.failed) / result.sent;
    expect(result.findings).toEqual([]);
    expect(failedPercent).toBeGreaterThanOrEqual(claim.failedPercent[0]);
    expect(failedPercent).toBeLessThan(claim.failedPercent[1]);
    expect(result.badSeconds).toBeLessThanOrEqual(claim.badSeconds);
  });
});

async function run({ name, fault, contestant }: Claim): Promise<RunResult> {
  const { strategy } = parseStrategy(exampleText(name));
  const { scenario } = parseScenario(
    `version: 1\nname: example\ntitle: Example\ndescription: One fault.\nwarmUp: 20s\n` +
      `duration: 60s\ntraffic: { rate: 60rps }\nfaults: [{ at: 10s, for: 30s, ${fault} }]\n`,
  );
  assert(strategy !== null && scenario !== null, 'the example and the scenario parse');
  const input = { scenario, strategy, contestant, seed: 1 };
  return await simulate(input, { checkers: createCheckers(input) });
}
