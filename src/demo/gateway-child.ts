/** The embedded gateway as a child process: `ballast gateway` with a configuration file. */

import { connect } from 'node:net';
import { request } from 'undici';
import { startBallast, waitUntil, type Child } from './child.ts';
import { upstreamName } from './folklore.ts';
import { findFreePort } from './ports.ts';
import type { Topology } from './topology.ts';

export interface GatewayChild {
  readonly child: Child;
  readonly proxyUrl: string;
  readonly adminUrl: string;
}

/** A start on a busy machine takes some seconds, mostly for compiling. */
export const READY_TIMEOUT_MS = 60_000;
const ASK_TIMEOUT_MS = 1_000;

export interface GatewayPorts {
  readonly proxy: number;
  readonly admin: number;
}

export async function findGatewayPorts(): Promise<GatewayPorts> {
  return { proxy: await findFreePort(), admin: await findFreePort() };
}

/** Resolves when each service answers through it and it reports on each upstream. */
export async function startGatewayChild(options: {
  /** For messages. */
  readonly name: string;
  readonly config: string;
  readonly topology: Topology;
  /** Names of its upstreams, when they are others than folklore's. */
  readonly upstreams?: readonly string[];
  /** `null`: free ones. */
  readonly ports: GatewayPorts | null;
}): Promise<GatewayChild> {
  const { name, config, topology } = options;
  const upstreams =
    options.upstreams ?? topology.services.map((service) => upstreamName(service.name));
  const ports = options.ports ?? (await findGatewayPorts());
  const proxyUrl = `http://127.0.0.1:${ports.proxy}`;
  const adminUrl = `http://127.0.0.1:${ports.admin}`;
  const child = startBallast([
    'gateway',
    '--database=memory',
    `--config=${config}`,
    `--proxy=127.0.0.1:${ports.proxy}`,
    `--admin=127.0.0.1:${ports.admin}`,
    '--trusted-ips=127.0.0.0/8',
  ]);
  const isReady = async () => {
    for (const service of topology.services) {
      if ((await statusOf(`${proxyUrl}${service.path}/0`)) !== 200) return false;
    }
    for (const upstream of upstreams) {
      if ((await statusOf(`${adminUrl}/upstreams/${upstream}/health`)) !== 200) return false;
    }
    return true;
  };
  const what = `the gateway of ${name}`;
  try {
    await waitUntil({ what, child, isReady, timeoutMs: READY_TIMEOUT_MS });
    await warm(proxyUrl, topology);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { child, proxyUrl, adminUrl };
}

/**
 * Some requests before the traffic, so that its first second does not meet code that has not been
 * compiled: targets, gateway and client are all JavaScript, and their queues are short.
 */
async function warm(proxyUrl: string, { services }: Topology): Promise<void> {
  for (let round = 0; round < WARM_ROUNDS; round += 1) {
    const urls = services.flatMap(({ path }) => [`${proxyUrl}${path}/1`, `${proxyUrl}${path}/2`]);
    // What fails here is no result: the traffic will show it.
    await Promise.allSettled(urls.map(statusOf));
  }
}

const WARM_ROUNDS = 40;

/** Whether something accepts connections on this port of 127.0.0.1. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: ASK_TIMEOUT_MS });
    const answer = (isOpen: boolean) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
    socket.once('timeout', answer(false));
  });
}

async function statusOf(url: string): Promise<number> {
  const { statusCode, body } = await request(url, {
    headersTimeout: ASK_TIMEOUT_MS,
    bodyTimeout: ASK_TIMEOUT_MS,
  });
  await body.dump();
  return statusCode;
}
