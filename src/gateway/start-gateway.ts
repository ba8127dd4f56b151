/**
 * Starts an embedded gateway: proxy, Admin API and Status API on one node. For trying out, tests and
 * drills; not for production, and it says so.
 *
 * It listens on loopback only, unless `allowRemote`. Everything it opened is closed again when it
 * cannot start.
 */

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import type { FastifyInstance } from 'fastify';

import { seededRandom } from '../lib/random.ts';
import type { Clock, Logger } from '../model/ports.ts';
import { type ConfigState, createConfigState } from './admin/config-state.ts';
import type { AdminServerOptions } from './admin/server.ts';
import { createAdminServer } from './admin/server.ts';
import { createEntityStore, type EntityStore } from './entities/store.ts';
import { GatewayStartError } from './gateway-start-error.ts';
import { isLoopback, parseListen } from './listen-address.ts';
import type { ListenAddress } from './proxy/proxy-server.ts';
import { createGatewayNode, type GatewayNode } from './runtime/gateway-node.ts';
import { createLoopbackListeners } from './runtime/loopback-listeners.ts';
import { systemClock } from './runtime/system-clock.ts';
import { createStatusServer } from './status-server.ts';

export interface GatewayOptions {
  /** `host:port` of the proxy's listeners; port 0 takes any free one. Default `127.0.0.1:8000`. */
  readonly proxy?: string | readonly string[];
  /** Default `127.0.0.1:8001`. */
  readonly admin?: string;
  /** Default: none. */
  readonly status?: string | null;
  /** `memory` behaves as Kong with PostgreSQL does, `off` as Kong without a database. */
  readonly database?: 'memory' | 'off';
  /** Text of a declarative configuration to start with, in either mode. */
  readonly config?: string;
  /** Worker processes whose balancers are kept apart, 1–64; each connection belongs to one. */
  readonly workers?: number;
  /** Makes the balancers' choices repeatable. */
  readonly seed?: number;
  /** Kong's `trusted_ips`: addresses or CIDR blocks. Default: none. */
  readonly trustedIps?: readonly string[];
  /** Listeners that other machines can reach are refused without this. */
  readonly allowRemote?: boolean;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

export interface RunningGateway {
  readonly proxyPort: number;
  readonly adminPort: number;
  readonly statusPort: number | null;
  readonly proxyUrl: string;
  readonly adminUrl: string;
  readonly nodeId: string;
  /** To be shown to whoever started it. */
  readonly warning: string;
  /** Lets requests under way finish for a moment; safe to call twice. */
  close(): Promise<void>;
}

export const NOT_FOR_PRODUCTION =
  'This is Ballast’s embedded gateway, in the manner of Kong 3.9. Not for production.';

/** Kong's id of the default workspace differs per installation; this one is fixed. */
const WORKSPACE = { id: '9d6b1a3e-7a1c-5f0e-8f0b-3b0d6f5f2c11', name: 'default' };
const VERSION = '3.9.3';
const MAX_WORKERS = 64;

const SILENT: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function startGateway(options: GatewayOptions = {}): Promise<RunningGateway> {
  const logger = options.logger ?? SILENT;
  const clock = options.clock ?? systemClock();
  const listeners = listenersOf(options);
  const workers = Math.min(MAX_WORKERS, Math.max(1, Math.trunc(options.workers ?? 2)));
  const nowMs = () => clock.nowMs();
  const database = options.database ?? 'memory';
  const store = createEntityStore({ database, nowMs, uuid: randomUUID });
  const config = createConfigState({ store, nowMs, uuid: randomUUID });
  loadInitial(config, options.config);
  const nodeId = randomUUID();
  const seed = options.seed ?? Math.trunc(Math.random() * 2 ** 32);
  const random = seededRandom(seed);
  const workspace = WORKSPACE;
  const trustedIps = options.trustedIps ?? [];
  const node = createGatewayNode({
    store,
    trustedIps,
    nodeId,
    version: VERSION,
    workspace,
    workers,
    random,
    clock,
  });
  try {
    const parts = { node, store, config, nodeId, workers, trustedIps, listeners, logger };
    const running = await listenAll(parts);
    logger.warn(
      { proxyPort: running.proxyPort, adminPort: running.adminPort, seed },
      NOT_FOR_PRODUCTION,
    );
    return running;
  } catch (error) {
    await node.close();
    throw error;
  }
}

interface Listeners {
  readonly proxy: readonly ListenAddress[];
  readonly admin: ListenAddress;
  readonly status: ListenAddress | null;
}

interface Parts {
  readonly node: GatewayNode;
  readonly store: EntityStore;
  readonly config: ConfigState;
  readonly nodeId: string;
  readonly workers: number;
  readonly trustedIps: readonly string[];
  readonly listeners: Listeners;
  readonly logger: Logger;
}

async function listenAll(parts: Parts): Promise<RunningGateway> {
  const { node, listeners, logger, nodeId } = parts;
  const proxyListen: string[] = [];
  const adminListen: string[] = [];
  const proxyPorts: number[] = [];
  for (const address of listeners.proxy) {
    const { port } = await opened('proxy', address, () => node.listen(address));
    proxyPorts.push(port);
    proxyListen.push(`${address.host}:${port}`);
  }
  const loopback = createLoopbackListeners({
    store: parts.store,
    proxy: listeners.proxy.map(({ host }, index) => ({ host, port: proxyPorts[index] ?? 0 })),
    listen: (address) => node.listen(address),
    onOpened: ({ host, port }) => proxyListen.push(`${host}:${port}`),
    logger,
  });
  await loopback.settled();
  const adminOptions: AdminServerOptions = {
    store: parts.store,
    config: parts.config,
    runtime: node,
    node: {
      nodeId,
      hostname: hostname(),
      proxyListen,
      adminListen,
      trustedIps: parts.trustedIps,
      pid: process.pid,
      workers: parts.workers,
    },
    onError: (error) => logger.error({ error: String(error) }, 'the Admin API failed'),
  };
  const admin = createAdminServer(adminOptions);
  const status = listeners.status === null ? null : createStatusServer(adminOptions);
  await opened('admin', listeners.admin, () => admin.listen(listeners.admin));
  if (status !== null && listeners.status !== null) {
    const { status: address } = listeners;
    await opened('status', address, () => status.listen(address)).catch(async (error: unknown) => {
      await admin.close();
      throw error;
    });
  }
  const adminPort = portOf(admin);
  const proxyPort = proxyPorts[0] ?? 0;
  adminListen.push(`${listeners.admin.host}:${adminPort}`);
  let closing: Promise<void> | null = null;
  return {
    proxyPort,
    adminPort,
    statusPort: status === null ? null : portOf(status),
    proxyUrl: urlOf(listeners.proxy[0]?.host ?? '127.0.0.1', proxyPort),
    adminUrl: urlOf(listeners.admin.host, adminPort),
    nodeId,
    warning: NOT_FOR_PRODUCTION,
    close() {
      loopback.close();
      closing ??= Promise.all([admin.close(), status?.close(), node.close()]).then(() => undefined);
      return closing;
    },
  };
}

function listenersOf(options: GatewayOptions): Listeners {
  const read = (listener: 'proxy' | 'admin' | 'status', text: string): ListenAddress => {
    const address = parseListen(text);
    if (address === null) {
      const message = `"${text}" is no address to listen on; write it as 127.0.0.1:8000`;
      throw new GatewayStartError('invalid-address', message, listener);
    }
    if (options.allowRemote !== true && !isLoopback(address.host)) {
      const message = `${text} can be reached by other machines, and nobody is asked for a password; allow it explicitly or use 127.0.0.1`;
      throw new GatewayStartError('remote-refused', message, listener);
    }
    return address;
  };
  const proxy = options.proxy ?? '127.0.0.1:8000';
  const texts = typeof proxy === 'string' ? [proxy] : proxy;
  return {
    proxy: texts.map((text) => read('proxy', text)),
    admin: read('admin', options.admin ?? '127.0.0.1:8001'),
    status: options.status == null ? null : read('status', options.status),
  };
}

function loadInitial(config: ConfigState, text: string | undefined): void {
  if (text === undefined) return;
  const loaded = config.load({ kind: 'text', text }, { flattenErrors: true });
  if (loaded.ok) return;
  const message = `the configuration is not valid: ${JSON.stringify(loaded.error)}`;
  throw new GatewayStartError('invalid-config', message, null, loaded.error.body);
}

async function opened<T>(
  listener: 'proxy' | 'admin' | 'status',
  { host, port }: ListenAddress,
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const why =
      code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code})`;
    throw new GatewayStartError('listen-failed', `${host}:${port} ${why}`, listener);
  }
}

function portOf({ server }: FastifyInstance): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
