import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { IndexHeap } from './heap.ts';

function drain(heap: IndexHeap): number[] {
  const items: number[] = [];
  while (heap.peek() >= 0) {
    items.push(heap.peek());
    heap.pop();
  }
  return items;
}

describe('IndexHeap', () => {
  test('gives items by key, whatever was inserted, changed and removed before', () => {
    const keys = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });
    const change = fc.record({ item: fc.nat(), key: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(keys, fc.array(change, { maxLength: 20 }), (inserted, changes) => {
        const heap = new IndexHeap(inserted.length);
        const current = [...inserted];
        for (const [item, key] of inserted.entries()) heap.insert(item, key);
        for (const { item, key } of changes) {
          const index = item % inserted.length;
          heap.update(index, key);
          current[index] = key;
        }
        const given = drain(heap).map((item) => current[item]);
        expect(given).toEqual(current.toSorted((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  test('of equal keys, the item inserted first is on top until its key grows', () => {
    const heap = new IndexHeap(3);
    for (const item of [0, 1, 2]) heap.insert(item, 1);
    expect(heap.peek()).toBe(0);
    heap.update(0, 2);
    expect(heap.peek()).toBe(1);
    heap.update(0, 1);
    expect(heap.peek()).toBe(1);
  });

  test('knows what it holds', () => {
    const heap = new IndexHeap(2);
    heap.insert(1, Infinity);
    expect([heap.has(0), heap.has(1)]).toEqual([false, true]);
    heap.pop();
    expect([heap.has(1), heap.peek()]).toEqual([false, -1]);
    heap.insert(0, 1);
    heap.clear();
    expect([heap.has(0), heap.peek()]).toEqual([false, -1]);
  });
});
