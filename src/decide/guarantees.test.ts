/** G2, G4, G5 and G6 under arbitrary observations: whatever is fed in, these hold. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  digestOf,
  isDead,
  type Look,
  play,
  policy,
  service,
  story,
  type Tick,
} from '../../test/support/digest-stories.ts';
import { WEIGHT_TOTAL } from '../model/weight-grid.ts';
import { decide } from './decide.ts';
import type { Digest } from './digest.ts';
import { sameWeights } from './guards.ts';
import { TUNING } from './tuning.ts';

const RUNS = { numRuns: 25 };

test('G2: desired weights sum to the grid, and never all rest on the dead', () => {
  const property = fc.property(story, (stretches) => {
    const broken: string[] = [];
    for (const { nowMs, decision, looks, before } of play(stretches)) {
      for (const [gateway, upstreams] of Object.entries(decision.desired)) {
        const weights = upstreams[service.upstream]?.weights ?? {};
        const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
        if (total !== WEIGHT_TOTAL) broken.push(`${nowMs} ${gateway}: ${total}`);
        const present = before.desired[gateway]?.[service.upstream]?.weights ?? weights;
        const able = service.targets.filter((_, index) => !isDead(looks[index]));
        const onAble = able.reduce((sum, { target }) => sum + (weights[target] ?? 0), 0);
        const isBlind = able.length === 0 || sameWeights(present, weights);
        if (!isBlind && onAble === 0) broken.push(`${nowMs} ${gateway}: all on the dead`);
      }
    }
    expect(broken).toEqual([]);
  });
  fc.assert(property, RUNS);
});

test('some region always serves', () => {
  const property = fc.property(story, (stretches) => {
    const served = play(stretches).map(({ decision }) =>
      Object.values(decision.state.upstreams[service.upstream]?.regions ?? {}).some(
        ({ phase }) => phase === 'healthy' || phase === 'ramp',
      ),
    );
    expect(served).not.toContain(false);
  });
  fc.assert(property, RUNS);
});

test('no region has more than a third of its targets ejected, and a lone target never', () => {
  const property = fc.property(story, (stretches) => {
    let worst = 0;
    for (const { decision } of play(stretches)) {
      const targets = decision.state.upstreams[service.upstream]?.targets ?? {};
      for (const region of ['west', 'north', 'south']) {
        const own = service.targets.filter((target) => target.region === region);
        const out = own.filter(({ target }) => targets[target]?.rotation.kind !== 'in');
        worst = Math.max(worst, out.length - (own.length === 1 ? 0 : 1));
      }
    }
    expect(worst).toBeLessThanOrEqual(0);
  });
  fc.assert(property, RUNS);
});

test('G5: transitions per hour are bounded whatever happens', () => {
  const property = fc.property(story, (stretches) => {
    const moves: { atMs: number; key: string }[] = [];
    for (const { nowMs, decision } of play([...stretches, ...stretches, ...stretches])) {
      for (const { kind, region, target } of decision.events) {
        const isMove = kind === 'region-evacuated' || kind === 'failback-aborted';
        if (isMove) moves.push({ atMs: nowMs, key: `region ${region}` });
        if (kind === 'target-ejected') moves.push({ atMs: nowMs, key: `target ${target}` });
      }
    }
    const excess = moves.filter(({ atMs, key }) => {
      const inHour = moves.filter(
        (move) => move.key === key && move.atMs <= atMs && move.atMs > atMs - TUNING.budgetWindowMs,
      );
      const isRegion = key.startsWith('region');
      return (
        inHour.length > (isRegion ? TUNING.regionReturnsPerHour : TUNING.targetReturnsPerHour) + 1
      );
    });
    expect(excess).toEqual([]);
  });
  fc.assert(property, { numRuns: 20 });
});

test('G6: changes that are not urgent are spaced by two probe intervals', () => {
  const spacingMs = TUNING.spacingIntervals * service.health.intervalMs;
  const property = fc.property(story, (stretches) => {
    const changedAtMs = new Map<string, number>();
    const hasty: string[] = [];
    for (const { nowMs, decision, before } of play(stretches)) {
      for (const [gateway, upstreams] of Object.entries(decision.state.desired)) {
        const desired = upstreams[service.upstream];
        const present = before.desired[gateway]?.[service.upstream];
        if (desired === undefined || present === undefined) continue;
        if (sameWeights(desired.weights, present.weights)) continue;
        const sinceMs = nowMs - (changedAtMs.get(gateway) ?? Number.NEGATIVE_INFINITY);
        if (!desired.urgent && sinceMs < spacingMs) hasty.push(`${gateway} at ${nowMs}`);
        changedAtMs.set(gateway, nowMs);
      }
    }
    expect(hasty).toEqual([]);
  });
  fc.assert(property, RUNS);
});

test('G4: with nothing known, nothing changes, whatever was the case before', () => {
  const nothing: Look = { tries: 0, failPercent: 0, kind: 'errors', probe: 'none', kong: null };
  const property = fc.property(story, (stretches) => {
    const silence = { ticks: 120, stepMs: 1_000, looks: service.targets.map(() => nothing) };
    const ticks = play([...stretches, silence]);
    // What was already decided may still be held back by the write spacing.
    const settled = ticks.slice(-115);
    const kinds = settled.flatMap(({ decision }) => decision.events.map(({ kind }) => kind));
    for (const kind of ['target-ejected', 'region-evacuated', 'failback-step'] as const) {
      expect(kinds).not.toContain(kind);
    }
    expect(settled.at(-1)?.decision.desired).toMatchObject(weightsOf(settled[0]));
  });
  fc.assert(property, { numRuns: 25 });
});

function weightsOf(tick: Tick | undefined) {
  return Object.fromEntries(
    Object.entries(tick?.decision.desired ?? {}).map(([gateway, upstreams]) => [
      gateway,
      { [service.upstream]: { weights: upstreams[service.upstream]?.weights } },
    ]),
  );
}

test('the order of upstreams and targets in a digest is irrelevant', () => {
  const property = fc.property(story, (stretches) => {
    for (const { nowMs, looks, before, decision } of play(stretches.slice(0, 5))) {
      const digest = digestOf(looks, nowMs);
      const reversed: Digest = {
        ...digest,
        upstreams: digest.upstreams.map((upstream) => ({
          ...upstream,
          targets: upstream.targets.toReversed(),
        })),
      };
      expect(decide(policy, before, reversed, nowMs)).toEqual(decision);
    }
  });
  fc.assert(property, { numRuns: 20 });
});

test('the state before a tick is left alone', () => {
  const property = fc.property(story, (stretches) => {
    for (const { nowMs, looks, before } of play(stretches.slice(0, 3))) {
      const text = JSON.stringify(before);
      decide(policy, before, digestOf(looks, nowMs), nowMs);
      expect(JSON.stringify(before)).toBe(text);
    }
  });
  fc.assert(property, { numRuns: 10 });
});
