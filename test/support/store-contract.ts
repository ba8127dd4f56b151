/** What every store keeps to, in memory or in a database: each of them is held to the same claims. */

import { describe, expect, test } from 'vitest';

import type { ControlEvent } from '../../src/model/control.ts';
import type { Store } from '../../src/model/ports.ts';
import type { StatusSnapshot } from '../../src/model/status.ts';

export interface ContractLimits {
  readonly eventLimit?: number;
  readonly decisionLimit?: number;
}

export const event = (atMs: number): ControlEvent => ({
  atMs,
  kind: 'target-ejected',
  upstream: 'product',
  region: 'eu-west',
  target: 'a:80',
  message: `number ${atMs}`,
  evidence: { tries: 3 },
});
export const snapshot: StatusSnapshot = {
  version: 1,
  atMs: 1,
  startedAtMs: 0,
  tickMs: 1_000,
  strategy: 'webshop',
  mode: 'act',
  writes: 0,
  gateways: [],
  upstreams: [],
  stale: [],
};

/** `make` gives a new, empty store whose lease goes by the clock of who asks. */
export function storeContract(name: string, make: Make): void {
  keepsContract(name, make);
  leaseContract(name, make);
}

type Make = (limits: ContractLimits) => Promise<Store>;

function keepsContract(name: string, make: Make): void {
  describe(`the ${name} store`, () => {
    test('gives back what was committed, and null before', async () => {
      const store = await make({});
      expect(await store.loadState()).toBeNull();
      expect(await store.readSnapshot()).toBeNull();
      expect(await store.readSetting('mode')).toBeNull();
      expect(await store.readEvents(10)).toEqual([]);
      const decision = { atMs: 2, stateBefore: { a: 1 }, digest: { b: 2 }, events: [event(2)] };
      await store.commit({
        state: { n: [1, null] },
        events: [event(1), event(2)],
        decision,
        snapshot,
      });
      await store.commit({ events: [event(3)] });
      await store.writeSetting('mode', { mode: 'act' });
      expect(await store.loadState()).toEqual({ n: [1, null] });
      expect(await store.readEvents(2)).toEqual([event(2), event(3)]);
      expect(await store.readDecisions(5)).toEqual([decision]);
      expect(await store.readSnapshot()).toEqual(snapshot);
      expect(await store.readSetting('mode')).toEqual({ mode: 'act' });
      await store.close();
    });

    test('a setting is changed as one step', async () => {
      const store = await make({});
      const add = (n: number) => (stored: unknown) => [...(Array.isArray(stored) ? stored : []), n];
      await Promise.all([1, 2, 3].map((n) => store.updateSetting('list', add(n))));
      const list = await store.readSetting('list');
      expect(new Set(list as readonly number[])).toEqual(new Set([1, 2, 3]));
      expect(list).toHaveLength(3);
      await store.close();
    });

    test('keeps the newest events and decisions only', async () => {
      const store = await make({ eventLimit: 3, decisionLimit: 2 });
      for (let atMs = 1; atMs <= 7; atMs += 1) {
        const decision = { atMs, stateBefore: null, digest: null, events: [] };
        await store.commit({ events: [event(atMs)], decision });
      }
      expect((await store.readEvents(100)).map(({ atMs }) => atMs)).toEqual([5, 6, 7]);
      expect((await store.readDecisions(100)).map(({ atMs }) => atMs)).toEqual([6, 7]);
      await store.close();
    });
  });
}

function leaseContract(name: string, make: Make): void {
  describe(`the lease of the ${name} store`, () => {
    const ask = (holder: string, nowMs: number) => ({ holder, nowMs, ttlMs: 5_000 });

    test('is one holder’s until it ends, and each new holder has a higher token', async () => {
      const store = await make({});
      expect(await store.holdLease(ask('a', 1_000))).toEqual({ token: 1, untilMs: 6_000 });
      expect(await store.holdLease(ask('b', 5_999))).toBeNull();
      expect(await store.holdLease(ask('a', 5_000))).toEqual({ token: 1, untilMs: 10_000 });
      expect(await store.holdLease(ask('b', 9_999))).toBeNull();
      expect(await store.holdLease(ask('b', 10_000))).toEqual({ token: 2, untilMs: 15_000 });
      expect(await store.holdLease(ask('a', 10_001))).toBeNull();
      await store.releaseLease('a');
      expect(await store.holdLease(ask('a', 10_002))).toBeNull();
      await store.releaseLease('b');
      expect(await store.holdLease(ask('a', 10_003))).toEqual({ token: 3, untilMs: 15_003 });
      await store.close();
    });

    test('fences: a commit with the token of an earlier holder keeps nothing', async () => {
      const store = await make({});
      await store.holdLease(ask('a', 0));
      await store.commit({ state: { by: 'a' }, fence: 1 });
      await store.holdLease(ask('b', 5_000));
      const late = store.commit({ state: { by: 'late' }, events: [event(1)], fence: 1 });
      await expect(late).rejects.toMatchObject({ name: 'StoreError', code: 'lease-lost' });
      expect(await store.loadState()).toEqual({ by: 'a' });
      expect(await store.readEvents(10)).toEqual([]);
      await store.commit({ state: { by: 'b' }, fence: 2 });
      expect(await store.loadState()).toEqual({ by: 'b' });
      await store.close();
    });
  });
}
