/**
 * Everything together, as a user runs it: demo backends, `ballast generate`, `ballast gateway` and
 * `ballast run` as processes of their own, real sockets on loopback. Between controller and Admin
 * API stands a tap that sees every write.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBallast, waitUntil, type Child } from '../../../src/demo/child.ts';
import { isListening } from '../../../src/demo/gateway-child.ts';
import { findFreePort } from '../../../src/demo/ports.ts';
import { createAdminClient } from '../../../src/kong/index.ts';
import { runBallast, temporaryFolder, type Finished } from '../../support/run-ballast.ts';
import { startAdminTap, type AdminTap } from './admin-tap.ts';
import { openJournal, type Journal } from './journal.ts';
import { createKongWeights, type KongWeights } from './kong-weights.ts';
import { startRegions, type Regions } from './regions.ts';
import { strategyText, type StrategySettings } from './strategy-text.ts';

export interface Stage {
  readonly proxyUrl: string;
  /** Text of `ballast.yaml`. */
  readonly strategy: string;
  readonly regions: Regions;
  /** As in Kong's database. */
  readonly kong: KongWeights;
  readonly journal: Journal;
  readonly tap: AdminTap;
  /** Resolves when it receives logs and has ticked. */
  startController(...args: string[]): Promise<Child>;
  /** What controllers are started with as `--state`. */
  readonly state: string;
  /** Where the strategy, the configuration and, unless told otherwise, the state file are. */
  readonly folder: string;
  /** `ballast ARGS…` in the stage's folder, where the state file is `state.sqlite`. */
  ballast(...args: string[]): Promise<Finished>;
  close(): Promise<void>;
}

export interface StageOptions extends StrategySettings {
  /** Changes the generated configuration before the gateway reads it. */
  readonly editConfig?: (text: string) => string;
  /** Instead of a file in the stage's folder. */
  readonly state?: string | null;
}

const READY_TIMEOUT_MS = 30_000;

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    return { ...(await build(options, (closer) => closers.push(closer))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type OnClose = (closer: () => Promise<unknown>) => void;

async function build(options: StageOptions, onClose: OnClose): Promise<Omit<Stage, 'close'>> {
  const temporary = await temporaryFolder();
  onClose(() => temporary.remove());
  const folder = temporary.path;
  const regions = await startRegions();
  onClose(() => regions.close());
  const ports = { proxy: await findFreePort(), admin: await findFreePort() };
  const logsPort = await findFreePort();
  const proxyUrl = `http://127.0.0.1:${ports.proxy}`;
  const tap = await startAdminTap(ports.admin);
  onClose(() => tap.close());
  const logsListen = `127.0.0.1:${logsPort}`;
  const text = strategyText({ adminUrl: tap.url, proxyUrl, logsListen, regions }, options);
  await writeFile(join(folder, 'ballast.yaml'), text);
  const config = await generateConfig(folder, options.editConfig);
  onClose(await startGateway({ config, ports }));
  const client = createAdminClient({ baseUrls: [`http://127.0.0.1:${ports.admin}`] });
  onClose(() => client.close());
  const state = options.state ?? join(folder, 'state.sqlite');
  const journal = openJournal(state);
  onClose(() => journal.close());
  const startController = async (...args: string[]) => {
    const child = await startControllerIn(folder, { args, state, journal, logsPort });
    onClose(() => child.stop());
    return child;
  };
  return {
    proxyUrl,
    folder,
    state,
    strategy: text,
    regions,
    kong: createKongWeights(client, { regions, layout: options.layout }),
    journal,
    tap,
    startController,
    ballast: (...args) => runBallast(args, { cwd: folder }),
  };
}

/** `ballast generate` as a user runs it; resolves to the file for the gateway. */
async function generateConfig(
  folder: string,
  edit: (text: string) => string = (text) => text,
): Promise<string> {
  const args = ['generate', '--dbless', '--stdout'];
  const { code, stdout, stderr } = await runBallast(args, { cwd: folder });
  if (code !== 0) throw new Error(`generate ended with ${code}: ${stderr}`);
  const file = join(folder, 'kong.yaml');
  await writeFile(file, edit(stdout));
  return file;
}

/** Resolves when it proxies; the value ends it. */
async function startGateway(options: {
  readonly config: string;
  readonly ports: { readonly proxy: number; readonly admin: number };
}): Promise<() => Promise<void>> {
  const { config, ports } = options;
  const child = startBallast([
    'gateway',
    `--config=${config}`,
    `--proxy=127.0.0.1:${ports.proxy}`,
    `--admin=127.0.0.1:${ports.admin}`,
  ]);
  const isReady = async () => {
    const url = `http://127.0.0.1:${ports.proxy}/products/0`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  };
  try {
    await waitUntil({ what: 'the gateway', child, isReady, timeoutMs: READY_TIMEOUT_MS });
  } catch (error) {
    await child.stop();
    throw error;
  }
  return () => child.stop();
}

async function startControllerIn(
  folder: string,
  options: {
    readonly args: readonly string[];
    readonly state: string;
    readonly journal: Journal;
    readonly logsPort: number;
  },
): Promise<Child> {
  const { args, state, journal, logsPort } = options;
  const strategy = join(folder, 'ballast.yaml');
  const calledAtMs = Date.now();
  const child = startBallast(['-s', strategy, 'run', '--state', state, ...args]);
  const isReady = async () => {
    const startedAtMs = (await journal.snapshot())?.startedAtMs ?? 0;
    return startedAtMs >= calledAtMs && (await isListening(logsPort));
  };
  try {
    await waitUntil({ what: 'the controller', child, isReady, timeoutMs: READY_TIMEOUT_MS });
  } catch (error) {
    await child.stop();
    throw error;
  }
  return child;
}
