/**
 * The strategy file as people write it: the one schema. The JSON Schema for editors and the
 * reference in docs/strategy.md are made from it; what a schema cannot say is in `src/strategy/checks`.
 */

import { z } from 'zod';
import type { Grammar } from '../grammar.ts';
import { apiSchema } from './api.ts';
import { name } from './common.ts';
import { optional, required } from './fields.ts';
import { gatewaySchema, regionSchema, telemetrySchema } from './infrastructure.ts';
import { notificationSchema } from './notify.ts';
import { objectiveSchema } from './objective.ts';
import { safetySchema } from './safety.ts';
import { serviceSchema } from './service.ts';

export const VERSION = 1;

export const strategySchema = z.strictObject({
  version: required(z.literal(VERSION), {
    description: 'Version of the format of this file.',
    example: '1',
  }),
  name: required(name, { description: 'Name of the strategy.', example: 'webshop' }),
  mode: optional(
    z.enum(['observe', 'act']),
    'observe: watch and tell what would have been done. act: write to Kong.',
    'mode',
  ),
  layout: optional(
    z.enum(['auto', 'flat', 'two-level']),
    'How upstreams are built. flat: one per service, with the targets of all regions. two-level: one per region, and one before them that shares out the regions exactly; Kong passes each request through itself.',
    'layout',
  ),
  objective: optional(objectiveSchema, 'Objective of every service that has none of its own.'),
  regions: required(z.record(name, regionSchema), {
    description: 'Places that can fail as a whole, by name, in order of preference.',
    example: '{ eu-west: { priority: 0 } }',
  }),
  gateways: required(z.record(name, gatewaySchema), {
    description: 'Kong clusters, by name.',
    example: '{ kong-eu: { region: eu-west, admin: "http://127.0.0.1:8001" } }',
  }),
  telemetry: optional(telemetrySchema, 'What Ballast learns from, besides Kong’s health checks.'),
  api: optional(apiSchema, 'The HTTP API and the dashboard of `ballast run`.'),
  services: required(z.record(name, serviceSchema), {
    description: 'Services behind Kong, by name.',
    example: '{ productAPI: { ... } }',
  }),
  safety: optional(
    safetySchema,
    'What levers and drills may not do unless forced. One region always stays on, also against force.',
  ),
  notify: optional(z.array(notificationSchema).max(50), 'Who is told.'),
});

export type StrategyInput = z.infer<typeof strategySchema>;
export type ServiceInput = StrategyInput['services'][string];

const REGION = { en: 'region', nl: 'regio' };

export const STRATEGY_GRAMMAR: Grammar = {
  schema: strategySchema,
  version: VERSION,
  kinds: {
    services: { en: 'service', nl: 'service' },
    gateways: { en: 'gateway', nl: 'gateway' },
    regions: REGION,
    targets: REGION,
  },
};
