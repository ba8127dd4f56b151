/** Wires the parts of the embedded gateway: entities, node, Admin API. */

import { randomInt, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import process from 'node:process';

import { createConfigState } from '../gateway/admin/config-state.ts';
import { createAdminServer } from '../gateway/admin/server.ts';
import type { KongError } from '../gateway/entities/kong-errors.ts';
import { createEntityStore } from '../gateway/entities/store.ts';
import { createGatewayNode } from '../gateway/runtime/gateway-node.ts';
import { systemClock } from '../gateway/runtime/system-clock.ts';
import { seededRandom } from '../lib/random.ts';
import { CliFailure, messageOf, systemCode } from './failure.ts';
import type { Listen } from './listen.ts';

export interface RunningNode {
  readonly proxyUrl: string;
  readonly adminUrl: string;
  close(): Promise<void>;
}

export interface NodeOptions {
  readonly proxy: Listen;
  readonly admin: Listen;
  readonly database: 'memory' | 'off';
  /** Declarative configuration as text. */
  readonly config: string | null;
  /** Where it came from, for messages. */
  readonly configFile: string | null;
  readonly workers: number;
  readonly seed?: number;
}

/** Kong's version whose behaviour was recorded. */
const KONG_VERSION = '3.9.3';

export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { proxy, admin, database, workers } = options;
  const clock = systemClock();
  const nowMs = () => clock.nowMs();
  const nodeId = randomUUID();
  const store = createEntityStore({ database, nowMs, uuid: randomUUID });
  const config = createConfigState({ store, nowMs, uuid: randomUUID });
  const node = createGatewayNode({
    store,
    clock,
    nodeId,
    version: KONG_VERSION,
    workspace: { id: randomUUID(), name: 'default' },
    workers,
    random: seededRandom(options.seed ?? randomInt(2 ** 32)),
  });
  try {
    if (options.config !== null) {
      const loaded = config.load({ kind: 'text', text: options.config }, { flattenErrors: true });
      if (!loaded.ok) throw configFailure(options.configFile ?? 'configuration', loaded.error);
    }
    const bound = await listening('--proxy', proxy, () => node.listen(proxy));
    const proxyPort = bound.port;
    const server = createAdminServer({
      store,
      runtime: node,
      config,
      node: {
        nodeId,
        hostname: hostname(),
        proxyListen: [`${proxy.host}:${proxyPort}`],
        adminListen: [`${admin.host}:${admin.port}`],
        pid: process.pid,
        workers,
      },
      onError: (error) => process.stderr.write(`Admin API: ${messageOf(error)}\n`),
    });
    const adminUrl = await listening('--admin', admin, () => server.listen({ ...admin }));
    return {
      proxyUrl: `http://${inUrl(proxy.host)}:${proxyPort}`,
      adminUrl,
      close: async () => {
        await Promise.all([server.close(), node.close()]);
      },
    };
  } catch (error) {
    await node.close();
    throw error;
  }
}

/** A port that cannot be had: which, and the flag that changes it. */
async function listening<T>(
  flag: string,
  { host, port }: Listen,
  open: () => Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const reason = systemCode(error) === 'EADDRINUSE' ? 'it is in use' : messageOf(error);
    throw new CliFailure(`cannot listen on ${host}:${port}: ${reason}`, {
      exitCode: 1,
      fix: `Choose another address with ${flag} HOST:PORT (port 0 takes a free one).`,
      cause: error,
    });
  }
}

/** All that Kong would find wrong in the file, one line each. */
function configFailure(file: string, { body }: KongError): CliFailure {
  const lines = flattenedErrors(body['flattened_errors']);
  const message = typeof body['message'] === 'string' ? body['message'] : 'not accepted';
  return new CliFailure([`${file}: ${message}`, ...lines].join('\n  '), {
    exitCode: 2,
    fix: 'Correct the entities above; docs/gateway.md lists what this gateway supports.',
    details: { kong: body },
  });
}

function flattenedErrors(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { entity_type: type, entity_name: name, errors } = entry as Record<string, unknown>;
    if (!Array.isArray(errors)) return [];
    const subject = [type, name].filter((part) => typeof part === 'string').join(' ');
    return errors.map(
      (error: { field?: string; message?: string }) =>
        `${subject} ${error.field ?? ''}: ${error.message ?? ''}`,
    );
  });
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
