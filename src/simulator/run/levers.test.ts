/** People's levers in whole runs: nothing is lost, nobody writes against them, they end by themselves. */

import { expect, test } from 'vitest';
import { runInput, scenarioFixture } from '../../../test/support/scenario-fixture.ts';
import { simulate } from './simulate.ts';

const TRAFFIC = { level: { rps: 60 }, shape: { kind: 'poisson' }, keys: 1_000 } as const;
const EVACUATE = { kind: 'evacuate', region: 'primary', overMs: 0, expiresMs: null } as const;

test('G9: a planned evacuation over a time, and the way back, lose nothing', async () => {
  const fault = { ...EVACUATE, overMs: 15_000 };
  const scenario = scenarioFixture({
    durationMs: 110_000,
    traffic: TRAFFIC,
    faults: [{ atMs: 5_000, forMs: 40_000, fault }],
  });
  const result = await simulate(runInput('ballast', scenario));
  expect(result.failed).toBe(0);
  expect(result.findings).toEqual([]);
  const kinds = result.decisions.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'region-hold').length).toBeGreaterThan(5);
  expect(kinds).toContain('override-ended');
  expect(kinds).toContain('failback-done');
  expect(result.seconds.find(({ second }) => second === 30)?.served['eu-west']).toBe(0);
});

test('G9: a lever that is forgotten ends by itself; a dead target stays out of the return', async () => {
  const scenario = scenarioFixture({
    durationMs: 70_000,
    traffic: TRAFFIC,
    faults: [
      { atMs: 5_000, forMs: null, fault: { ...EVACUATE, expiresMs: 25_000 } },
      {
        atMs: 15_000,
        forMs: null,
        fault: { kind: 'refuse', where: { region: 'primary', targets: [0] } },
      },
    ],
  });
  const result = await simulate(runInput('ballast', scenario));
  expect(result.findings).toEqual([]);
  const ended = result.decisions.find(({ kind }) => kind === 'override-ended');
  expect(ended?.evidence).toMatchObject({ because: 'expired' });
  expect(ended?.atMs).toBeLessThan(32_000);
  expect(result.failed).toBeLessThan(5);
});
