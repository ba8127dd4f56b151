/** Checks are for operators, one at a time, audited, and go only where the strategy says. */

import { expect, test } from 'vitest';
import { exampleStrategy } from '../../test/support/example-strategy.ts';
import type { BalanceRequest } from '../model/checks.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import type { Actor } from './actor.ts';
import { createCheckOperations } from './checks.ts';
import { sayWhy } from './checks-speech.ts';
import type { BalanceWish, CheckPorts } from './ports.ts';

const OSCAR: Actor = { name: 'oscar', role: 'operator', via: 'api' };
const STRATEGY = exampleStrategy();
const REQUEST: BalanceRequest = {
  service: null,
  gateway: null,
  count: 100,
  rate: 100,
  alpha: 0.001,
  path: null,
  header: null,
  labels: {},
};

function world(language: 'en' | 'nl' = 'en') {
  const store = createMemoryStore();
  const wishes: BalanceWish[] = [];
  const tested: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const checks: CheckPorts = {
    async testChannels(channels) {
      tested.push(...channels.map(({ name }) => name));
      await held;
      return channels.map(({ name, channel: { kind } }) => {
        return { name, kind, ok: name !== 'two', tookMs: 1, error: null, fix: null };
      });
    },
    async measureBalance(wish) {
      wishes.push(wish);
      const { service, gateway } = wish;
      return {
        service: service.name,
        gateway: gateway.name,
        url: null,
        by: 'target',
        rows: [],
        sent: 0,
        answered: 0,
        requests: 0,
        source: 'telemetry',
        statistic: null,
        degreesOfFreedom: null,
        pValue: null,
        verdict: 'inconclusive',
        note: null,
        reason: sayWhy('no-proxy', { gateway: gateway.name }),
      };
    },
  };
  const [entry] = STRATEGY.notify;
  const channel = entry?.channel ?? { kind: 'webhook', url: 'http://127.0.0.1:9/' };
  const notify = ['one', 'two'].map((name) => ({ ...entry, name, channel }));
  const strategy = { ...STRATEGY, notify } as typeof STRATEGY;
  const { history } = store;
  const clock = { nowMs: () => 1_000 };
  const ports = { strategy, store, history, clock, newId: () => 'id', checks, language };
  const audit = async () => (await history.readAudit({ limit: 99 })).map(({ entry: one }) => one);
  return { operations: createCheckOperations(ports), ports, wishes, tested, release, audit };
}

test('a test message goes through every channel, one test at a time in whatever language', async () => {
  const { operations, ports, tested, release, audit } = world();
  const first = operations.notify(OSCAR, { only: null });
  const dutch = createCheckOperations({ ...ports, language: 'nl' });
  await expect(dutch.notify(OSCAR, { only: 'one' })).rejects.toMatchObject({
    code: 'conflict',
    said: { message: { key: 'check-runs' } },
  });
  release();
  expect((await first).map(({ name, ok }) => [name, ok])).toEqual([
    ['one', true],
    ['two', false],
  ]);
  expect(tested).toEqual(['one', 'two']);
  await dutch.notify(OSCAR, { only: 'one' });
  await expect(dutch.notify(OSCAR, { only: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  const entries = await audit();
  expect(entries.map(({ outcome, by }) => `${outcome} ${by}`)).toEqual([
    'done oscar',
    'done oscar',
    'refused oscar',
  ]);
  expect(entries[0]?.message).toContain('failed at two');
});

test('each gateway of the strategy is asked, or the one that is named; reasons are told', async () => {
  const { operations, wishes } = world('nl');
  const found = await operations.balance(OSCAR, REQUEST);
  expect(wishes.map(({ gateway }) => gateway)).toEqual(STRATEGY.gateways);
  expect(found[0]?.reason).toMatchObject({
    code: 'no-proxy',
    sentence: expect.stringContaining('is niet opgegeven') as string,
    fix: expect.stringContaining('.proxy in de strategie') as string,
  });
  const name = STRATEGY.gateways[0]?.name ?? '';
  expect(await operations.balance(OSCAR, { ...REQUEST, gateway: name })).toHaveLength(1);
});

const LONG = { count: 20_000, rate: 1 };
test.each<[changes: Partial<BalanceRequest>]>([
  [{ service: 'none' }],
  [{ gateway: 'http://169.254.169.254' }],
  [{ count: 9 }],
  [{ count: 1_000_000 }],
  [{ rate: 5_000 }],
  [{ rate: Number.NaN }],
  [{ alpha: 1 }],
  [LONG],
  [{ path: '/elsewhere' }],
  [{ path: '//evil.test/products' }],
  [{ path: '/products/../admin' }],
  [{ path: '/products/%2e%2e/admin' }],
  [{ path: '/products@evil.test' }],
  [{ labels: { p1: 'evil.test:80' } }],
])('over the API, %j is refused and nothing is sent', async (changes) => {
  const { operations, wishes } = world();
  const asked = operations.balance(OSCAR, { ...REQUEST, ...changes });
  await expect(asked).rejects.toMatchObject({ code: 'invalid' });
  expect(wishes).toEqual([]);
});

test('a path of the service is asked for; from the command line any path', async () => {
  const path = `${STRATEGY.services[0]?.routes[0]?.paths[0] ?? ''}/7`;
  const { operations, wishes } = world();
  await operations.balance(OSCAR, { ...REQUEST, path });
  await operations.balance({ ...OSCAR, via: 'cli' }, { ...REQUEST, path: '/else', count: 50_000 });
  expect(new Set(wishes.map((wish) => wish.path))).toEqual(new Set([path, '/else']));
});

test('a viewer is refused, and so is everybody where nothing may go out', async () => {
  const { operations, ports, wishes, tested } = world();
  const vera = { ...OSCAR, role: 'viewer' } as const;
  await expect(operations.notify(vera, { only: null })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(operations.balance(vera, REQUEST)).rejects.toMatchObject({ code: 'forbidden' });
  const { checks: _checks, ...without } = ports;
  const nowhere = createCheckOperations(without);
  await expect(nowhere.balance(OSCAR, REQUEST)).rejects.toMatchObject({ code: 'unavailable' });
  expect([...wishes, ...tested]).toEqual([]);
});
