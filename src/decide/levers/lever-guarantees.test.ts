/** G9 under arbitrary observations and arbitrary levers: an override that is in force decides. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isDead,
  play,
  policy,
  service,
  story,
  STORY_START_MS,
  type Tick,
} from '../../../test/support/digest-stories.ts';
import { overrideFixture } from '../../../test/support/override-fixture.ts';
import { endsAtMs, type Lever, type Override, OVERRIDE_MAX_MS } from '../../model/override.ts';
import { sameWeights } from '../guards.ts';
import { replayDecision } from '../replay.ts';
import { leversOf } from './lever-state.ts';

const lever: fc.Arbitrary<Lever> = fc.oneof(
  fc.record({
    kind: fc.constant('evacuate' as const),
    region: fc.constantFrom('west', 'north', 'south'),
    overMs: fc.constantFrom(0, 0, 20_000),
  }),
  fc.record({
    kind: fc.constant('drain' as const),
    target: fc.constantFrom(...service.targets.map(({ target }) => target)),
  }),
  fc
    .constantFrom(0, 0.3, 1)
    .map((west) => ({ kind: 'pin' as const, regionShares: { west, north: 1 - west } })),
  fc.constant<Lever>({ kind: 'freeze' }),
);

const said: fc.Arbitrary<readonly Override[]> = fc
  .array(
    fc.record({
      lever,
      afterMs: fc.integer({ min: 0, max: 120_000 }),
      forMs: fc.constantFrom(5_000, 60_000, 2 * OVERRIDE_MAX_MS),
      isForced: fc.boolean(),
      origin: fc.constantFrom<Override['origin']>('person', 'person', 'drill'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map(({ lever: own, afterMs, forMs, isForced, origin }, index) => {
      const atMs = STORY_START_MS + afterMs;
      const untilMs = atMs + forMs;
      return overrideFixture(own, { id: `o${index}`, atMs, untilMs, isForced, origin });
    }),
  );

const stateOf = ({ decision }: Tick) => decision.state.upstreams[service.upstream];
const RUNS = { numRuns: 40 };

test('G9: an override in force decides, in any world', () => {
  const property = fc.property(story, said, (stretches, overrides) => {
    const broken: string[] = [];
    for (const tick of play(stretches, () => ({ overrides }))) {
      const levers = leversOf(stateOf(tick)?.levers);
      for (const [gateway, upstreams] of Object.entries(tick.decision.desired)) {
        const weights = upstreams[service.upstream]?.weights ?? {};
        const before = tick.before.desired[gateway]?.[service.upstream]?.weights;
        const isRefused = tick.decision.state.desired[gateway]?.[service.upstream]?.refused;
        const say = (what: string) => broken.push(`${tick.nowMs} ${gateway}: ${what}`);
        if (levers.frozen !== null && before !== undefined && !sameWeights(before, weights)) {
          say('frozen weights moved');
        }
        if (isRefused === 'G3' && (levers.shares ?? levers.evacuated['west'])) say('held for G3');
      }
      for (const region of Object.keys(levers.evacuated)) {
        const state = stateOf(tick)?.regions[region];
        const isLeaving = state?.phase === 'healthy' && state.held !== undefined;
        if (state?.phase !== 'evacuated' && !isLeaving) broken.push(`${region} is ${state?.phase}`);
      }
      for (const target of Object.keys(levers.drained)) {
        const rotation = stateOf(tick)?.targets[target]?.rotation.kind;
        if (rotation !== 'out') broken.push(`${target} is ${rotation}`);
      }
    }
    expect(broken).toEqual([]);
  });
  fc.assert(property, RUNS);
});

test('G9: every override ends by itself, after 72 h at the latest', () => {
  const property = fc.property(story, said, (stretches, overrides) => {
    for (const tick of play(stretches, () => ({ overrides }))) {
      for (const override of leversOf(stateOf(tick)?.levers).all) {
        expect(tick.nowMs).toBeLessThan(endsAtMs(override));
        expect(endsAtMs(override) - override.atMs).toBeLessThanOrEqual(OVERRIDE_MAX_MS);
      }
    }
    const rest = { ticks: 3, stepMs: OVERRIDE_MAX_MS, looks: stretches[0]?.looks ?? [] };
    const last = play([...stretches, rest], () => ({ overrides })).at(-1);
    expect(last === undefined ? [] : leversOf(stateOf(last)?.levers).all).toEqual([]);
  });
  fc.assert(property, RUNS);
});

test('G2: no lever leaves an upstream with nothing that can serve, also when forced', () => {
  const property = fc.property(story, said, (stretches, overrides) => {
    const broken: string[] = [];
    for (const { looks, before, decision, nowMs } of play(stretches, () => ({ overrides }))) {
      for (const [gateway, upstreams] of Object.entries(decision.desired)) {
        const weights = upstreams[service.upstream]?.weights ?? {};
        const present = before.desired[gateway]?.[service.upstream]?.weights ?? weights;
        const able = service.targets.filter((_, index) => !isDead(looks[index]));
        const onAble = able.reduce((sum, { target }) => sum + (weights[target] ?? 0), 0);
        const isSame = able.length === 0 || sameWeights(present, weights);
        if (!isSame && onAble === 0) broken.push(`${nowMs} ${gateway}: all on the dead`);
      }
    }
    expect(broken).toEqual([]);
  });
  fc.assert(property, RUNS);
});

test('G8: a journal with overrides replays to the same decisions', () => {
  const property = fc.property(story, said, (stretches, overrides) => {
    for (const { nowMs, before, digest, decision } of play(stretches.slice(0, 4), () => ({
      overrides,
    }))) {
      const journaled = JSON.stringify({ stateBefore: before, digest });
      const read = JSON.parse(journaled) as { stateBefore: unknown; digest: unknown };
      const record = { ...read, atMs: nowMs, events: decision.events };
      expect(replayDecision(policy, record)).toEqual(decision.events);
    }
  });
  fc.assert(property, { numRuns: 15 });
});
