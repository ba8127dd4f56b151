/** The Admin APIs of a strategy's gateways as drills use them. */

import { type AdminClient, createGatewayAdmin, KongError } from '../../kong/index.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { DrillGateway, DrillNode } from '../../drill/ports.ts';

export interface DrillAdmins {
  readonly gateways: readonly DrillGateway[];
  close(): Promise<void>;
}

/** Calls are short: a drill asks ten times a second, and an Admin API that hangs is one that is down. */
const TIMEOUT_MS = 3_000;

export function openDrillAdmins(strategy: Strategy): DrillAdmins {
  const opened = strategy.gateways.map((gateway) => ({
    gateway,
    admin: createGatewayAdmin(gateway, { timeoutMs: TIMEOUT_MS }),
  }));
  return {
    gateways: opened.map(({ gateway, admin }) => ({
      name: gateway.name,
      adminUrl: gateway.adminUrls[0] ?? '',
      nodes: admin.nodes.map(nodeOf),
    })),
    async close() {
      await Promise.all(opened.map(({ admin }) => admin.close()));
    },
  };
}

function nodeOf(client: AdminClient): DrillNode {
  return {
    readHealth: (upstream, signal) => client.readHealth(upstream, { signal }),
    setHealth: (mark, signal) => client.setHealth(mark, { signal }),
    async readUndoneAfterMs(upstream, signal) {
      const { healthchecks } = await client.upstreams.get(upstream, { signal });
      return undoneAfterMs(healthchecks);
    },
    async putPlugin({ id, name, service, config }, signal) {
      const fields = { name, config, service: { name: service }, tags: ['ballast-drill'] };
      await client.plugins.put(id, fields, { signal });
    },
    deletePlugin: (id, signal) => client.plugins.delete(id, { signal }),
    async hasPlugin(id, signal) {
      try {
        await client.plugins.get(id, { signal });
        return true;
      } catch (error) {
        if (error instanceof KongError && error.code === 'KONG_NOT_FOUND') return false;
        throw error;
      }
    },
    async hasDatabase(signal) {
      const { configuration } = await client.readNode({ signal });
      return configuration?.['database'] !== 'off';
    },
  };
}

/** Kong-recordings 28: probes raise a marked target after `successes × interval`. */
function undoneAfterMs(healthchecks: unknown): number | null {
  const unhealthy = at(at(healthchecks, 'active'), 'unhealthy');
  const successes = at(at(at(healthchecks, 'active'), 'healthy'), 'successes');
  // A target that is marked is probed at the interval for unhealthy ones.
  const interval = at(unhealthy, 'interval');
  if (typeof interval !== 'number' || typeof successes !== 'number') return null;
  return interval > 0 && successes > 0 ? interval * successes * 1_000 : null;
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
