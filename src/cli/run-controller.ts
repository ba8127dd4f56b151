/** Wires the controller to the real world: Admin APIs, telemetry, state file, clock, logger. */

import { createMetrics } from '../api/metrics/metrics.ts';
import { createController } from '../controller/controller.ts';
import { readMode } from '../controller/mode.ts';
import { createGatewayAdmin } from '../kong/index.ts';
import { meterAll } from '../model/loop-meter.ts';
import { tapAll } from '../model/observation.ts';
import type { Logger } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { createHistoryRecorder } from '../store/history-recorder.ts';
import { createTelemetry, ListenError, type RunningTelemetry } from '../telemetry/index.ts';
import { withCheckedLoopback } from './check-loopback.ts';
import type { CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { startDrills } from './drill/start-drills.ts';
import { createHookRunner } from './hook-runner.ts';
import { createLogger } from './logger.ts';
import { type ListenerSettings, openListeners, type RunListeners } from './run-listeners.ts';
import { readProcess } from './serve-metrics.ts';
import { startNotifier } from './start-notifier.ts';
import { awaitState, shownState } from './state-file.ts';
import { processName, SYSTEM_CLOCK, systemRandom } from './system.ts';
import { VERSION } from './version.ts';

export interface RunControllerOptions extends ListenerSettings {
  readonly strategy: Strategy;
  readonly stateFile: string;
  /** With drills of the user's; `null` for none. */
  readonly drillsFolder: string | null;
  readonly json: boolean;
}

/** Resolves when the context's signal has stopped everything; the weights stay as they are. */
export async function runController(
  context: CliContext,
  options: RunControllerOptions,
): Promise<void> {
  const { stateFile, drillsFolder: folder } = options;
  const { signal } = context;
  const clock = SYSTEM_CLOCK;
  const logger = createLogger(context);
  const store = await awaitState(stateFile, { logger, signal });
  const admins = openAdmins(options.strategy, logger);
  const nodesOf = (name: string) => admins.find((admin) => admin.name === name)?.nodes ?? [];
  const strategy = await withCheckedLoopback(options.strategy, { nodesOf, logger });
  const metrics = createMetrics({ strategy, version: VERSION, clock, readProcess });
  const notifier = startNotifier({ strategy, store, logger });
  const recorder = createHistoryRecorder({ strategy, store, clock, logger });
  const measured = admins.map(({ name, admin }) => ({
    name,
    admin: metrics.measuredKong(name, admin),
  }));
  const telemetry = createTelemetry({
    strategy,
    gateways: measured,
    clock,
    random: systemRandom(),
    logger,
    tap: tapAll([metrics.tap, recorder.tap]),
  });
  const drills = startDrills({ strategy, store, logger, folder, signal });
  const notifications = () => notifier.counts();
  const counts = () => telemetry.counters();
  const served = { strategy, metrics, counts, notifications, store, clock, logger };
  let listeners: RunListeners | null = null;
  try {
    await startTelemetry(telemetry);
    listeners = await openListeners(options, { ...served, driller: drills.driller });
    const controller = createController({
      strategy,
      ports: {
        kong: Object.fromEntries(measured.map(({ name, admin }) => [name, admin])),
        telemetry: metrics.measuredTelemetry(telemetry),
        store: notifier.listening(metrics.measuredStore(store)),
        clock,
        logger,
        hooks: createHookRunner(),
        meter: meterAll([metrics.meter, recorder.meter, notifier.meter]),
      },
      holder: processName(),
    });
    tellReady(context, {
      json: options.json,
      strategy: strategy.name,
      ...(await readMode(store, strategy.mode)),
      logUrl: telemetry.logUrl,
      metricsUrl: listeners.metricsUrl,
      apiUrl: listeners.apiUrl,
      stateFile: shownState(stateFile),
    });
    await controller.run(drills.over);
  } finally {
    await drills.close();
    await listeners?.close();
    await telemetry.stop();
    await Promise.all([recorder.flush(), notifier.stop(), ...admins.map((one) => one.close())]);
    await store.close();
  }
}

function openAdmins({ gateways }: Strategy, logger: Logger) {
  return gateways.map((gateway) => ({
    name: gateway.name,
    ...createGatewayAdmin(gateway, { logger }),
  }));
}

function tellReady(
  context: CliContext,
  { json, ...ready }: Readonly<Record<ReadyWord, string | null>> & { readonly json: boolean },
): void {
  const { strategy, mode, by, logUrl, metricsUrl, apiUrl, stateFile } = ready;
  if (json) context.print(`${JSON.stringify({ ready })}\n`);
  context.note(
    `ready: ${strategy}, mode ${mode} (by ${by}), Kong's log at ${logUrl ?? '–'}, ` +
      `metrics at ${metricsUrl ?? '–'}, dashboard at ${apiUrl ?? '–'}, state in ${stateFile}. ` +
      'Ctrl-C stops; the weights stay as they are.',
  );
}

type ReadyWord = 'strategy' | 'mode' | 'by' | 'logUrl' | 'metricsUrl' | 'apiUrl' | 'stateFile';

async function startTelemetry(telemetry: RunningTelemetry): Promise<void> {
  try {
    await telemetry.start();
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    throw new CliFailure(error.message, {
      exitCode: 1,
      fix: `${error.hint} The strategy file and Kong's http-log must agree: generate again.`,
      cause: error,
    });
  }
}
