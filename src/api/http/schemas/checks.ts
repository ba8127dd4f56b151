/** What checks come to. */

import { z } from 'zod';
import type { BalanceCheck, ChannelTest } from '../../../model/checks.ts';
import { named, ratio, wordOf } from './parts.ts';

export const channelTestSchema: z.ZodType<ChannelTest> = named(
  'ChannelTest',
  z.looseObject({
    name: z.string(),
    kind: wordOf<ChannelTest['kind']>('Kind of the channel.'),
    ok: z.boolean(),
    tookMs: z.number(),
    error: z.string().nullable().describe('Hosts and statuses, never secrets; null when it went.'),
    fix: z.string().nullable(),
  }),
);

export const balanceCheckSchema: z.ZodType<BalanceCheck> = named(
  'BalanceCheck',
  z.looseObject({
    service: z.string(),
    gateway: z.string(),
    url: z.string().nullable(),
    by: z.enum(['target', 'region']),
    rows: z.array(z.looseObject({ name: z.string(), expectedRatio: ratio, observed: z.number() })),
    sent: z.number(),
    answered: z.number(),
    requests: z.number().describe('Counted.'),
    source: z.enum(['header', 'telemetry']),
    statistic: z.number().nullable(),
    degreesOfFreedom: z.number().nullable(),
    pValue: z.number().nullable(),
    verdict: z.enum(['as-weighted', 'not-as-weighted', 'inconclusive']),
    note: z.string().nullable().describe('What to know about this balancing method.'),
    reason: z
      .looseObject({ code: z.string(), sentence: z.string(), fix: z.string() })
      .nullable()
      .describe('Why nothing can be said; null where something can.'),
  }),
);
