import { expect, test } from 'vitest';
import type { Region } from '../model/strategy.ts';
import { inSpillOrder } from './spill-order.ts';

const region = (name: string, priority: number, rttMs: Record<string, number> = {}): Region => ({
  name,
  priority,
  rttMs,
});
const gateways = [{ region: 'west' }];

test.each<[claim: string, regions: readonly Region[], order: readonly string[]]>([
  [
    'preference comes before distance',
    [region('west', 0), region('north', 1, { west: 40 }), region('south', 2, { west: 5 })],
    ['west', 'north', 'south'],
  ],
  [
    'among equals the nearest comes first, whoever states the distance',
    [region('west', 0, { south: 5 }), region('north', 1, { west: 40 }), region('south', 1)],
    ['west', 'south', 'north'],
  ],
  [
    'a distance that is not told is far',
    [region('west', 0), region('north', 1), region('south', 1, { west: 90 })],
    ['west', 'south', 'north'],
  ],
  [
    'with nothing told the order of the service stays',
    [region('west', 0), region('north', 1), region('south', 1)],
    ['west', 'north', 'south'],
  ],
])('%s', (_, regions, order) => {
  expect(inSpillOrder(['west', 'north', 'south'], { regions, gateways })).toEqual(order);
});
