/** Checks that go out to the world: test messages, requests through the strategy's own gateways. */

import { z } from 'zod';
import type { BalanceRequest } from '../../../model/checks.ts';
import { defineRoute } from '../route.ts';
import { balanceCheckSchema, channelTestSchema } from '../schemas/checks.ts';
import { listOf, nameText } from '../schemas/parts.ts';

/** One attempt at each channel, all at once, takes 10 s at most. */
const NOTIFY_TIMEOUT_MS = 30_000;
/** Requests for three minutes, and the log of each gateway. */
const BALANCE_TIMEOUT_MS = 300_000;

const orNull = <T>(schema: z.ZodType<T>) => schema.nullable().default(null);

const balanceBody: z.ZodType<BalanceRequest> = z.strictObject({
  service: orNull(nameText).describe('null for the first of the strategy.'),
  gateway: orNull(nameText).describe('null for all, one after the other.'),
  count: z.number().int().min(10).max(20_000).default(1_000).describe('Through each gateway.'),
  rate: z.number().min(1).max(500).default(200).describe('Requests per second.'),
  alpha: z.number().min(1e-9).max(0.5).default(0.001).describe('False alarms to live with.'),
  path: orNull(z.string().min(1).max(500)).describe('At or below a path of the service.'),
  header: orNull(z.string().regex(/^[\w-]{1,100}$/)).describe(
    'Answer header that says who answered; null for Ballast’s telemetry.',
  ),
  labels: z
    .record(z.string().min(1).max(256), nameText)
    .default({})
    .describe('What that header says, and which target it means.'),
});

export const CHECK_ROUTES = [
  defineRoute({
    method: 'POST',
    path: '/v1/checks/notify',
    name: 'testNotifications',
    summary: 'A test message through the channels of the strategy, and what came of each.',
    group: 'checks',
    role: 'operator',
    body: z.strictObject({
      only: orNull(nameText).describe('Name of a channel; null for all.'),
    }),
    answer: listOf(channelTestSchema),
    timeoutMs: NOTIFY_TIMEOUT_MS,
    handle: async ({ operations, actor, gone: signal }, { body }) => ({
      items: await operations.checks.notify(actor, { ...body, signal }),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/checks/balance',
    name: 'checkBalance',
    summary: 'GET requests through the strategy’s own gateways: does the split follow the weights?',
    group: 'checks',
    role: 'operator',
    body: balanceBody,
    answer: listOf(balanceCheckSchema),
    timeoutMs: BALANCE_TIMEOUT_MS,
    handle: async ({ operations, actor, gone: signal }, { body }) => ({
      items: await operations.checks.balance(actor, { ...body, signal }),
    }),
  }),
];
