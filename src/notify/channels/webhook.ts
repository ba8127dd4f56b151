/**
 * A JSON POST, version 1. With a key it is signed: `x-ballast-signature: v1=HEX`, the HMAC-SHA256 of
 * `TIMESTAMP.BODY`, where TIMESTAMP is that of `x-ballast-timestamp` (seconds since 1970). A receiver
 * compares in constant time, refuses old timestamps, and knows what it has seen by the notices' ids.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { sendJson } from '../http-post.ts';
import { linksOf } from '../links.ts';
import { sentenceOf } from '../../model/sentences.ts';
import { LABELS } from '../words/labels.ts';
import { subjectOf } from '../words/message.ts';
import { bearer, type Delivery, type EventSender, type SenderOptions } from './sender.ts';

export function createWebhookSender(options: SenderOptions<'webhook'>): EventSender {
  const { channel, readSecret } = options;
  return {
    async send(delivery, signal) {
      const body = JSON.stringify(webhookPayload(delivery, options.notification));
      const timestamp = String(Math.floor(delivery.sentAtMs / 1_000));
      const key = channel.secret === null ? null : await readSecret(channel.secret);
      const headers = {
        'x-ballast-delivery': delivery.id,
        'x-ballast-timestamp': timestamp,
        ...(key === null ? {} : { 'x-ballast-signature': signatureOf(key, timestamp, body) }),
        ...(await bearer(channel.token, readSecret)),
      };
      await sendJson({ method: 'POST', url: channel.url, body, headers, signal });
    },
  };
}

function webhookPayload(
  delivery: Delivery,
  notification: SenderOptions<'webhook'>['notification'],
) {
  const { id, strategy, sentAtMs, notices, droppedCount, isTest } = delivery;
  const { language } = notification;
  return {
    version: 1,
    id,
    sentAt: new Date(sentAtMs).toISOString(),
    strategy,
    isTest,
    text: subjectOf(delivery, language),
    droppedCount,
    notices: notices.map((notice) => ({
      id: notice.id,
      at: new Date(notice.atMs).toISOString(),
      kind: notice.kind,
      class: notice.class,
      severity: notice.severity,
      service: notice.service,
      region: notice.region,
      target: notice.target,
      sentence: isTest ? LABELS[language].test : sentenceOf(notice, language),
      evidence: notice.evidence,
      repeats: notice.repeats,
      links: linksOf(notice, notification),
    })),
  };
}

function signatureOf(key: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** For receivers: whether a request comes from who has the key, and is not a replay of an old one. */
export function isSigned(
  request: {
    readonly body: string;
    readonly timestamp: string;
    readonly signature: string;
  },
  { key, nowMs, toleranceMs = 300_000 }: SignatureCheck,
): boolean {
  const ageMs = Math.abs(nowMs - Number(request.timestamp) * 1_000);
  const expected = Buffer.from(signatureOf(key, request.timestamp, request.body));
  const given = Buffer.from(request.signature);
  if (!(ageMs <= toleranceMs) || given.length !== expected.length) return false;
  return timingSafeEqual(given, expected);
}

export interface SignatureCheck {
  readonly key: string;
  readonly nowMs: number;
  readonly toleranceMs?: number;
}
