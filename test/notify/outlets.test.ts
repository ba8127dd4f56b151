/** Gathering, repeats, attempts, limits: in time that passes when the test says so. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type {
  ConditionState,
  Delivery,
  EventSender,
  StateSender,
} from '../../src/notify/channels/sender.ts';
import type { Condition } from '../../src/notify/conditions.ts';
import { DeliveryError } from '../../src/notify/delivery-error.ts';
import { createEventOutlet } from '../../src/notify/event-outlet.ts';
import { createNoticeQueue } from '../../src/notify/notice-queue.ts';
import { backoffMs, BACKOFF_MAX_MS, QUEUE_MAX } from '../../src/notify/pace.ts';
import { createStateOutlet } from '../../src/notify/state-outlet.ts';
import { createFakeClock } from './fake-clock.ts';
import { noticeFor, notificationTo, recordingLogger } from './fixtures.ts';

const CHANNEL = { kind: 'slack', url: 'https://x' } as const;
const NOTIFICATION = notificationTo(CHANNEL);

function stageOf(send: EventSender['send']) {
  const clock = createFakeClock();
  const logger = recordingLogger();
  const common = { strategy: 'webshop', clock, random: () => 0.5, logger };
  const outlet = createEventOutlet({ send }, { notification: NOTIFICATION, ...common });
  const stop = new AbortController();
  const running = outlet.run(stop.signal);
  return { clock, logger, outlet, stop, running };
}

const failing = (isTemporary: boolean) =>
  new DeliveryError('x answered 503', { isTemporary, fix: 'Wait.' });

test('what comes together is one message, the gravest first', async () => {
  const sent: Delivery[] = [];
  const { clock, outlet } = stageOf(async (delivery) => void sent.push(delivery));
  outlet.offer(noticeFor('target-ejected', { target: 'a:1' }));
  outlet.offer(noticeFor('region-evacuated'));
  await clock.advance(900);
  expect(sent).toEqual([]);
  await clock.advance(200);
  expect(sent.map(({ notices }) => notices.map(({ kind }) => kind))).toEqual([
    ['region-evacuated', 'target-ejected'],
  ]);
  await clock.advance(60_000);
  expect(sent).toHaveLength(1);
});

test('the same again within five minutes is counted, and said with the next', async () => {
  const sent: Delivery[] = [];
  const { clock, outlet } = stageOf(async (delivery) => void sent.push(delivery));
  for (let count = 0; count < 4; count += 1) {
    outlet.offer(noticeFor('write-failed', { atMs: clock.nowMs() }));
    await clock.advance(20_000);
  }
  expect(sent).toHaveLength(1);
  await clock.advance(300_000);
  outlet.offer(noticeFor('write-failed', { atMs: clock.nowMs() }));
  await clock.advance(20_000);
  expect(sent.map(({ notices }) => notices[0]?.repeats)).toEqual([0, 3]);
  expect(outlet.counts()).toMatchObject({ sent: 2, repeated: 3, waiting: 0 });
});

test('a receiver that is away is tried with growing pauses, told when it is back', async () => {
  const attempts: number[] = [];
  const { clock, outlet, logger } = stageOf(async () => {
    attempts.push(clock.nowMs());
    if (attempts.length <= 4) throw failing(true);
  });
  outlet.offer(noticeFor('region-evacuated'));
  await clock.advance(120_000);
  const pauses = attempts.slice(1).map((atMs, index) => atMs - (attempts[index] ?? 0));
  expect(pauses).toEqual([750, 1_500, 3_000, 6_000]);
  expect(outlet.counts()).toMatchObject({ sent: 1, failed: 0, failure: null });
  // Said once, not at each attempt.
  expect(logger.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
});

test('after a quarter of an hour it gives up, and says so with the next', async () => {
  const sent: Delivery[] = [];
  let isAway = true;
  const { clock, outlet, logger } = stageOf(async (delivery) => {
    if (isAway) throw failing(true);
    sent.push(delivery);
  });
  outlet.offer(noticeFor('region-evacuated'));
  await clock.advance(1_000_000);
  expect(outlet.counts()).toMatchObject({ sent: 0, failed: 1, waiting: 0 });
  expect(logger.lines.at(-1)?.level).toBe('error');
  isAway = false;
  outlet.offer(noticeFor('failback-done', { atMs: clock.nowMs() }));
  await clock.advance(120_000);
  expect(sent.map(({ droppedCount }) => droppedCount)).toEqual([1]);
});

test('what is refused for good is not tried again', async () => {
  let attempts = 0;
  const { clock, outlet } = stageOf(async () => {
    attempts += 1;
    throw failing(false);
  });
  outlet.offer(noticeFor('region-evacuated'));
  await clock.advance(600_000);
  expect([attempts, outlet.counts().failed, outlet.counts().waiting]).toEqual([1, 1, 0]);
});

test('a receiver that asks for patience gets it', async () => {
  const attempts: number[] = [];
  const { clock, outlet } = stageOf(async () => {
    attempts.push(clock.nowMs());
    const patience = { isTemporary: true, retryAfterMs: 90_000, fix: '' };
    if (attempts.length === 1) throw new DeliveryError('429', patience);
  });
  outlet.offer(noticeFor('region-evacuated'));
  await clock.advance(200_000);
  expect((attempts[1] ?? 0) - (attempts[0] ?? 0)).toBe(90_000);
});

test('what waits at the end goes out once more before the process ends', async () => {
  const sent: Delivery[] = [];
  const { outlet, stop, running } = stageOf(async (delivery) => void sent.push(delivery));
  outlet.offer(noticeFor('controller-stopped'));
  stop.abort();
  await running;
  expect(sent).toHaveLength(1);
});

test('offering returns at once, also while the receiver hangs', async () => {
  const { clock, outlet } = stageOf(() => new Promise(() => {}));
  outlet.offer(noticeFor('region-evacuated'));
  await clock.advance(5_000);
  for (let index = 0; index < 2_000; index += 1) {
    outlet.offer(noticeFor('target-ejected', { target: `t-${index}:80` }));
  }
  expect(outlet.counts()).toMatchObject({ waiting: QUEUE_MAX, dropped: 2_001 - QUEUE_MAX });
});

test('a queue never exceeds its limit and never drops a page for something lesser', () => {
  const kinds = ['region-evacuated', 'target-ejected', 'failback-step'] as const;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 600 }), (offered) => {
      const queue = createNoticeQueue(NOTIFICATION);
      for (const [index, kind] of offered.entries()) {
        queue.offer(noticeFor(kind, { target: `t-${index}:80` }), index);
      }
      const pages = offered.filter((kind) => kind === 'region-evacuated').length;
      expect(queue.length).toBe(Math.min(QUEUE_MAX, offered.length));
      expect(queue.droppedCount).toBe(Math.max(0, offered.length - QUEUE_MAX));
      let left = 0;
      for (let batch = queue.take(); batch.length > 0; batch = queue.take()) {
        left += batch.filter(({ severity }) => severity === 'page').length;
        queue.settle(batch);
      }
      expect(left).toBe(Math.min(pages, QUEUE_MAX));
    }),
    { numRuns: 30 },
  );
});

test('pauses grow, are jittered, and are bounded', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 1 }), (failures, by) => {
      const pause = backoffMs(failures, Number.isNaN(by) ? 0 : by);
      expect(pause).toBeGreaterThanOrEqual(500);
      expect(pause).toBeLessThanOrEqual(BACKOFF_MAX_MS);
    }),
    { numRuns: 50 },
  );
});

test('severity and class choose what a channel hears', () => {
  const pages = createNoticeQueue({ ...NOTIFICATION, severity: 'page' });
  expect(pages.offer(noticeFor('target-ejected'), 0)).toBe('unwanted');
  expect(pages.offer(noticeFor('region-evacuated'), 0)).toBe('queued');
  const budget = createNoticeQueue({ ...NOTIFICATION, events: ['budget'] });
  expect(budget.offer(noticeFor('region-evacuated'), 0)).toBe('unwanted');
  expect(budget.offer(noticeFor('budget-low'), 0)).toBe('queued');
});

const CONDITION: Condition = {
  key: 'k',
  alert: 'BallastShedding',
  kind: 'shedding',
  class: 'capacity',
  severity: 'page',
  service: 'productAPI',
  labels: {},
  sinceMs: null,
  text: { en: 'x', nl: 'x' },
};

test('a state is told while it lasts, and its end until that was taken', async () => {
  const states: ConditionState[] = [];
  let isAway = false;
  const sync: StateSender['sync'] = async (state) => {
    if (isAway) throw failing(true);
    states.push(state);
  };
  const clock = createFakeClock();
  const common = { strategy: 'webshop', clock, random: () => 0.5, logger: recordingLogger() };
  const outlet = createStateOutlet({ sync }, { notification: NOTIFICATION, ...common });
  void outlet.run(new AbortController().signal);
  const beganAtMs = clock.nowMs();
  for (let second = 0; second < 65; second += 1) {
    outlet.observe([CONDITION], clock.nowMs());
    await clock.advance(1_000);
  }
  expect(states.map(({ active }) => active.length)).toEqual([1, 1, 1]);
  expect(states.every(({ active }) => active[0]?.sinceMs === beganAtMs)).toBe(true);
  isAway = true;
  outlet.observe([], clock.nowMs());
  const endedAtMs = clock.nowMs();
  await clock.advance(10_000);
  isAway = false;
  await clock.advance(60_000);
  expect(states.slice(3).map(({ ended }) => ended.map((one) => one.endedAtMs))).toEqual([
    [endedAtMs],
  ]);
  await clock.advance(300_000);
  expect(states).toHaveLength(4);
});
