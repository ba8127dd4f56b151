/** Events, channels and a receiver of HTTP for the tests of notifications. */

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ControlEvent, EventKind } from '../../src/model/control.ts';
import { type Channel, NOTIFY_CLASSES, type Notification } from '../../src/model/notification.ts';
import type { Logger } from '../../src/model/ports.ts';
import { noticeOf, type Notice } from '../../src/notify/notice.ts';
import { exampleStrategy } from '../support/example-strategy.ts';

export const STRATEGY = exampleStrategy();
const UPSTREAM = 'productapi-upstream';

export function eventOf(
  kind: EventKind,
  changes: Partial<ControlEvent> & { readonly atMs?: number } = {},
): ControlEvent {
  return {
    atMs: 1_000_000,
    kind,
    upstream: UPSTREAM,
    region: 'eu-west',
    target: null,
    message: 'eu-west is left: 3 of 3 probes failed <now> & "here".',
    evidence: { failed: 3, thresholdRatio: 0.5, demandRps: 150.123_456_7 },
    ...changes,
  };
}

export function noticeFor(kind: EventKind, changes: Partial<ControlEvent> = {}): Notice {
  const notice = noticeOf(eventOf(kind, changes), STRATEGY);
  if (notice === null) throw new Error(`${kind} is told to nobody`);
  return notice;
}

export function notificationTo(
  channel: Channel,
  changes: Partial<Notification> = {},
): Notification {
  return {
    name: 'test',
    channel,
    events: NOTIFY_CLASSES,
    severity: 'info',
    language: 'en',
    dashboardUrl: 'https://ballast.example.com',
    runbooksUrl: 'https://wiki.example.com/runbooks',
    ...changes,
  };
}

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What the next requests get, in order; then 200 with `{}`. */
  answerNext(...answers: { status: number; body?: string; retryAfter?: string }[]): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: { status: number; body?: string; retryAfter?: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers, body: Buffer.concat(chunks).toString('utf8') });
      const { status, body = '{}', retryAfter } = answers.shift() ?? { status: 200 };
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answerNext: (...next) => void answers.push(...next),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export function recordingLogger(): Logger & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: LogLine['fields'], message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/** Every secret is what its variable is called. */
export const ECHO_SECRETS = ({ env, file }: { env: string | null; file: string | null }) =>
  Promise.resolve(env ?? file ?? '');
