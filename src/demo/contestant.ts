/**
 * One side of the comparison: its own targets, its own gateway (the real `ballast gateway` as a
 * child process) and, for `ballast`, its own controller (the real `ballast run`). The sides share
 * nothing but seeds and times, so that what differs is the configuration and who runs it.
 */

import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { request } from 'undici';
import { mergeForDbless, renderKongConfig } from '../generate/kong-config.ts';
import { assert } from '../lib/assert.ts';
import { parseStrategy } from '../strategy/parse-strategy.ts';
import { startBallast, waitUntil, type Child } from './child.ts';
import { DEMO_GATEWAY, renderDemoStrategy } from './demo-strategy.ts';
import { folkloreConfig, upstreamName } from './folklore.ts';
import { findFreePort } from './ports.ts';
import type { Topology } from './topology.ts';
import { backendsOf, startWorld, type World } from './world.ts';

export const CONTESTANT_NAMES = ['folklore', 'generated', 'ballast'] as const;

export type ContestantName = (typeof CONTESTANT_NAMES)[number];

export const CONTESTANT_TITLES: Readonly<Record<ContestantName, string>> = {
  folklore: 'Kong as folklore configures it',
  generated: 'Ballast’s configuration, controller off',
  ballast: 'designed and run by Ballast',
};

export interface Contestant {
  readonly name: ContestantName;
  readonly world: World;
  readonly proxyUrl: string;
  readonly adminUrl: string;
  /** Where the controller keeps its state and journal; `null` without one. */
  readonly stateFile: string | null;
  readonly gateway: Child;
  readonly controller: Child | null;
  close(): Promise<void>;
}

export interface ContestantOptions {
  readonly name: ContestantName;
  readonly topology: Topology;
  readonly seed: number;
  readonly ratePerSecond: number;
  /** A folder of this run, removed by the caller. */
  readonly directory: string;
  /** Fixed ports, for people who want to look at them; free ones without. */
  readonly ports?: { readonly proxy: number; readonly admin: number };
}

/** A start on a busy machine takes some seconds, mostly for compiling. */
const READY_TIMEOUT_MS = 30_000;
const ASK_TIMEOUT_MS = 1_000;

export async function startContestant(options: ContestantOptions): Promise<Contestant> {
  const world = await startWorld(options);
  const children: Child[] = [];
  const close = async () => {
    await Promise.all(children.map((child) => child.stop()));
    await world.close();
  };
  try {
    const addresses = await addressesOf(options);
    const files = await writeFiles(options, { world, addresses });
    const gateway = startBallast(gatewayArgs(files.config, addresses));
    children.push(gateway);
    await waitForGateway(gateway, { options, addresses });
    const controller = options.name === 'ballast' ? startController(files) : null;
    if (controller !== null) {
      children.push(controller);
      await waitForController(controller, addresses);
    }
    return {
      name: options.name,
      world,
      proxyUrl: addresses.proxyUrl,
      adminUrl: addresses.adminUrl,
      stateFile: controller === null ? null : files.state,
      gateway,
      controller,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Addresses {
  readonly proxyPort: number;
  readonly adminPort: number;
  readonly logsPort: number;
  readonly proxyUrl: string;
  readonly adminUrl: string;
}

async function addressesOf({ ports }: ContestantOptions): Promise<Addresses> {
  const proxyPort = ports?.proxy ?? (await findFreePort());
  const adminPort = ports?.admin ?? (await findFreePort());
  return {
    proxyPort,
    adminPort,
    logsPort: await findFreePort(),
    proxyUrl: `http://127.0.0.1:${proxyPort}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
  };
}

interface Files {
  readonly config: string;
  readonly strategy: string;
  readonly state: string;
}

async function writeFiles(
  { name, topology, directory }: ContestantOptions,
  { world, addresses }: { world: World; addresses: Addresses },
): Promise<Files> {
  const files = {
    config: join(directory, `${name}.kong.yaml`),
    strategy: join(directory, `${name}.ballast.yaml`),
    state: join(directory, `${name}.state.sqlite`),
  };
  if (name === 'folklore') {
    await writeJson(files.config, folkloreConfig(topology, world.backends));
    return files;
  }
  const text = strategyText(world, addresses);
  await writeFile(files.strategy, text);
  await writeJson(files.config, generatedConfig(text));
  return files;
}

/** JSON is YAML, and the gateway reads both. */
function writeJson(file: string, value: unknown): Promise<void> {
  return writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

function strategyText({ topology, backends }: World, addresses: Addresses): string {
  return renderDemoStrategy({
    topology,
    hostsOf: (place) => backendsOf(backends, place).map(({ address }) => address),
    capacityRpsOf: (service) =>
      backends.find((backend) => backend.service === service)?.capacityRps ?? 0,
    adminUrl: addresses.adminUrl,
    proxyUrl: addresses.proxyUrl,
    logsListen: `127.0.0.1:${addresses.logsPort}`,
  });
}

function generatedConfig(text: string): object {
  const { strategy, problems } = parseStrategy(text);
  assert(strategy !== null, `the demo's own strategy is valid: ${JSON.stringify(problems)}`);
  const gateway = strategy.gateways.find(({ name }) => name === DEMO_GATEWAY);
  assert(gateway !== undefined, 'the demo has its gateway');
  return mergeForDbless(renderKongConfig(strategy, gateway));
}

function gatewayArgs(config: string, { proxyPort, adminPort }: Addresses): string[] {
  return [
    'gateway',
    ...['--database', 'memory', '--config', config],
    ...['--proxy', `127.0.0.1:${proxyPort}`, '--admin', `127.0.0.1:${adminPort}`],
  ];
}

function startController({ strategy, state }: Files): Child {
  return startBallast(['--strategy', strategy, 'run', '--mode', 'act', '--state', state]);
}

/** Ready when each service answers through it, and it reports health for each target. */
async function waitForGateway(
  child: Child,
  { options, addresses }: { options: ContestantOptions; addresses: Addresses },
): Promise<void> {
  const { name, topology } = options;
  const isReady = async () => {
    for (const service of topology.services) {
      if ((await statusOf(`${addresses.proxyUrl}${service.path}/0`)) !== 200) return false;
      const health = `${addresses.adminUrl}/upstreams/${upstreamName(service.name)}/health`;
      if ((await statusOf(health)) !== 200) return false;
    }
    return true;
  };
  await waitUntil({ what: `the gateway of ${name}`, child, isReady, timeoutMs: READY_TIMEOUT_MS });
}

async function waitForController(child: Child, { logsPort }: Addresses): Promise<void> {
  const isReady = () => isListening(logsPort);
  await waitUntil({ what: 'the controller', child, isReady, timeoutMs: READY_TIMEOUT_MS });
}

async function statusOf(url: string): Promise<number> {
  const { statusCode, body } = await request(url, {
    headersTimeout: ASK_TIMEOUT_MS,
    bodyTimeout: ASK_TIMEOUT_MS,
  });
  await body.dump();
  return statusCode;
}

function isListening(port: number): Promise<boolean> {
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
