/**
 * Holds drills in the background of the process that serves the API. One at a time: the store sees to
 * that, for all processes. Closing it ends the drill that it holds, restores, and keeps the report.
 */

import type { Logger } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import type { Driller } from '../operations/driller.ts';
import { type OperationError, operationError } from '../operations/operation-error.ts';
import { sayOperation } from '../operations/speech.ts';
import { libraryEntries } from './library-entries.ts';
import type { DrillLibrary } from './library.ts';
import { planDrill } from './plan-drill.ts';
import { requestedDrill } from './requested-drill.ts';
import { type BegunDrill, beginDrill } from './run-drill.ts';
import type { DrillerPorts, DrillOptions } from './running.ts';

export interface DrillerOptions {
  readonly strategy: Strategy;
  readonly library: DrillLibrary;
  /** Name of this process. */
  readonly holder: string;
  readonly ballastVersion: string;
  readonly logger: Logger;
}

export interface BackgroundDriller extends Driller {
  /** Begins nothing more; resolves when what it holds is over, restored and reported. */
  close(): Promise<void>;
}

export function createDriller(options: DrillerOptions, ports: DrillerPorts): BackgroundDriller {
  const { strategy, library, holder, ballastVersion, logger } = options;
  const stop = new AbortController();
  const held = new Set<Promise<void>>();

  /** Until it is over; what begins while this closes ends at once, without a fault. */
  function keep(begun: Promise<BegunDrill>): void {
    const over = watch(begun, logger).finally(() => held.delete(over));
    held.add(over);
  }

  return {
    library: async () => libraryEntries(await library.list(), ports.clock.nowMs()),
    async plan(request, by) {
      const drill = await requestedDrill(request, by, { strategy, library });
      return await planDrill({ drill, strategy, by: by.name, isServed: true }, ports);
    },
    async start(request, by) {
      const drill = await requestedDrill(request, by, { strategy, library });
      if (stop.signal.aborted) throw stopping();
      const run: DrillOptions = {
        drill,
        strategy,
        by: by.name,
        via: by.via,
        holder,
        ballastVersion,
        signal: stop.signal,
        onProgress: () => undefined,
      };
      const begun = beginDrill(run, ports);
      keep(begun);
      return (await begun).active;
    },
    async close() {
      stop.abort();
      while (held.size > 0) await Promise.all(held);
    },
  };
}

/** Never fails: whoever asked has heard of a refusal, everybody else reads the log. */
async function watch(begun: Promise<BegunDrill>, logger: Logger): Promise<void> {
  const drill = await begun.catch(() => null);
  if (drill === null) return;
  const { id, by } = drill.active;
  logger.info({ drill: id, name: drill.active.drill.name, by }, 'A drill begins.');
  try {
    const { verdict, restore } = await drill.held;
    const fields = { drill: id, verdict, restored: restore.restored };
    if (restore.restored) logger.info(fields, 'The drill is over, all is restored.');
    else {
      const { failures, manual } = restore;
      const message = 'A DRILL IS NOT RESTORED. The warden tries again; or by hand, as listed.';
      logger.error({ ...fields, failures, manual }, message);
    }
  } catch (error) {
    logger.error({ drill: id, error: String(error) }, 'The drill failed; it was taken back.');
  }
}

function stopping(): OperationError {
  const message = sayOperation('driller-stops');
  return operationError('unavailable', { message, fix: sayOperation('fix-driller-stops') });
}
