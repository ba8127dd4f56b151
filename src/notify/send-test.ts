/** One test message through each channel, with the error and its fix: for `ballast notify test`. */

import { randomUUID } from 'node:crypto';
import type { ChannelTest } from '../model/checks.ts';
import type { Notification } from '../model/notification.ts';
import type { Strategy } from '../model/strategy.ts';
import type { Delivery } from './channels/sender.ts';
import { createSender } from './channels/create-senders.ts';
import type { Condition } from './conditions.ts';
import { deliveryErrorOf } from './delivery-error.ts';
import { ATTEMPT_MS } from './pace.ts';
import { createSecretReader, type ReadSecret } from './secret.ts';
import { LABELS } from './words/labels.ts';

/** An alert of a test is over by itself after this long. */
const TEST_ALERT_MS = 60_000;

/** All at once: one that hangs does not keep the others waiting. */
export async function sendTests(
  strategy: Pick<Strategy, 'name' | 'notify'>,
  options: {
    readonly nowMs: () => number;
    readonly signal: AbortSignal;
    readonly readSecret?: ReadSecret;
  },
): Promise<readonly ChannelTest[]> {
  return await Promise.all(
    strategy.notify.map(async (notification) => {
      const startedAtMs = options.nowMs();
      const { name, channel } = notification;
      const result = (ok: boolean, error: string | null, fix: string | null) => {
        return { name, kind: channel.kind, ok, tookMs: options.nowMs() - startedAtMs, error, fix };
      };
      try {
        await sendTest(notification, { ...options, strategy: strategy.name, startedAtMs });
        return result(true, null, null);
      } catch (error) {
        const { message, fix } = deliveryErrorOf(error);
        return result(false, message, fix);
      }
    }),
  );
}

async function sendTest(
  notification: Notification,
  options: {
    readonly strategy: string;
    readonly startedAtMs: number;
    readonly signal: AbortSignal;
    readonly readSecret?: ReadSecret;
  },
): Promise<void> {
  const { strategy, startedAtMs } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(ATTEMPT_MS)]);
  const made = createSender(notification, options.readSecret ?? createSecretReader());
  const id = randomUUID();
  if (made.tells === 'events') {
    await made.sender.send(testDelivery({ id, strategy, atMs: startedAtMs }), signal);
    return;
  }
  const over = { ...testCondition(id, startedAtMs), endedAtMs: startedAtMs + TEST_ALERT_MS };
  await made.sender.sync({ strategy, nowMs: startedAtMs, active: [], ended: [over] }, signal);
}

function testDelivery(options: {
  readonly id: string;
  readonly strategy: string;
  readonly atMs: number;
}): Delivery {
  const { id, strategy, atMs } = options;
  const place = { service: null, region: null, target: null };
  const notice = {
    id,
    key: id,
    atMs,
    kind: 'controller-started',
    class: 'controller',
    severity: 'info',
    ...place,
    message: LABELS.en.test,
    evidence: {},
    repeats: 0,
  } as const;
  return { id, strategy, sentAtMs: atMs, notices: [notice], droppedCount: 0, isTest: true };
}

function testCondition(id: string, atMs: number): Condition {
  return {
    key: id,
    alert: 'BallastTest',
    kind: 'controller-started',
    class: 'controller',
    severity: 'info',
    service: null,
    labels: {},
    sinceMs: atMs,
    text: { en: LABELS.en.test, nl: LABELS.nl.test },
  };
}
