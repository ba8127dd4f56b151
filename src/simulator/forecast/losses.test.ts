/** What each state of the world loses, worked out by hand. */

import { describe, expect, test } from 'vitest';
import { lossesOf, overloadOf, type Effect } from './losses.ts';
import type { ForecastModel, Scope } from './model.ts';
import type { Part, Parts } from './parts.ts';

/** Two regions of three targets; each gateway sends 80 % to its own region, 20 % to the other. */
const MODEL: ForecastModel = {
  regions: [
    { name: 'east', targets: 3, room: 1.2 },
    { name: 'west', targets: 3, room: 0.6 },
  ],
  gateways: [
    {
      name: 'kong-east',
      weight: 0.5,
      shares: [
        [0, 0],
        [1, 0],
        [0, 1],
        [0.8, 0.2],
      ],
    },
    {
      name: 'kong-west',
      weight: 0.5,
      shares: [
        [0, 0],
        [1, 0],
        [0, 1],
        [0.2, 0.8],
      ],
    },
  ],
  demand: { swingRatio: 0 },
  isPooled: true,
  overflowFactor: 1,
  sources: [],
};

const EAST: Scope = { kind: 'region', region: 0 };
const WEST: Scope = { kind: 'region', region: 1 };
const EAST_TARGET: Scope = { kind: 'target', region: 0 };
const KONG_EAST: Scope = { kind: 'gateway', gateway: 0 };

const failing = (scope: Scope, ratio: number, part: Part = 'detection'): Effect => ({
  kind: 'failing',
  cause: 'region',
  scope,
  part,
  ratio,
});
const out = (scope: Scope, ratio = 1): Effect => ({ kind: 'out', cause: 'region', scope, ratio });

function lostIn(effects: readonly Effect[]): Partial<Parts> {
  const entries = Object.entries(lossesOf(MODEL, effects).parts).filter(([, lost]) => lost > 1e-12);
  return Object.fromEntries(entries.map(([part, lost]) => [part, Number(lost.toFixed(9))]));
}

describe('lost, as part of the load', () => {
  test.each<[string, readonly Effect[], Partial<Parts>]>([
    ['nothing in peace', [], {}],
    ['the share of a region that fails', [failing(EAST, 1)], { detection: 0.5 }],
    ['the part of it that fails', [failing(EAST, 0.05)], { detection: 0.025 }],
    [
      'a third of it for one of three targets',
      [failing(EAST_TARGET, 1)],
      { detection: 0.166666667 },
    ],
    [
      'half of it when another target is out',
      [failing(EAST_TARGET, 1), out(EAST_TARGET)],
      { detection: 0.25 },
    ],
    ['nothing once it is out', [out(EAST)], {}],
    [
      'all that the other one got, when that fails',
      [out(EAST), failing(WEST, 1)],
      { detection: 1 },
    ],
    ['everything with both out', [out(EAST), out(WEST)], { noRegionLeft: 1 }],
    ['the least bad, when nobody is well', [out(EAST), out(WEST, 0.05)], { noRegionLeft: 0.05 }],
    ['nothing when one of them is whole again', [out(EAST), out(WEST, 0)], {}],
    [
      'all targets out is a region out',
      [out(EAST_TARGET), out(EAST_TARGET), out(EAST_TARGET), failing(WEST, 1)],
      { detection: 1 },
    ],
    ['the share of a gateway', [failing(KONG_EAST, 1, 'gateway')], { gateway: 0.5 }],
    [
      'and of the rest, what its regions lose',
      [failing(KONG_EAST, 1, 'gateway'), failing(EAST, 1)],
      { gateway: 0.5, detection: 0.1 },
    ],
    [
      'all of it for a common cause, once',
      [failing({ kind: 'everything' }, 1, 'commonCause'), failing(EAST, 1)],
      { commonCause: 1 },
    ],
    [
      'never more than everything',
      [failing(EAST, 1), failing(EAST, 1, 'action'), failing(WEST, 1)],
      { detection: 0.666666667, action: 0.333333333 },
    ],
  ])('%s', (_name, effects, wanted) => {
    expect(lostIn(effects)).toEqual(wanted);
  });
});

describe('too much for the room', () => {
  const excess = (model: ForecastModel, effects: readonly Effect[]) =>
    overloadOf(model.demand, lossesOf(model, effects).loads, null);
  const unpooled = { ...MODEL, isPooled: false };

  test.each<[string, ForecastModel, readonly Effect[], number]>([
    ['nothing in peace', MODEL, [], 0],
    ['what the other region has no room for', MODEL, [out(EAST)], 0.4],
    ['nothing, where it has', MODEL, [out(WEST)], 0],
    ['pooled: others take what a region lacks', MODEL, [out(EAST_TARGET), out(EAST_TARGET)], 0],
    ['not pooled: it stays', unpooled, [out(EAST_TARGET), out(EAST_TARGET)], 0.1],
    [
      'room that is not known is enough',
      { ...MODEL, regions: MODEL.regions.map((region) => ({ ...region, room: null })) },
      [out(EAST)],
      0,
    ],
  ])('%s', (_name, model, effects, wanted) => {
    expect(excess(model, effects)).toBeCloseTo(wanted, 9);
  });
});
