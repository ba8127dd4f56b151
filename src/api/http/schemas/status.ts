/** How things are, and why: answers of the status operations. */

import { z } from 'zod';
import type { Said } from '../../../lib/said.ts';
import type { ControlEvent } from '../../../model/control.ts';
import type { StatusSnapshot } from '../../../model/status.ts';
import type { Explanation, Setting, StatusReport } from '../../../operations/contract.ts';
import { overrideSchema } from './levers.ts';
import { freeForm, instantMs, named, ratio, wordOf } from './parts.ts';

const saidSchema: z.ZodType<Said> = z.looseObject({
  key: z.string(),
  values: z.record(z.string(), z.any()).exactOptional(),
});

export const eventSchema: z.ZodType<ControlEvent> = named(
  'Event',
  z.looseObject({
    atMs: instantMs,
    kind: wordOf<ControlEvent['kind']>('Such as target-ejected or region-evacuated.'),
    upstream: z.string().nullable(),
    region: z.string().nullable(),
    target: z.string().nullable(),
    message: z.string().describe('One sentence built from the evidence, as Accept-Language asks.'),
    said: saidSchema.exactOptional().describe('The same as data: a key and values.'),
    evidence: freeForm,
  }),
);

type Upstream = StatusSnapshot['upstreams'][number];
type RegionView = Upstream['regions'][number];
type TargetView = RegionView['targets'][number];
type WeightView = TargetView['weights'][number];

const shareSchema = z.looseObject({
  gateway: z.string(),
  desiredRatio: ratio,
  appliedRatio: ratio.nullable(),
});

const weightSchema: z.ZodType<WeightView> = z.looseObject({
  gateway: z.string(),
  desired: z.number(),
  applied: z.number().nullable().describe('null while not known.'),
  observed: z
    .array(z.looseObject({ nodeId: z.string(), weight: z.number().nullable() }))
    .describe('What each node really uses.'),
});

const targetSchema: z.ZodType<TargetView> = z.looseObject({
  target: z.string().describe('host:port'),
  rotation: z.enum(['in', 'out', 'trial']),
  outUntilMs: instantMs.nullable(),
  probe: z.enum(['good', 'bad', 'unsure', 'unknown']),
  kong: z.enum(['up', 'down', 'unknown']),
  triesPerSecond: z.number(),
  failingRatio: ratio,
  meanLatencyMs: z.number().nullable(),
  trimRatio: ratio.exactOptional(),
  heldBy: z.string().exactOptional().describe('Id of the override that drains it.'),
  weights: z.array(weightSchema),
});

const regionSchema: z.ZodType<RegionView> = z.looseObject({
  region: z.string(),
  phase: wordOf<RegionView['phase']>('healthy, spill, evacuated, probing, ramp or unknown.'),
  sinceMs: instantMs,
  limitRps: z.number().nullable().exactOptional(),
  roomRps: z.number().nullable().exactOptional(),
  holdUntilMs: instantMs.nullable(),
  step: z.number().nullable(),
  stepRatio: ratio.nullable(),
  waitingFor: z.string().nullable(),
  refused: z.string().nullable(),
  heldBy: z.string().exactOptional().describe('Id of the override that keeps it out.'),
  shares: z.array(shareSchema),
  targets: z.array(targetSchema),
});

const upstreamSchema: z.ZodType<Upstream> = z.looseObject({
  service: z.string(),
  upstream: z.string(),
  demandRps: z.number().nullable(),
  shedRatio: ratio.exactOptional(),
  budget: z
    .looseObject({ leftRatio: z.number(), burn: z.record(z.string(), z.number()) })
    .exactOptional(),
  failingRatio: ratio,
  reason: z.string(),
  costs: z.array(z.string()).exactOptional(),
  regions: z.array(regionSchema),
  shed: z.array(shareSchema).exactOptional(),
});

const snapshotSchema: z.ZodType<StatusSnapshot> = named(
  'Snapshot',
  z.looseObject({
    version: z.literal(1),
    atMs: instantMs,
    startedAtMs: instantMs,
    tickMs: z.number(),
    strategy: z.string(),
    mode: z.enum(['observe', 'act']),
    leader: z.looseObject({ holder: z.string(), token: z.number() }).nullable().exactOptional(),
    writes: z.number(),
    gateways: z.array(
      z.looseObject({
        gateway: z.string(),
        region: z.string(),
        failure: z.string().nullable(),
        foreign: z.array(z.string()),
      }),
    ),
    upstreams: z.array(upstreamSchema),
    stale: z.array(z.looseObject({ signal: z.string(), sinceMs: instantMs })),
    signals: z
      .array(z.looseObject({ signal: z.string(), atMs: instantMs.nullable(), limitMs: z.number() }))
      .exactOptional(),
    regions: z
      .array(
        z.looseObject({
          region: z.string(),
          priority: z.number(),
          rttMs: z.record(z.string(), z.number()),
        }),
      )
      .exactOptional(),
    overrides: z.array(overrideSchema).exactOptional(),
  }),
);

export const statusSchema: z.ZodType<StatusReport> = named(
  'Status',
  z.looseObject({
    healthy: z.boolean(),
    running: z.boolean().describe('A controller ticks.'),
    findings: z.array(z.string()).describe('What needs attention, as sentences.'),
    snapshot: snapshotSchema,
  }),
);

export const explanationSchema: z.ZodType<Explanation> = named(
  'Explanation',
  z.looseObject({
    subject: z.string(),
    kind: z.enum(['event', 'service', 'region', 'target']),
    sentences: z.array(z.string()),
    wouldChange: z.array(z.string()).describe('What would change it.'),
    events: z.array(eventSchema),
  }),
);

export const settingSchema: z.ZodType<Setting> = named(
  'Setting',
  z.looseObject({
    path: z.string(),
    value: z.unknown(),
    isDefault: z.boolean(),
    source: z.string().nullable(),
  }),
);
