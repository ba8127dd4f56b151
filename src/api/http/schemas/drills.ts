/** Drills: what can be asked for, and what one would do. */

import { z } from 'zod';
import type { PreCheck, PreCheckCode } from '../../../model/drill-report.ts';
import type { DrillFaultKind } from '../../../model/drill.ts';
import {
  DRILL_DURATION_MS,
  type DrillPlan,
  type DrillRequest,
  type LibraryDrill,
  MAX_DRILL_CHARS,
} from '../../../operations/drill-plan.ts';
import { instantMs, named, nameText, ratio, wordOf } from './parts.ts';

const drillRef = z.union([
  z.strictObject({ name: nameText.describe('Of the library.') }),
  z.strictObject({
    text: z
      .string()
      .min(1)
      .max(MAX_DRILL_CHARS)
      .describe('A drill file whose fault runs and calls nothing on the server.'),
  }),
]);

export const drillRequestSchema: z.ZodType<DrillRequest> = named(
  'DrillRequest',
  z.strictObject({
    drill: drillRef,
    choice: z
      .strictObject({
        region: nameText.exactOptional(),
        services: z.array(nameText).min(1).max(1_000).exactOptional(),
        durationMs: z
          .number()
          .int()
          .min(DRILL_DURATION_MS.min)
          .max(DRILL_DURATION_MS.max)
          .exactOptional(),
      })
      .describe('Instead of what the file says.'),
  }),
);

const faultWord = wordOf<DrillFaultKind>('Kind of fault, as docs/drills.md lists them.');

export const libraryDrillSchema: z.ZodType<LibraryDrill> = named(
  'LibraryDrill',
  z.looseObject({
    name: z.string(),
    title: z.string(),
    hypothesis: z.string(),
    fault: faultWord,
    durationMs: z.number(),
    region: z.string().nullable(),
    services: z.array(z.string()).nullable(),
    origin: z.enum(['package', 'folder']),
    schedule: z
      .looseObject({ cron: z.string(), zone: z.string(), nextAtMs: instantMs.nullable() })
      .nullable()
      .describe('When `ballast drill schedule` would hold it.'),
  }),
);

const preCheckSchema: z.ZodType<PreCheck> = z.looseObject({
  code: wordOf<PreCheckCode>('What is checked.'),
  passed: z.boolean(),
  found: z.string(),
  fix: z.string().nullable(),
});

export const drillPlanSchema: z.ZodType<DrillPlan> = named(
  'DrillPlan',
  z.looseObject({
    name: z.string(),
    title: z.string(),
    hypothesis: z.string(),
    fault: faultWord,
    durationMs: z.number(),
    mayBegin: z.boolean(),
    preChecks: z.array(preCheckSchema),
    effects: z.array(z.string()).describe('What would be done.'),
    undo: z.array(z.string()).describe('What would take it back.'),
    targets: z.record(z.string(), z.array(z.string())).describe('That are hit, by service.'),
    trafficRatio: ratio.nullable().describe('Part of all requests; null without any.'),
    wholeRegions: z.array(z.string()).describe('Of which nothing is left for a service.'),
  }),
);

/** A drill as it looks while it runs; null for none. */
export const runningDrillSchema = z.looseObject({ drill: z.unknown() });
