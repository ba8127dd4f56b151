/** What each channel sends, on real sockets, and what it makes of refusals. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { say } from '../../src/model/sentences.ts';
import type { Notification } from '../../src/model/notification.ts';
import { createSender } from '../../src/notify/channels/create-senders.ts';
import type { Delivery, ToldNotice } from '../../src/notify/channels/sender.ts';
import { isSigned } from '../../src/notify/channels/webhook.ts';
import { slackPayload } from '../../src/notify/channels/slack.ts';
import { DeliveryError } from '../../src/notify/delivery-error.ts';
import type { Notice } from '../../src/notify/notice.ts';
import {
  ECHO_SECRETS,
  noticeFor,
  notificationTo,
  type Received,
  type Receiver,
  startReceiver,
} from './fixtures.ts';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const { signal } = new AbortController();
const NOW = 1_700_000_000_000;

function deliveryOf(notices: readonly Notice[], changes: Partial<Delivery> = {}): Delivery {
  const told: readonly ToldNotice[] = notices.map((notice) => ({ repeats: 0, ...notice }));
  return {
    id: 'd1',
    strategy: 'webshop',
    sentAtMs: NOW,
    notices: told,
    droppedCount: 0,
    isTest: false,
    ...changes,
  };
}

async function send(notification: Notification, delivery: Delivery): Promise<readonly Received[]> {
  const made = createSender(notification, ECHO_SECRETS);
  if (made.tells !== 'events') throw new Error('not a channel of events');
  await made.sender.send(delivery, signal);
  return receiver.received;
}

const webhook = (changes: object = {}) =>
  notificationTo({ kind: 'webhook', url: receiver.url, secret: null, token: null, ...changes });

test('a webhook gets versioned JSON with sentence, evidence and links', async () => {
  const [request] = await send(webhook(), deliveryOf([noticeFor('region-evacuated')]));
  const body = JSON.parse(request?.body ?? '') as Record<string, unknown>;
  expect(body).toMatchObject({
    version: 1,
    strategy: 'webshop',
    text: '[webshop] PAGE failover: eu-west, productAPI',
    notices: [
      {
        kind: 'region-evacuated',
        class: 'failover',
        severity: 'page',
        service: 'productAPI',
        region: 'eu-west',
        sentence: expect.stringContaining('3 of 3 probes failed'),
        evidence: { failed: 3 },
        links: {
          dashboard: 'https://ballast.example.com/#/service/productAPI',
          runbook: 'https://wiki.example.com/runbooks/region-down.md',
        },
      },
    ],
  });
});

test('a signed webhook is told from a forged, a changed and an old one', async () => {
  const secret = { env: 'the-key', file: null };
  const token = { env: 'the-token', file: null };
  const [request] = await send(webhook({ secret, token }), deliveryOf([noticeFor('shedding')]));
  const headers = request?.headers ?? {};
  const body = request?.body ?? '';
  expect(headers['authorization']).toBe('Bearer the-token');
  const signed = {
    body,
    timestamp: String(headers['x-ballast-timestamp']),
    signature: String(headers['x-ballast-signature']),
  };
  const check = { key: 'the-key', nowMs: NOW + 60_000 };
  expect(isSigned(signed, check)).toBe(true);
  expect(isSigned(signed, { ...check, key: 'another' })).toBe(false);
  expect(isSigned({ ...signed, body: `${body} ` }, check)).toBe(false);
  expect(isSigned(signed, { ...check, nowMs: NOW + 301_000 })).toBe(false);
  expect(isSigned({ ...signed, timestamp: 'nonsense' }, check)).toBe(false);
});

test.each([
  [503, true, null],
  [429, true, 7_000],
  [404, false, null],
  [401, false, null],
  [302, false, null],
])('status %d: worth another attempt %s', async (status, isTemporary, retryAfterMs) => {
  receiver.answerNext({ status, ...(retryAfterMs === null ? {} : { retryAfter: '7' }) });
  const failure = await send(webhook(), deliveryOf([noticeFor('panic')])).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(DeliveryError);
  expect(failure).toMatchObject({ isTemporary, retryAfterMs });
});

test('Slack gets escaped text within its limits, in Dutch when asked for', async () => {
  const slack = notificationTo(
    { kind: 'slack', url: { env: `${receiver.url}/hooks/x`, file: null } },
    { language: 'nl' },
  );
  const said = say('nothing-to-spill', { region: 'eu-west' });
  const [request] = await send(slack, deliveryOf([noticeFor('spill-ended', { said })]));
  expect(request?.path).toBe('/hooks/x');
  expect(request?.body).toContain('eu-west heeft geen eigen verzoeken meer die kunnen overlopen.');
  const message = `<!channel> & ${'x'.repeat(5_000)}`;
  const many = Array.from({ length: 60 }, (_, index) =>
    noticeFor('target-ejected', { message, target: `t-${index}:80` }),
  );
  const payload = slackPayload(
    deliveryOf(many, { droppedCount: 4 }),
    notificationTo(slack.channel),
  );
  expect(payload.blocks.length).toBeLessThanOrEqual(50);
  const text = JSON.stringify(payload);
  expect(text).not.toContain('<!channel>');
  expect(text).toContain('&lt;!channel&gt; &amp;');
  expect(text).toContain('and 45 more in the journal');
  expect(text).toContain('4 notices were dropped');
  const lengths = payload.blocks.map((block) => ('text' in block ? block.text.text.length : 0));
  expect(Math.max(...lengths)).toBeLessThanOrEqual(3_000);
});

const CONDITION = {
  key: 'k',
  alert: 'BallastRegionDown',
  kind: 'region-evacuated',
  class: 'failover',
  severity: 'page',
  service: 'productAPI',
  labels: { service: 'productAPI', region: 'eu-west' },
  sinceMs: NOW - 60_000,
  text: { en: 'eu-west is out for productAPI.', nl: 'eu-west is eruit.' },
} as const;

async function sync(
  notification: Notification,
  ...states: { active?: readonly (typeof CONDITION)[]; endedAtMs?: number }[]
): Promise<readonly Received[]> {
  const made = createSender(notification, ECHO_SECRETS);
  if (made.tells !== 'states') throw new Error('not a channel of states');
  for (const { active = [], endedAtMs } of states) {
    const ended = endedAtMs === undefined ? [] : [{ ...CONDITION, endedAtMs }];
    await made.sender.sync({ strategy: 'webshop', nowMs: NOW, active, ended }, signal);
  }
  return receiver.received;
}

test('Alertmanager gets an alert that ends by itself unless it is sent again, and its end', async () => {
  const channel = { kind: 'alertmanager', urls: [receiver.url], token: null } as const;
  const [first, second] = await sync(
    notificationTo(channel),
    { active: [CONDITION] },
    { endedAtMs: NOW },
  );
  expect(first?.path).toBe('/api/v2/alerts');
  expect(JSON.parse(first?.body ?? '')).toEqual([
    {
      labels: {
        alertname: 'BallastRegionDown',
        strategy: 'webshop',
        severity: 'page',
        category: 'failover',
        service: 'productAPI',
        region: 'eu-west',
      },
      annotations: {
        summary: 'eu-west is out for productAPI.',
        runbook_url: 'https://wiki.example.com/runbooks/region-down.md',
      },
      startsAt: new Date(NOW - 60_000).toISOString(),
      endsAt: new Date(NOW + 300_000).toISOString(),
      generatorURL: 'https://ballast.example.com/#/service/productAPI',
    },
  ]);
  expect(JSON.parse(second?.body ?? '')).toMatchObject([{ endsAt: new Date(NOW).toISOString() }]);
});

test('of a cluster of Alertmanagers one that answers is enough', async () => {
  const dead = 'http://127.0.0.1:9';
  const channel = { kind: 'alertmanager', urls: [dead, receiver.url], token: null } as const;
  await expect(sync(notificationTo(channel), { active: [CONDITION] })).resolves.toHaveLength(1);
  const alone = { ...channel, urls: [dead] };
  await expect(sync(notificationTo(alone), { active: [CONDITION] })).rejects.toThrow(DeliveryError);
});

test('Grafana gets an annotation that is stretched to its end', async () => {
  const token = { env: 'grafana-token', file: null };
  const channel = { kind: 'grafana', url: receiver.url, token } as const;
  receiver.answerNext({ status: 200, body: '{"id":17,"message":"Annotation added"}' });
  const requests = await sync(
    notificationTo(channel),
    { active: [CONDITION] },
    { active: [CONDITION] },
    { endedAtMs: NOW + 5_000 },
  );
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /api/annotations',
    'PATCH /api/annotations/17',
  ]);
  expect(requests[0]?.headers['authorization']).toBe('Bearer grafana-token');
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    time: NOW - 60_000,
    tags: expect.arrayContaining(['ballast', 'strategy:webshop', 'region:eu-west', 'page']),
  });
  expect(JSON.parse(requests[1]?.body ?? '')).toEqual({ timeEnd: NOW + 5_000 });
});

test('after a restart the whole time becomes one annotation at its end', async () => {
  receiver.answerNext({ status: 200, body: '{"id":18}' });
  const channel = { kind: 'grafana', url: receiver.url, token: null } as const;
  const [request] = await sync(notificationTo(channel), { endedAtMs: NOW });
  expect(JSON.parse(request?.body ?? '')).toMatchObject({ time: NOW - 60_000, timeEnd: NOW });
});
