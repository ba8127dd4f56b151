/**
 * One side of the comparison: its own targets, its own gateway (the real `ballast gateway` as a
 * child process) and, for `ballast`, its own controller (the real `ballast run`). The sides share
 * nothing but seeds and times, so that what differs is the configuration and who runs it.
 */

import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mergeForDbless, renderKongConfig } from '../generate/kong-config.ts';
import { assert } from '../lib/assert.ts';
import { layoutOf } from '../model/layout.ts';
import type { ServiceLayout } from '../model/layout-shape.ts';
import type { Gateway, Strategy } from '../model/strategy.ts';
import { parseStrategy } from '../strategy/parse-strategy.ts';
import type { ContestantName } from './contestant-names.ts';
import { startBallast, waitUntil, type Child } from './child.ts';
import { type Balancing, DEMO_GATEWAY, renderDemoStrategy } from './demo-strategy.ts';
import { folkloreConfig } from './folklore.ts';
import {
  READY_TIMEOUT_MS,
  findGatewayPorts,
  isListening,
  startGatewayChild,
  type GatewayPorts,
} from './gateway-child.ts';
import { hasLoopbackAddresses } from './loopback.ts';
import { findFreePort } from './ports.ts';
import type { Topology } from './topology.ts';
import { backendsOf, startWorld, type World } from './world.ts';

export interface Contestant {
  readonly name: ContestantName;
  readonly world: World;
  readonly proxyUrl: string;
  readonly adminUrl: string;
  /** Where the controller keeps its state and journal; `null` without one. */
  readonly stateFile: string | null;
  /** The controller's API and dashboard, open to everybody on this machine; `null` without one. */
  readonly dashboardUrl: string | null;
  /** How its services are built, in the order of the topology. */
  readonly layouts: readonly ServiceLayout[];
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
  readonly ports?: GatewayPorts;
  readonly balancing?: Balancing;
}

export async function startContestant(options: ContestantOptions): Promise<Contestant> {
  const { name, topology } = options;
  const world = await startWorld(options);
  const children: Child[] = [];
  const close = async () => {
    await Promise.all(children.map((child) => child.stop()));
    await world.close();
  };
  try {
    const ports = options.ports ?? (await findGatewayPorts());
    const logsPort = await findFreePort();
    const hasLoopback = await hasLoopbackAddresses();
    const place = { world, ports, logsPort, hasLoopback, balancing: options.balancing };
    const files = await writeFiles(options, place);
    const layouts = layoutsOf(strategyOf(place), name);
    const upstreams = layouts.flatMap((layout) => layout.upstreams.map((one) => one.upstream));
    const { config } = files;
    const gateway = await startGatewayChild({ name, config, topology, upstreams, ports });
    children.push(gateway.child);
    const apiPort = name === 'ballast' ? await findFreePort() : null;
    const controller = apiPort === null ? null : startController(files, apiPort);
    if (controller !== null) {
      children.push(controller);
      await waitForController(controller, logsPort);
    }
    return {
      name,
      world,
      proxyUrl: gateway.proxyUrl,
      adminUrl: gateway.adminUrl,
      stateFile: controller === null ? null : files.state,
      dashboardUrl: apiPort === null ? null : `http://127.0.0.1:${apiPort}/`,
      layouts,
      gateway: gateway.child,
      controller,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where this contestant's processes listen. */
interface Place {
  readonly world: World;
  readonly ports: GatewayPorts;
  readonly logsPort: number;
  readonly hasLoopback: boolean;
  readonly balancing: Balancing | undefined;
}

interface Files {
  readonly config: string;
  readonly strategy: string;
  readonly state: string;
}

async function writeFiles(
  { name, topology, directory }: ContestantOptions,
  place: Place,
): Promise<Files> {
  const files = {
    config: join(directory, `${name}.kong.yaml`),
    strategy: join(directory, `${name}.ballast.yaml`),
    state: join(directory, `${name}.state.sqlite`),
  };
  if (name === 'folklore') {
    await writeJson(files.config, folkloreConfig(topology, place.world.backends));
    return files;
  }
  const text = strategyText(place);
  await writeFile(files.strategy, text);
  await writeJson(files.config, generatedConfig(strategyOf(place)));
  return files;
}

/** JSON is YAML, and the gateway reads both. */
function writeJson(file: string, value: unknown): Promise<void> {
  return writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

function strategyText({ world, ports, logsPort, hasLoopback, balancing }: Place): string {
  const { topology, backends } = world;
  return renderDemoStrategy({
    topology,
    hostsOf: (place) => backendsOf(backends, place).map(({ address }) => address),
    capacityRpsOf: (service) =>
      backends.find((backend) => backend.service === service)?.capacityRps ?? 0,
    adminUrl: `http://127.0.0.1:${ports.admin}`,
    proxyUrl: `http://127.0.0.1:${ports.proxy}`,
    hasLoopback,
    ...(balancing === undefined ? {} : { balancing }),
    logsListen: `127.0.0.1:${logsPort}`,
  });
}

function strategyOf(place: Place): Strategy {
  const { strategy, problems } = parseStrategy(strategyText(place));
  assert(strategy !== null, `the demo's own strategy is valid: ${JSON.stringify(problems)}`);
  return strategy;
}

/** Folklore knows one upstream per service. */
function layoutsOf(strategy: Strategy, name: ContestantName): readonly ServiceLayout[] {
  const layout = name === 'folklore' ? 'flat' : strategy.layout;
  const gateway = gatewayOf(strategy);
  return strategy.services.map((service) =>
    layoutOf({ strategy: { ...strategy, layout }, gateway, service }),
  );
}

function generatedConfig(strategy: Strategy): object {
  const hopKey = randomBytes(16).toString('hex');
  return mergeForDbless(renderKongConfig(strategy, gatewayOf(strategy), { hopKey }));
}

function gatewayOf(strategy: Strategy): Gateway {
  const gateway = strategy.gateways.find(({ name }) => name === DEMO_GATEWAY);
  assert(gateway !== undefined, 'the demo has its gateway');
  return gateway;
}

/** No token: whoever is on this machine may break the demo anyway. Its metrics are at the API too. */
function startController({ strategy, state }: Files, apiPort: number): Child {
  const run = ['run', '--mode', 'act', '--state', state, '--no-metrics'];
  const api = ['--api', `127.0.0.1:${apiPort}`, '--insecure-loopback'];
  return startBallast(['--strategy', strategy, ...run, ...api]);
}

async function waitForController(child: Child, logsPort: number): Promise<void> {
  const isReady = () => isListening(logsPort);
  await waitUntil({ what: 'the controller', child, isReady, timeoutMs: READY_TIMEOUT_MS });
}
