/**
 * Arbitrary observations for properties of the law: stretches of ticks in which each target looks as
 * it likes, decided one after another.
 */

import fc from 'fast-check';
import { decide } from '../../src/decide/decide.ts';
import type { Digest, TargetDigest } from '../../src/decide/digest.ts';
import { type Policy, policyOf } from '../../src/decide/policy.ts';
import { type DecideState, EMPTY_STATE } from '../../src/decide/state.ts';
import { serviceFixture, strategyFixture } from './strategy-fixture.ts';

const regions = { west: 3, north: 2, south: 1 };
export const service = serviceFixture({ regions });
const strategy = strategyFixture({ regions });
export const policy: Policy = policyOf({
  ...strategy,
  gateways: strategy.gateways.flatMap((gateway) => [
    { ...gateway, name: 'kong-west', region: 'west' },
    { ...gateway, name: 'kong-north', region: 'north' },
  ]),
});

export const STORY_START_MS = 1_000_000;

/** How a target looks over a stretch of ticks. */
export interface Look {
  readonly tries: number;
  readonly failPercent: number;
  readonly kind: 'errors' | 'connect';
  readonly probe: 'good' | 'bad' | 'none';
  readonly kong: 'HEALTHY' | 'UNHEALTHY' | null;
}

const look: fc.Arbitrary<Look> = fc.record({
  tries: fc.constantFrom(0, 1, 20, 300),
  failPercent: fc.constantFrom(0, 0, 0, 1, 5, 30, 90, 100),
  kind: fc.constantFrom('errors', 'connect'),
  probe: fc.constantFrom('good', 'good', 'bad', 'none'),
  kong: fc.constantFrom('HEALTHY', 'HEALTHY', 'UNHEALTHY', null),
});
const count = service.targets.length;
const stretch = fc.record({
  ticks: fc.integer({ min: 1, max: 30 }),
  /** Gaps between ticks, such as after a restart. */
  stepMs: fc.constantFrom(1_000, 1_000, 1_000, 30_000),
  looks: fc.array(look, { minLength: count, maxLength: count }),
});
export const story = fc.array(stretch, { minLength: 1, maxLength: 12 });

export function digestOf(looks: readonly Look[], nowMs: number): Digest {
  const targets = service.targets.map(({ target }, index): TargetDigest => {
    const { tries = 0, failPercent = 0, kind = 'errors', probe, kong = null } = looks[index] ?? {};
    const failures = Math.round((tries * failPercent) / 100);
    return {
      target,
      tries,
      failures,
      connectFailures: kind === 'connect' ? failures : 0,
      noAnswers: kind === 'connect' ? failures : 0,
      overload: 0,
      latencyCount: tries,
      latencySumMs: 10 * tries,
      probe:
        probe === 'good' || probe === 'bad'
          ? {
              atMs: nowMs,
              failuresInRow: probe === 'bad' ? 3 : 0,
              successesInRow: probe === 'good' ? 3 : 0,
            }
          : null,
      nodes: [{ gateway: 'kong-west', nodeId: 'n1', atMs: nowMs, health: kong, nodeWeight: 1 }],
    };
  });
  const requests = looks.reduce((sum, { tries }) => sum + tries, 0);
  return { logsAtMs: nowMs, upstreams: [{ upstream: service.upstream, requests, targets }] };
}

/** Something says that it cannot serve and nothing says that it can. */
export function isDead({ probe, kong }: Partial<Look> = {}): boolean {
  const isBad = probe === 'bad' && kong !== 'HEALTHY';
  return isBad || (kong === 'UNHEALTHY' && probe !== 'good');
}

export interface Tick {
  readonly nowMs: number;
  readonly looks: readonly Look[];
  readonly before: DecideState;
  readonly digest: Digest;
  readonly decision: ReturnType<typeof decide>;
}

/** @param wordsAt what people say, beside what is seen. */
export function play(
  stretches: readonly { ticks: number; stepMs: number; looks: Look[] }[],
  wordsAt: (nowMs: number) => Pick<Digest, 'overrides' | 'rules'> = () => ({}),
): Tick[] {
  let state = EMPTY_STATE;
  let nowMs = STORY_START_MS;
  const ticks: Tick[] = [];
  for (const { ticks: length, stepMs, looks } of stretches) {
    for (let tick = 0; tick < length; tick += 1) {
      nowMs += stepMs;
      const before = state;
      const digest = { ...wordsAt(nowMs), ...digestOf(looks, nowMs) };
      const decision = decide(policy, state, digest, nowMs);
      ticks.push({ nowMs, looks, before, digest, decision });
      ({ state } = decision);
    }
  }
  return ticks;
}
