/** Who tells, what a restart leaves untold, and that no secret leaks. */

import { expect, test } from 'vitest';
import type { ControlEvent } from '../../src/model/control.ts';
import type { Notification } from '../../src/model/notification.ts';
import type { Store } from '../../src/model/ports.ts';
import type { StatusSnapshot } from '../../src/model/status.ts';
import { conditionsOf } from '../../src/notify/conditions.ts';
import { createNotifier, NOTIFY_SETTING } from '../../src/notify/notifier.ts';
import { sendTests } from '../../src/notify/send-test.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import {
  eventOf,
  noticeFor,
  notificationTo,
  type Receiver,
  recordingLogger,
  startReceiver,
  STRATEGY,
} from './fixtures.ts';

const SNAPSHOT: StatusSnapshot = {
  version: 1,
  atMs: 0,
  startedAtMs: 0,
  tickMs: 1_000,
  strategy: 'webshop',
  mode: 'act',
  leader: { holder: 'a', token: 1 },
  writes: 0,
  gateways: [],
  upstreams: [],
  stale: [],
};
const PHASES = { observe: 1, decide: 1, act: 1, save: 1 };

interface Stage {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly stop: AbortController;
  readonly running: Promise<void>;
  readonly logger: ReturnType<typeof recordingLogger>;
  commit(events: readonly ControlEvent[], fence?: number): Promise<void>;
  tick(changes?: Partial<StatusSnapshot>): void;
}

function stageOf(
  notify: readonly Notification[],
  options: { store?: Store; clock?: FakeClock } = {},
): Stage {
  const { store = createMemoryStore(), clock = createFakeClock() } = options;
  const logger = recordingLogger();
  const strategy = { ...STRATEGY, notify };
  const notifier = createNotifier({ strategy, store, clock, random: () => 0.5, logger });
  const stop = new AbortController();
  // The lease is not what is tested here.
  const listening = notifier.listening({
    ...store,
    commit: ({ events = [] }) => store.commit({ events }),
  });
  return {
    clock,
    store,
    stop,
    logger,
    running: notifier.run(stop.signal),
    commit: (events, fence) =>
      listening.commit({ events, ...(fence === undefined ? {} : { fence }) }),
    tick: (changes = {}) => {
      const snapshot = { ...SNAPSHOT, ...changes };
      notifier.meter.tickEnded({ endedAtMs: clock.nowMs(), phasesMs: PHASES, snapshot });
    },
  };
}

const hookTo = (receiver: Receiver, changes: Partial<Notification> = {}) =>
  notificationTo(
    { kind: 'webhook', url: receiver.url, secret: null, token: null },
    { name: 'hook', ...changes },
  );

/** Time passes, and real sockets get theirs. */
async function pass(stage: Stage, receiver: Receiver, count: number): Promise<void> {
  await stage.clock.advance(20_000);
  for (let round = 0; round < 200 && receiver.received.length < count; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('the leader tells what it commits; a follower tells nothing', async () => {
  const receiver = await startReceiver();
  const stage = stageOf([hookTo(receiver)]);
  stage.tick({ leader: null });
  await stage.commit([eventOf('not-leading')]);
  await pass(stage, receiver, 0);
  expect(receiver.received).toEqual([]);
  stage.tick();
  await stage.commit([eventOf('region-evacuated', { atMs: stage.clock.nowMs() })], 1);
  await pass(stage, receiver, 1);
  expect(receiver.received).toHaveLength(1);
  stage.stop.abort();
  await stage.running;
  await receiver.close();
});

test('what a leader could not tell before it died, the next one tells, and nothing twice', async () => {
  const receiver = await startReceiver();
  const store = createMemoryStore();
  const clock = createFakeClock();
  const first = stageOf([hookTo(receiver)], { store, clock });
  first.tick();
  await first.commit([eventOf('target-ejected', { atMs: clock.nowMs() })], 1);
  await pass(first, receiver, 1);
  await clock.advance(5_000);
  expect(await store.readSetting(NOTIFY_SETTING)).toEqual({ hook: expect.any(Number) });
  // The journal has it, and then the process is gone.
  await store.commit({ events: [eventOf('region-evacuated', { atMs: clock.nowMs() })] });
  const second = stageOf([hookTo(receiver)], { store, clock });
  second.tick();
  await pass(second, receiver, 2);
  const kinds = receiver.received.map(({ body }) =>
    (JSON.parse(body) as { notices: { kind: string }[] }).notices.map(({ kind }) => kind),
  );
  expect(kinds[0]).toEqual(['target-ejected']);
  expect(kinds[1]).toContain('region-evacuated');
  for (const { stop, running } of [first, second]) {
    stop.abort();
    await running;
  }
  await receiver.close();
});

test('a channel that is new is not told old news', async () => {
  const receiver = await startReceiver();
  const store = createMemoryStore();
  const clock = createFakeClock();
  await store.commit({ events: [eventOf('region-evacuated', { atMs: clock.nowMs() - 1_000 })] });
  const stage = stageOf([hookTo(receiver)], { store, clock });
  stage.tick();
  await pass(stage, receiver, 0);
  expect(receiver.received).toEqual([]);
  stage.stop.abort();
  await stage.running;
  await receiver.close();
});

test('secrets are in no log line and in no result', async () => {
  const receiver = await startReceiver();
  const canary = 'canary-5f2c';
  const url = `http://127.0.0.1:9/hooks/${canary}?token=${canary}`;
  const notify = [
    notificationTo({ kind: 'slack', url }, { name: 'chat' }),
    notificationTo(
      {
        kind: 'webhook',
        url: `${receiver.url}/${canary}`,
        secret: { file: null, env: 'BALLAST_CANARY' },
        token: { file: null, env: 'BALLAST_CANARY' },
      },
      { name: 'hook' },
    ),
  ];
  process.env['BALLAST_CANARY'] = canary;
  receiver.answerNext({ status: 500, body: canary }, { status: 403, body: canary });
  const stage = stageOf(notify);
  stage.tick();
  await stage.commit([eventOf('region-evacuated', { atMs: stage.clock.nowMs() })], 1);
  await pass(stage, receiver, 2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(stage.logger.lines.length).toBeGreaterThan(0);
  receiver.answerNext({ status: 404, body: canary });
  const { signal } = new AbortController();
  const results = await sendTests({ name: 'webshop', notify }, { nowMs: Date.now, signal });
  expect(results.map(({ ok }) => ok)).toEqual([false, false]);
  expect(JSON.stringify([stage.logger.lines, results])).not.toContain(canary);
  delete process.env['BALLAST_CANARY'];
  stage.stop.abort();
  await stage.running;
  await receiver.close();
});

test('a test message says for each channel whether it went out, and what to do', async () => {
  const receiver = await startReceiver();
  const missing = { file: '/nowhere/key', env: null };
  const notify = [
    hookTo(receiver),
    notificationTo(
      { kind: 'webhook', url: receiver.url, secret: missing, token: null },
      { name: 'signed' },
    ),
    notificationTo({ kind: 'alertmanager', urls: [receiver.url], token: null }, { name: 'alerts' }),
  ];
  const { signal } = new AbortController();
  const results = await sendTests({ name: 'webshop', notify }, { nowMs: Date.now, signal });
  expect(results.map(({ name, ok }) => [name, ok])).toEqual([
    ['hook', true],
    ['signed', false],
    ['alerts', true],
  ]);
  expect(results[1]?.fix).toContain('/nowhere/key');
  expect(receiver.received.some(({ body }) => body.includes('"isTest":true'))).toBe(true);
  expect(receiver.received.some(({ body }) => body.includes('BallastTest'))).toBe(true);
  await receiver.close();
});

test('a snapshot gives the conditions that it shows, and none when all is well', () => {
  expect(conditionsOf(SNAPSHOT)).toEqual([]);
  const conditions = conditionsOf({
    ...SNAPSHOT,
    stale: [{ signal: 'own probes', sinceMs: 5 }],
    gateways: [{ gateway: 'kong-eu', region: 'eu-west', failure: 'refused', foreign: ['a'] }],
    overrides: [
      {
        id: 'o1',
        lever: { kind: 'evacuate', region: 'eu-west', overMs: 0 },
        services: null,
        origin: 'person',
        by: 'ann',
        reason: 'fire',
        atMs: 1,
        untilMs: 2,
        isForced: false,
      },
    ],
  });
  expect(conditions.map(({ alert }) => alert)).toEqual([
    'BallastGatewayFailing',
    'BallastConfigDrift',
    'BallastTelemetryStale',
    'BallastOverrideInForce',
  ]);
  expect(new Set(conditions.map(({ key }) => key)).size).toBe(4);
});

test.each([
  ['productapi-upstream', 'productAPI'],
  ['productapi-upstream-outer', 'productAPI'],
  ['productapi-upstream.eu-west', 'productAPI'],
  ['another-upstream', 'another-upstream'],
])('an event of %s is told as one of %s', (upstream, service) => {
  expect(noticeFor('write-failed', { upstream }).service).toBe(service);
});
