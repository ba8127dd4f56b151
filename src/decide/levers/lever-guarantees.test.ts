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
import { haveShares, leversOf } from './lever-state.ts';

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
const leversAt = (tick: Tick) => leversOf(stateOf(tick)?.levers);
const RUNS = { numRuns: 20 };

/** What is wrong at a tick with weights at each gateway. */
function wrongWeights(tick: Tick): string[] {
  const { looks, before, decision } = tick;
  const levers = leversAt(tick);
  return Object.entries(decision.desired).flatMap(([gateway, upstreams]) => {
    const weights = upstreams[service.upstream]?.weights ?? {};
    const present = before.desired[gateway]?.[service.upstream]?.weights ?? weights;
    const isSame = sameWeights(present, weights);
    const able = service.targets.filter((_, index) => !isDead(looks[index]));
    const onAble = able.reduce((sum, { target }) => sum + (weights[target] ?? 0), 0);
    const { refused } = decision.state.desired[gateway]?.[service.upstream] ?? {};
    return [
      ...(levers.frozen !== null && !isSame ? ['frozen weights moved'] : []),
      ...(haveShares(levers) && refused === 'G3' ? ['a lever waits for room'] : []),
      ...(!isSame && able.length > 0 && onAble === 0 ? ['G2: all on the dead'] : []),
    ].map((what) => `${gateway}: ${what}`);
  });
}

/** What levers say and the state does not. */
function disobeyed(tick: Tick): string[] {
  const { evacuated, drained, all } = leversAt(tick);
  const regions = Object.keys(evacuated).flatMap((region) => {
    const { phase, held } = stateOf(tick)?.regions[region] ?? {};
    const isLeaving = phase === 'healthy' && held !== undefined && held.overMs > 0;
    return phase === 'evacuated' || isLeaving ? [] : [`${region} is ${phase}`];
  });
  const targets = Object.keys(drained).flatMap((target) => {
    const rotation = stateOf(tick)?.targets[target]?.rotation.kind;
    return rotation === 'out' ? [] : [`${target} is ${rotation}`];
  });
  const late = all.filter(
    (one) => tick.nowMs >= endsAtMs(one) || tick.nowMs - one.atMs > OVERRIDE_MAX_MS,
  );
  return [...regions, ...targets, ...late.map(({ id }) => `${id} has not ended`)];
}

test('G9, G2: an override in force decides in any world, ends by itself and empties nothing', () => {
  const property = fc.property(story, said, (stretches, overrides) => {
    const later = { ticks: 2, stepMs: 2 * OVERRIDE_MAX_MS, looks: stretches[0]?.looks ?? [] };
    const ticks = play([...stretches, later], () => ({ overrides }));
    const broken = ticks.flatMap((tick) =>
      [...wrongWeights(tick), ...disobeyed(tick)].map((what) => `${tick.nowMs} ${what}`),
    );
    expect(broken).toEqual([]);
    expect(ticks.slice(-1).flatMap((tick) => leversAt(tick).all)).toEqual([]);
  });
  fc.assert(property, RUNS);
});

test('G8: a journal with overrides replays to the same decisions', () => {
  const property = fc.property(story, said, (stretches, overrides) => {
    const words = () => ({ overrides });
    for (const { nowMs, before, digest, decision } of play(stretches.slice(0, 3), words)) {
      if (decision.events.length === 0) continue;
      const journaled = JSON.stringify({ stateBefore: before, digest });
      const read = JSON.parse(journaled) as { stateBefore: unknown; digest: unknown };
      const record = { ...read, atMs: nowMs, events: decision.events };
      expect(replayDecision(policy, record)).toEqual(decision.events);
    }
  });
  fc.assert(property, { numRuns: 15 });
});
