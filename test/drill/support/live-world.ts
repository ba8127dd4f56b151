/**
 * Regions, gateway, controller and driller on real sockets, all in this process: the commands are the
 * real ones, but starting five processes would cost more than all the drills together. Where something
 * is to be killed, use `test/system/support/stage.ts`.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pico from 'picocolors';
import { startDrills } from '../../../src/cli/drill/start-drills.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { SYSTEM_CLOCK } from '../../../src/cli/system.ts';
import { createController } from '../../../src/controller/controller.ts';
import { findFreePort } from '../../../src/demo/ports.ts';
import { type RunningGateway, startGateway } from '../../../src/gateway/index.ts';
import {
  type AdminClient,
  createAdminClient,
  createGatewayAdmin,
} from '../../../src/kong/index.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { type ActiveDrill, DRILL_SETTING, readActiveDrill } from '../../../src/model/drill.ts';
import type { DrillReport } from '../../../src/model/drill-report.ts';
import type { KeptStore } from '../../../src/model/history.ts';
import { createSqliteStore } from '../../../src/store/sqlite-store.ts';
import { parseStrategy } from '../../../src/strategy/index.ts';
import { createTelemetry } from '../../../src/telemetry/index.ts';
import { type Finished, temporaryFolder } from '../../support/run-ballast.ts';
import { silentLogger } from '../../telemetry/fixtures.ts';
import { type AdminTap, startAdminTap } from '../../system/support/admin-tap.ts';
import { createKongWeights, type KongWeights } from '../../system/support/kong-weights.ts';
import { type Regions, startRegions } from '../../system/support/regions.ts';
import { strategyText, type StrategySettings } from '../../system/support/strategy-text.ts';
import { startTraffic, type Traffic } from '../../system/support/traffic.ts';
import { waitFor } from '../../system/support/wait.ts';

export interface LiveWorld {
  readonly folder: string;
  readonly proxyUrl: string;
  readonly regions: Regions;
  /** Past the tap. */
  readonly admin: AdminClient;
  /** Between controller and driller on one side and the Admin API on the other. */
  readonly tap: AdminTap;
  readonly kong: KongWeights;
  readonly store: KeptStore;
  readonly traffic: Traffic;
  /** `ballast -s … ARGS…`; `--state` is added. */
  ballast(...args: string[]): Promise<Finished>;
  /** Holds the drill of this text, and does something once its fault is in. */
  drill(text: string, during?: () => Promise<unknown>): Promise<DrillReport>;
  close(): Promise<void>;
}

export interface LiveOptions extends StrategySettings {
  readonly ratePerSecond?: number;
  /** Where the gateway reaches a region's targets, when that is not where they are. */
  readonly reachedAt?: (regions: Regions) => Promise<Pick<Regions, 'addressesOf'>>;
}

const CALM = 'adapt: { latency: off, load: off }';
const QUICK = { hold: '1s', minDwell: '1s', steps: '50%, 100%' };

export async function startLiveWorld(options: LiveOptions = {}): Promise<LiveWorld> {
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

async function build(
  options: LiveOptions,
  onClose: (closer: () => Promise<unknown>) => void,
): Promise<Omit<LiveWorld, 'close'>> {
  const temporary = await temporaryFolder();
  onClose(() => temporary.remove());
  const folder = temporary.path;
  const regions = await startRegions();
  onClose(() => regions.close());
  const reached = (await options.reachedAt?.(regions)) ?? regions;
  const ports = { proxy: await findFreePort(), admin: await findFreePort() };
  const adminUrl = `http://127.0.0.1:${ports.admin}`;
  const proxyUrl = `http://127.0.0.1:${ports.proxy}`;
  const logsListen = `127.0.0.1:${await findFreePort()}`;
  const tap = await startAdminTap(ports.admin);
  onClose(() => tap.close());
  const places = { adminUrl: tap.url, proxyUrl, logsListen, regions: reached };
  const files = { strategy: join(folder, 'ballast.yaml'), state: join(folder, 'state.sqlite') };
  const text = strategyText(places, { ...QUICK, ...options });
  // A machine that stalls makes every target slow; what is tested here is not that.
  await writeFile(files.strategy, text.replace('    client:', `    ${CALM}\n    client:`));
  const never = new AbortController().signal;
  const generated = await run(['-s', files.strategy, 'generate', '--dbless', '--stdout'], never);
  const gateway = await startGatewayWith(generated.stdout, ports);
  onClose(() => gateway.close());
  const admin = createAdminClient({ baseUrls: [adminUrl] });
  onClose(() => admin.close());
  const store = await createSqliteStore({ file: files.state });
  onClose(() => store.close());
  onClose(await startController(await readFile(files.strategy, 'utf8'), store));
  const traffic = startTraffic({ proxyUrl, ratePerSecond: options.ratePerSecond ?? 20 });
  onClose(() => traffic.abandon());
  const ballast = (...args: string[]) =>
    run(['-s', files.strategy, ...args, '--state', files.state], never);
  return {
    folder,
    proxyUrl,
    regions,
    admin,
    tap,
    kong: createKongWeights(admin, { regions, layout: options.layout }),
    store,
    traffic,
    ballast,
    async drill(text, during) {
      await isQuiet(store);
      const file = join(folder, 'drill.yaml');
      await writeFile(file, text);
      const held = ballast('drill', 'run', file, '--json');
      if (during !== undefined) {
        await faultIsIn(store);
        await during();
      }
      const { stdout, stderr } = await held;
      const report = JSON.parse(stdout) as DrillReport;
      if (report.verdict === undefined) throw new Error(`${stdout}\n${stderr}`);
      return report;
    },
  };
}

function startGatewayWith(
  config: string,
  ports: { readonly proxy: number; readonly admin: number },
): Promise<RunningGateway> {
  return startGateway({
    config,
    proxy: `127.0.0.1:${ports.proxy}`,
    admin: `127.0.0.1:${ports.admin}`,
    trustedIps: ['127.0.0.0/8'],
    seed: 1,
  });
}

async function run(args: readonly string[], signal: AbortSignal): Promise<Finished> {
  let [stdout, stderr] = ['', ''];
  let exitCode: 0 | 1 = 0;
  const code = await runCli(args, {
    print: (text) => void (stdout += text),
    note: (text) => void (stderr += `${text}\n`),
    env: {},
    colors: pico.createColors(false),
    interactive: false,
    signal,
    setExitCode: (set) => void (exitCode = set),
  });
  return { code: code ?? exitCode, stdout, stderr };
}

/** As `ballast run` wires it, without its log and its listeners; resolves to what ends it. */
async function startController(text: string, store: KeptStore): Promise<() => Promise<void>> {
  const { strategy } = parseStrategy(text);
  if (strategy === null) throw new Error('the strategy is valid');
  const opened = strategy.gateways.map((gateway) => ({
    name: gateway.name,
    ...createGatewayAdmin(gateway, { logger: silentLogger }),
  }));
  const telemetry = createTelemetry({
    strategy,
    gateways: opened.map(({ name, admin }) => ({ name, admin })),
    clock: SYSTEM_CLOCK,
    random: seededRandom(1),
    logger: silentLogger,
  });
  await telemetry.start();
  const controller = createController({
    strategy,
    ports: {
      kong: Object.fromEntries(opened.map(({ name, admin }) => [name, admin])),
      telemetry,
      store,
      clock: SYSTEM_CLOCK,
      logger: silentLogger,
    },
    holder: 'controller',
  });
  const stop = new AbortController();
  const { signal } = stop;
  const drills = startDrills({ strategy, store, logger: silentLogger, folder: null, signal });
  const running = controller.run(drills.over);
  return async () => {
    stop.abort();
    await running;
    await drills.close();
    await telemetry.stop();
    await Promise.all(opened.map((one) => one.close()));
  };
}

/** A busy machine is no failure. */
const QUIET_MS = 45_000;

/** Every witness is content, and requests come. */
export function isQuiet(store: KeptStore): Promise<unknown> {
  return waitFor(
    'quiet',
    async () => {
      const snapshot = await store.readSnapshot();
      if (snapshot === null || snapshot.atMs < Date.now() - 2_500) return false;
      return snapshot.upstreams.every(
        ({ regions, demandRps }) =>
          (demandRps ?? 0) > 1 &&
          regions.every(
            ({ phase, targets }) =>
              phase === 'healthy' &&
              targets.every(({ kong, probe }) => kong === 'up' && probe === 'good'),
          ),
      );
    },
    { timeoutMs: QUIET_MS },
  );
}

/** For some seconds after its start the law relies on no region: no lever is obeyed then. */
export function knowsRegions(store: KeptStore): Promise<unknown> {
  return waitFor('known regions', async () => {
    const snapshot = await store.readSnapshot();
    return snapshot !== null && snapshot.atMs - snapshot.startedAtMs > KNOWN_MS;
  });
}

const KNOWN_MS = 7_000;

export async function activeDrill(store: KeptStore): Promise<ActiveDrill | null> {
  return readActiveDrill(await store.readSetting(DRILL_SETTING));
}

/** The phase is written before the fault is injected; the first second in it comes after. */
export function faultIsIn(store: KeptStore): Promise<ActiveDrill> {
  return waitFor(
    'the fault',
    async () => {
      const active = await activeDrill(store);
      const { faultAtMs = null, progress = null } = active ?? {};
      const isIn = faultAtMs !== null && progress !== null && progress.atMs > faultAtMs;
      return active?.phase === 'fault' && isIn ? active : null;
    },
    { timeoutMs: QUIET_MS },
  );
}
