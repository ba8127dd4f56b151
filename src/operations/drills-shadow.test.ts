import { expect, test } from 'vitest';
import { policyOf } from '../decide/policy.ts';
import { decide } from '../decide/decide.ts';
import { EMPTY_STATE } from '../decide/state.ts';
import type { Digest } from '../decide/digest.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import { shadowDrill } from './drills-shadow.ts';

const START_MS = 1_800_000_000_000;
const SECONDS = 30;

/** A controller that has watched a quiet half minute. */
async function watched(strategy = strategyFixture({ capacityRps: 200 })) {
  const store = createMemoryStore({ tickLimit: 100 });
  const policy = policyOf(strategy);
  let state = EMPTY_STATE;
  for (let second = 0; second < SECONDS; second += 1) {
    const nowMs = START_MS + second * 1_000;
    const digest = quiet(strategy, nowMs);
    ({ state } = decide(policy, state, digest, nowMs));
    await store.commit({
      tick: { atMs: nowMs, digest },
      state: { version: 1, decide: state, mode: 'observe', steered: {} },
    });
  }
  return { store, strategy, clock: { nowMs: () => START_MS + SECONDS * 1_000 } };
}

function quiet(strategy: ReturnType<typeof strategyFixture>, nowMs: number): Digest {
  return {
    logsAtMs: nowMs,
    upstreams: strategy.services.map(({ upstream, targets }) => ({
      upstream,
      requests: 100,
      failed: 0,
      targets: targets.map(({ target, region }) => {
        const tries = region === 'eu-west' ? 33 : 1;
        return {
          target,
          tries,
          failures: 0,
          connectFailures: 0,
          noAnswers: 0,
          overload: 0,
          latencyCount: tries,
          latencySumMs: tries * 10,
          probe: { atMs: nowMs, failuresInRow: 0, successesInRow: 9 },
          nodes: [
            {
              gateway: 'kong-eu',
              nodeId: 'n',
              atMs: nowMs,
              health: 'HEALTHY' as const,
              nodeWeight: region === 'eu-west' ? 100 : 1,
            },
          ],
        };
      }),
    })),
  };
}

const targetsOf = (strategy: ReturnType<typeof strategyFixture>, region: string) =>
  (strategy.services[0]?.targets ?? [])
    .filter((one) => one.region === region)
    .map(({ target }) => target);

test('an imagined loss of the region is decided as a real one would be, and nothing is written', async () => {
  const { store, strategy, clock } = await watched();
  const before = JSON.stringify([await store.loadState(), await store.readTicks(100)]);
  const lost = { productAPI: targetsOf(strategy, 'eu-west') };
  const result = await shadowDrill({ strategy, lost, durationMs: 30_000 }, { store, clock });
  expect(result.events.map(({ kind }) => kind)).toContain('region-evacuated');
  expect(result.events.every(({ service }) => service === 'productAPI')).toBe(true);
  expect(result.decidedAfterMs).toBeLessThanOrEqual(15_000);
  const lowered = result.writes.filter(({ from, to }) => to < from).map(({ target }) => target);
  expect(lowered.toSorted()).toEqual(lost.productAPI);
  expect(result.retried).toBeGreaterThan(50);
  expect(JSON.stringify([await store.loadState(), await store.readTicks(100)])).toBe(before);
  expect(await store.readEvents(10)).toEqual([]);
});

test('imagining nothing lost, it decides nothing', async () => {
  const { store, strategy, clock } = await watched();
  const result = await shadowDrill({ strategy, lost: {}, durationMs: 30_000 }, { store, clock });
  expect(result).toMatchObject({ decidedAfterMs: null, writes: [], retried: 0 });
});

test('without traffic to imagine it with, it says what to do', async () => {
  const strategy = strategyFixture();
  const store = createMemoryStore();
  const clock = { nowMs: () => START_MS };
  const drilling = shadowDrill({ strategy, lost: {}, durationMs: 1_000 }, { store, clock });
  await expect(drilling).rejects.toMatchObject({ code: 'unavailable' });
});
