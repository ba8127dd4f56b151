/**
 * What Kong's Admin API answers, read once at the edge. Only the fields that Ballast uses are
 * checked; all others are kept as they came, so that nothing is lost between reading and writing.
 */

import { z } from 'zod';
import type { KongTargetHealth, KongTargetView, KongUpstreamView } from '../model/kong.ts';

const tags = z.array(z.string()).nullish();
const reference = z.looseObject({ id: z.string() }).nullish();

export const serviceSchema = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  host: z.string(),
  port: z.number(),
  protocol: z.string(),
  retries: z.number(),
  connect_timeout: z.number(),
  read_timeout: z.number(),
  write_timeout: z.number(),
  tags,
});
export const routeSchema = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  service: reference,
  tags,
});
export const upstreamSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  algorithm: z.string(),
  slots: z.number(),
  healthchecks: z.looseObject({}),
  tags,
});
export const targetSchema = z.looseObject({
  id: z.string(),
  target: z.string(),
  weight: z.number(),
  tags,
});
export const pluginSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  config: z.looseObject({}),
  service: reference,
  route: reference,
  consumer: reference,
  tags,
});

export type KongService = z.infer<typeof serviceSchema>;
export type KongRoute = z.infer<typeof routeSchema>;
export type KongUpstream = z.infer<typeof upstreamSchema>;
export type KongTarget = z.infer<typeof targetSchema>;
export type KongPlugin = z.infer<typeof pluginSchema>;

export const nodeInfoSchema = z.looseObject({
  version: z.string(),
  edition: z.string().optional(),
  hostname: z.string().optional(),
  node_id: z.string().optional(),
  configuration: z
    .looseObject({ role: z.string().optional(), database: z.string().optional() })
    .optional(),
  plugins: z
    .looseObject({ available_on_server: z.record(z.string(), z.unknown()).optional() })
    .optional(),
});
export type NodeInfo = z.infer<typeof nodeInfoSchema>;

export const statusSchema = z.looseObject({
  database: z.looseObject({ reachable: z.boolean() }).optional(),
  configuration_hash: z.string().optional(),
});
export type NodeStatus = z.infer<typeof statusSchema>;

export const entitySchema = z.looseObject({ fields: z.array(z.record(z.string(), z.unknown())) });
export type EntitySchema = z.infer<typeof entitySchema>;

export const configSchema = z.looseObject({ config: z.string() });

/** One page of any list; `node_id` only in health. */
export const pageSchema = z.looseObject({
  // Lua writes an empty list as {} where it does not know that it is a list.
  data: z.union([z.array(z.unknown()), z.strictObject({}).transform(() => [])]),
  offset: z.union([z.string(), z.number()]).nullish(),
  node_id: z.string().optional(),
});

const healthState = z.enum(['HEALTHY', 'UNHEALTHY', 'HEALTHCHECKS_OFF', 'DNS_ERROR']);
const address = z.looseObject({
  ip: z.string(),
  port: z.number(),
  health: healthState.optional(),
});

/** An entry of GET /upstreams/X/health; without `health` and `data` while there is no balancer. */
export const healthEntrySchema = z.looseObject({
  target: z.string(),
  weight: z.number(),
  health: healthState.optional(),
  data: z
    .looseObject({
      nodeWeight: z.number().optional(),
      addresses: z.union([z.array(address), z.strictObject({}).transform(() => [])]).optional(),
    })
    .optional(),
});

export function toUpstreamView(
  upstream: string,
  { nodeId, entries }: { readonly nodeId: string; readonly entries: readonly HealthEntry[] },
): KongUpstreamView {
  return { upstream, nodeId, targets: entries.map(toTargetView) };
}

export type HealthEntry = z.infer<typeof healthEntrySchema>;

function toTargetView({ target, weight, health, data }: HealthEntry): KongTargetView {
  return {
    target,
    weight,
    nodeWeight: data?.nodeWeight ?? null,
    health: health ?? null,
    addresses: (data?.addresses ?? []).map((entry) => ({
      ip: entry.ip,
      port: entry.port,
      health: entry.health ?? health ?? UNKNOWN_HEALTH,
    })),
  };
}

/** An address listed without a state is one that no checker watches. */
const UNKNOWN_HEALTH: KongTargetHealth = 'HEALTHCHECKS_OFF';
