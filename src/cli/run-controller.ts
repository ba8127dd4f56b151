/** Wires the controller to the real world: Admin APIs, telemetry, state file, clock, logger. */

import { createController } from '../controller/controller.ts';
import { readMode } from '../controller/mode.ts';
import { createGatewayAdmin } from '../kong/index.ts';
import type { Strategy } from '../model/strategy.ts';
import { createTelemetry, ListenError, type RunningTelemetry } from '../telemetry/index.ts';
import { withCheckedLoopback } from './check-loopback.ts';
import type { CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { createHookRunner } from './hook-runner.ts';
import { createLogger } from './logger.ts';
import { openStateFile } from './state-file.ts';
import { processName, SYSTEM_CLOCK, systemRandom } from './system.ts';

/** Resolves when the context's signal has stopped everything; the weights stay as they are. */
export async function runController(
  context: CliContext,
  options: { strategy: Strategy; stateFile: string; json: boolean },
): Promise<void> {
  const { stateFile } = options;
  const { signal } = context;
  const logger = createLogger(context);
  const store = await openStateFile(stateFile);
  const admins = options.strategy.gateways.map((gateway) => ({
    name: gateway.name,
    ...createGatewayAdmin(gateway, { logger }),
  }));
  const nodesOf = (name: string) => admins.find((admin) => admin.name === name)?.nodes ?? [];
  const strategy = await withCheckedLoopback(options.strategy, { nodesOf, logger });
  const telemetry = createTelemetry({
    strategy,
    gateways: admins.map(({ name, admin }) => ({ name, admin })),
    clock: SYSTEM_CLOCK,
    random: systemRandom(),
    logger,
  });
  try {
    await startTelemetry(telemetry);
    const controller = createController({
      strategy,
      ports: {
        kong: Object.fromEntries(admins.map(({ name, admin }) => [name, admin])),
        telemetry,
        store,
        clock: SYSTEM_CLOCK,
        logger,
        hooks: createHookRunner(),
      },
      holder: processName(),
    });
    const { mode, by } = await readMode(store, strategy.mode);
    const ready = { strategy: strategy.name, mode, by, logUrl: telemetry.logUrl, stateFile };
    if (options.json) context.print(`${JSON.stringify({ ready })}\n`);
    context.note(
      `ready: ${ready.strategy}, mode ${mode} (by ${by}), Kong's log at ${ready.logUrl ?? '–'}, ` +
        `state in ${stateFile}. Ctrl-C stops; the weights stay as they are.`,
    );
    await controller.run(signal);
  } finally {
    await telemetry.stop();
    await Promise.all(admins.map((admin) => admin.close()));
    await store.close();
  }
}

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
