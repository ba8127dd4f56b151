/** What a gateway is and can do, found out from its Admin API instead of asked of people. */

import type { CallOptions } from './call.ts';
import type { AdminClient } from './client.ts';
import type { EntitySchema, NodeInfo } from './entities.ts';
import { KongError } from './errors.ts';

export interface GatewayFacts {
  readonly version: string;
  readonly edition: 'community' | 'enterprise';
  /** How configuration reaches it, which decides the levers (design §3). */
  readonly topology: 'traditional' | 'db-less' | 'hybrid-control-plane' | 'hybrid-data-plane';
  readonly role: string;
  /** `postgres`, or `off` when there is none. */
  readonly database: string;
  readonly nodeId: string | null;
  readonly hostname: string | null;
  readonly features: {
    /** Targets may carry `failover` (Enterprise 3.12). */
    readonly failoverTargets: boolean;
    readonly stickySessions: boolean;
    readonly workspaces: boolean;
    /** A Status API listens somewhere; health can be read there without a database. */
    readonly statusApi: boolean;
  };
  /** Names of the plugins this node can run. */
  readonly plugins: readonly string[];
}

/** Reads `/`, `/schemas/targets` and `/schemas/upstreams`; a missing schema is a missing feature. */
export async function detectGateway(
  client: AdminClient,
  options: CallOptions = {},
): Promise<GatewayFacts> {
  const [node, targets, upstreams] = await Promise.all([
    client.readNode(options),
    readSchemaOrNull(client, 'targets', options),
    readSchemaOrNull(client, 'upstreams', options),
  ]);
  const edition = editionOf(node);
  const role = node.configuration?.role ?? 'traditional';
  const database = node.configuration?.database ?? 'postgres';
  const algorithms = fieldOf(upstreams, 'algorithm')?.['one_of'];
  const statusListen = node.configuration?.['status_listen'];
  return {
    version: node.version,
    edition,
    topology: topologyOf(role, database),
    role,
    database,
    nodeId: node.node_id ?? null,
    hostname: node.hostname ?? null,
    features: {
      failoverTargets: fieldOf(targets, 'failover') !== null,
      stickySessions: Array.isArray(algorithms) && algorithms.includes('sticky-sessions'),
      workspaces: edition === 'enterprise',
      statusApi: Array.isArray(statusListen) && statusListen.some((entry) => entry !== 'off'),
    },
    plugins: Object.keys(node.plugins?.available_on_server ?? {}).toSorted(),
  };
}

async function readSchemaOrNull(
  client: AdminClient,
  name: string,
  options: CallOptions,
): Promise<EntitySchema | null> {
  try {
    return await client.readSchema(name, options);
  } catch (error) {
    if (error instanceof KongError && error.code === 'KONG_NOT_FOUND') return null;
    throw error;
  }
}

/** Old Enterprise versions say so only in the version text. */
function editionOf({ edition, version }: NodeInfo): 'community' | 'enterprise' {
  return edition === 'enterprise' || /enterprise/i.test(version) ? 'enterprise' : 'community';
}

function topologyOf(role: string, database: string): GatewayFacts['topology'] {
  if (role === 'control_plane') return 'hybrid-control-plane';
  if (role === 'data_plane') return 'hybrid-data-plane';
  return database === 'off' ? 'db-less' : 'traditional';
}

/** Schemas list their fields as `[{ name: { … } }]`. */
function fieldOf(schema: EntitySchema | null, name: string): Record<string, unknown> | null {
  const found = schema?.fields.find((field) => name in field)?.[name];
  return typeof found === 'object' && found !== null ? { ...found } : null;
}
