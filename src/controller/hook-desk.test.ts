import { expect, test } from 'vitest';
import type { HookAction, HookRunner } from '../model/hook.ts';
import type { Clock, Logger } from '../model/ports.ts';
import { createHookDesk } from './hook-desk.ts';

const LOGGER: Logger = { info: () => {}, warn: () => {}, error: () => {} };
const clock = { nowMs: () => 5 } as Clock;
const { signal } = new AbortController();
const action: HookAction = {
  id: 'product/west/failover/before/1',
  stage: 'before',
  move: 'failover',
  upstream: 'product',
  region: 'west',
  call: 'promote',
  timeoutMs: 1_000,
};

function counting(outcome: () => boolean) {
  const calls: string[] = [];
  const runner: HookRunner = {
    run: ({ id }) => {
      calls.push(id);
      if (!outcome()) return Promise.reject(new Error('boom'));
      return Promise.resolve({ id, ok: true, atMs: 5, detail: 'exit 0' });
    },
  };
  return { calls, runner };
}

test('one call is made for one id, however often it is asked for', async () => {
  const { calls, runner } = counting(() => true);
  const desk = createHookDesk({ runner, clock, logger: LOGGER, signal });
  desk.take([action], 'act');
  desk.take([action], 'act');
  await new Promise(setImmediate);
  desk.take([action], 'act');
  expect(calls).toEqual([action.id]);
  expect(desk.results()).toEqual([{ id: action.id, ok: true, atMs: 5, detail: 'exit 0' }]);
});

test('a call that throws is a failed hook', async () => {
  const { runner } = counting(() => false);
  const desk = createHookDesk({ runner, clock, logger: LOGGER, signal });
  desk.take([action], 'act');
  await new Promise(setImmediate);
  expect(desk.results()).toMatchObject([{ ok: false, detail: 'boom' }]);
});

test('nothing is called while Ballast only observes', async () => {
  const { calls, runner } = counting(() => true);
  const desk = createHookDesk({ runner, clock, logger: LOGGER, signal });
  desk.take([action], 'observe');
  await new Promise(setImmediate);
  expect(calls).toEqual([]);
  expect(desk.results()).toMatchObject([{ ok: true }]);
});
