/** People's levers: what is asked, what it would do, what is in force. */

import { z } from 'zod';
import type { Approval } from '../../../model/approval.ts';
import { type Lever, type Override, OVERRIDE_MAX_MS } from '../../../model/override.ts';
import type { Confirmation } from '../../../operations/confirmations.ts';
import type {
  LeverOperations,
  LeverPreview,
  LeverRequest,
  PendingApproval,
  UndoPreview,
} from '../../../operations/contract.ts';
import { instantMs, named, nameText, ratio, reasonText, serviceNames } from './parts.ts';

const parts = z.record(nameText, z.number().min(0).max(1));

const leverSchema: z.ZodType<Lever> = named(
  'Lever',
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('evacuate'),
      region: nameText,
      overMs: z.number().int().min(0).max(OVERRIDE_MAX_MS).describe('0 for at once.'),
      keepRatio: z
        .number()
        .min(0)
        .lt(1)
        .exactOptional()
        .describe('Part of its share that stays; absent: nothing does.'),
    }),
    z.strictObject({ kind: z.literal('drain'), target: nameText.describe('host:port') }),
    z.strictObject({
      kind: z.literal('pin'),
      regionShares: parts.exactOptional().describe('Parts by region, adding up to 1.'),
      targetFactors: parts.exactOptional().describe('By target, 0–1 of its full part.'),
    }),
    z.strictObject({ kind: z.literal('freeze') }),
  ]),
);

export const leverRequestSchema: z.ZodType<LeverRequest> = named(
  'LeverRequest',
  z.strictObject({
    lever: leverSchema,
    services: serviceNames,
    reason: reasonText,
    forMs: z.number().int().min(1_000).max(OVERRIDE_MAX_MS).describe('Ends by itself after this.'),
    force: z.boolean().describe('Against refusals; admins only.'),
  }),
);

export const overrideSchema: z.ZodType<Override> = named(
  'Override',
  z.looseObject({
    id: z.string(),
    lever: leverSchema,
    services: z.array(z.string()).nullable(),
    origin: z.enum(['person', 'drill']),
    by: z.string(),
    reason: z.string(),
    atMs: instantMs,
    untilMs: instantMs,
    isForced: z.boolean(),
  }),
);

const servicePreviewSchema = z.looseObject({
  service: z.string(),
  regions: z.array(
    z.looseObject({
      region: z.string(),
      shareBefore: ratio,
      shareAfter: ratio,
      loadRps: z.number().nullable(),
      roomRps: z.number().nullable(),
    }),
  ),
  shedRatio: ratio,
  writes: z.array(
    z.looseObject({
      gateway: z.string(),
      upstream: z.string(),
      target: z.string(),
      from: z.number(),
      to: z.number(),
    }),
  ),
});

export const previewSchema: z.ZodType<LeverPreview> = named(
  'LeverPreview',
  z.looseObject({
    refusals: z.array(
      z.looseObject({
        code: z.string(),
        sentence: z.string(),
        isAbsolute: z.boolean().exactOptional().describe('Not even an admin may force it.'),
      }),
    ),
    warnings: z.array(z.string()),
    services: z.array(servicePreviewSchema),
  }),
);

export const undoSchema: z.ZodType<UndoPreview> = named(
  'UndoPreview',
  z.looseObject({
    ends: z.array(overrideSchema),
    sets: z.array(overrideSchema),
    previews: z
      .array(previewSchema)
      .exactOptional()
      .describe('What each of `sets` would do now, in their order.'),
  }),
);

export const undoBody = z.strictObject({
  reason: reasonText,
  force: z.boolean().exactOptional().describe('Against refusals; admins only.'),
});

export const restoreBody = z.strictObject({ services: serviceNames, reason: reasonText });

export const pendingSchema: z.ZodType<PendingApproval> = named(
  'PendingApproval',
  z.looseObject({
    id: z.string().describe('upstream/region/kind'),
    service: z.string(),
    region: z.string(),
    kind: z.enum(['failover', 'failback']),
    sinceMs: instantMs,
    sentence: z.string(),
  }),
);

export const decisionBody = z.strictObject({
  id: nameText,
  decision: z.enum(['approved', 'rejected']),
  reason: reasonText,
});

export const approvalSchema: z.ZodType<Approval> = named(
  'Approval',
  z.looseObject({
    id: z.string(),
    decision: z.enum(['approved', 'rejected']),
    atMs: instantMs,
    by: z.string(),
    reason: z.string(),
  }),
);

const modeWord = z.enum(['act', 'observe']);
const ruleWord = z.enum(['ejection', 'trim', 'evacuation', 'spill', 'failback']);

export const modesSchema: z.ZodType<Awaited<ReturnType<LeverOperations['modes']>>> = named(
  'Modes',
  z.looseObject({
    mode: modeWord,
    by: z.string(),
    rules: z.record(ruleWord, modeWord),
  }),
);

export const modeBody = z.strictObject({
  mode: modeWord,
  rule: ruleWord.nullable().describe('null for the master switch.'),
  reason: reasonText,
});

export const confirmationSchema: z.ZodType<Confirmation> = named(
  'Confirmation',
  z.looseObject({
    id: z.string(),
    action: z.string(),
    sentence: z.string(),
    by: z.string(),
    reason: z.string(),
    atMs: instantMs,
    untilMs: instantMs,
  }),
);
