import { expect, test } from 'vitest';
import { serviceFixture } from '../../test/support/strategy-fixture.ts';
import { observeTargets } from './facts.ts';
import { decideReadmission } from './readmission.ts';
import { FRESH_TARGET, FRESH_UPSTREAM, type Rotation, type TargetState } from './state.ts';
import { NOTHING } from './tally.ts';

const service = serviceFixture();
const context = {
  upstream: service.upstream,
  region: 'eu-west',
  service,
  medianMs: 12,
  fullRps: 75,
  isHeard: true,
  hasNews: true,
  nowMs: 60_000,
};

/** One tick of a trial in its last step, after 5 s of it. */
function tick(seen: number, counts: { tries: number; failures: number }): Rotation {
  const rotation = {
    kind: 'trial',
    step: 2,
    sinceMs: 55_000,
    tries: 0,
    failures: 0,
    seen,
  } as const;
  const state: TargetState = { ...FRESH_TARGET, rotation };
  const [facts] = observeTargets(service, FRESH_UPSTREAM, undefined, context.nowMs);
  if (facts === undefined) throw new Error('a target is needed');
  const seenFacts = { ...facts, probe: 'good' as const, tick: { ...NOTHING, ...counts }, state };
  return decideReadmission(seenFacts, state, context).state.rotation;
}

test.each([
  ['clean tries enough let it in', 0.3, { tries: 40, failures: 0 }, 'in'],
  ['too few keep it on trial', 0.3, { tries: 4, failures: 0 }, 'trial'],
  ['a failure like the old ones puts it out', 0.3, { tries: 5, failures: 1 }, 'out'],
  ['one failure in a hundred is what a healthy target has', 0.3, { tries: 100, failures: 1 }, 'in'],
  ['a milder fault than the old one is a fault', 1, { tries: 100, failures: 20 }, 'out'],
])('%s', (_claim, seen, counts, kind) => {
  expect(tick(seen, counts).kind).toBe(kind);
});

test('one failure of one does not make a target that failed 20 % look dead', () => {
  const rotation = tick(0.2, { tries: 1, failures: 1 });
  expect(rotation.kind).toBe('out');
  expect(rotation).toHaveProperty('seen');
  expect('seen' in rotation ? rotation.seen : 1).toBeLessThan(0.3);
});

test.each([['round-robin'], ['least-connections']] as const)(
  'under %s the share of a trial stands still while nothing is heard (G4)',
  (kind) => {
    const silent = {
      ...context,
      isHeard: false,
      fullRps: 0,
      service: { ...service, algorithm: { kind } },
    };
    const rotation = {
      kind: 'trial',
      step: 0,
      share: 0.015,
      sinceMs: 0,
      tries: 0,
      failures: 0,
      seen: 0.3,
    } as const;
    const state: TargetState = { ...FRESH_TARGET, rotation };
    for (let nowMs = 1_000; nowMs <= 30_000; nowMs += 1_000) {
      const [facts] = observeTargets(service, FRESH_UPSTREAM, undefined, nowMs);
      if (facts === undefined) throw new Error('a target is needed');
      const next = decideReadmission({ ...facts, state }, state, { ...silent, nowMs });
      expect(next.state.rotation).toHaveProperty('share', 0.015);
    }
  },
);
