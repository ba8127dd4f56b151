import { expect, test } from 'vitest';
import { SERVER_WELL, type ServerState } from '../world/contract.ts';
import { changesBetween, combineEffects, type ServerEffect } from './server-effects.ts';

const TABLE: readonly [claim: string, effects: readonly ServerEffect[], Partial<ServerState>][] = [
  ['nothing is wrong', [], {}],
  ['slow twice over', [{ slowFactor: 2 }, { slowFactor: 3 }], { slowFactor: 6 }],
  ['two causes of errors', [{ errorRatio: 0.5 }, { errorRatio: 0.5 }], { errorRatio: 0.75 }],
  [
    'the worse reachability',
    [{ reachability: 'refuse' }, { reachability: 'black-hole' }],
    { reachability: 'refuse' },
  ],
  ['half of a half', [{ capacityRatio: 0.5 }, { capacityRatio: 0.5 }], { capacityRatio: 0.25 }],
  ['a lie and a truth', [{ health: 'up' }, { slowFactor: 1 }], { health: 'up' }],
];

test.each(TABLE)('%s', (_claim, effects, expected) => {
  expect(combineEffects(effects)).toEqual({ ...SERVER_WELL, ...expected });
});

test('only what differs is changed; a cold start begins anew only when it is another one', () => {
  const cold = { factor: 5, tauMs: 1_000 };
  const before = { ...SERVER_WELL, cold, slowFactor: 2 };
  expect(changesBetween(before, { ...before })).toEqual({});
  expect(changesBetween(before, { ...before, slowFactor: 1 })).toEqual({ slowFactor: 1 });
  expect(changesBetween(before, { ...before, cold: { ...cold } })).toEqual({ cold });
});
