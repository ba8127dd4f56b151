/**
 * The dead man's switch: in the controller's process, once a second, and so also at its next start. A
 * drill whose driller is silent, or whose time is over, is taken over, undone, read back and reported;
 * what could not be undone is tried again until it is.
 */

import { type ActiveDrill, DRILLER_SILENCE_MS } from '../model/drill.ts';
import { type DrillReport, readDrillReport } from '../model/drill-report.ts';
import type { Logger } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { changeOwn, letGo, readActive, takeOver } from './active.ts';
import { buildReport } from './build-report.ts';
import { keepReport, previousReport } from './keep-report.ts';
import { createOutageLog } from './outage-log.ts';
import { outerOfJournal } from './outer-weights.ts';
import { createRecorder } from './recorder.ts';
import type { DrillerPorts } from './running.ts';
import { placesOf } from './scope.ts';
import { undoAll, type UndoResult } from './undo.ts';

export interface WardenOptions {
  readonly strategy: Strategy;
  readonly ballastVersion: string;
  /** Name of this process. */
  readonly holder: string;
  readonly logger: Logger;
}

export interface Warden {
  /** Resolves to the report of a drill that it ended; `null` when there was nothing to do. */
  tick(signal?: AbortSignal): Promise<DrillReport | null>;
  /** Ticks until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export type WardenPorts = Omit<DrillerPorts, 'newId'>;

const EVERY_MS = 1_000;
/** Of one attempt; the next tick goes on. */
const UNDO_FOR_MS = 10_000;
/** Ticks that are looked back at for the report: half an hour. */
const LOOK_BACK = 1_800;

export function createWarden(options: WardenOptions, ports: WardenPorts): Warden {
  const { logger, holder } = options;
  const { store, clock } = ports;

  const tick = async (signal?: AbortSignal): Promise<DrillReport | null> => {
    const seen = await readActive(store);
    const nowMs = clock.nowMs();
    if (seen === null || !isLeftAlone(seen, nowMs)) return null;
    const own = await takeOver(store, seen, { holder, nowMs });
    if (own === null) return null;
    const isAgain = seen.phase === 'unrestored';
    if (!isAgain) {
      logger.warn({ drill: own.id, driller: seen.holder }, 'A drill is left alone: it is ended.');
    }
    const faultEndAtMs = clock.nowMs();
    const limits = { forMs: UNDO_FOR_MS, ...(signal === undefined ? {} : { signal }) };
    // What was never injected is not undone: the user's own undo may be no harmless thing then.
    const steps = own.faultAtMs === null ? [] : own.undo;
    const undone = await undoAll(steps, ports, limits);
    if (!undone.restored) {
      const { manual } = own;
      const message = 'A DRILL IS NOT RESTORED. It is tried again; or by hand, as listed.';
      logger.error({ drill: own.id, failures: undone.failures, manual }, message);
      await changeOwn(store, own, { phase: 'unrestored', heartbeatAtMs: 0 });
      if (isAgain) return null;
    }
    const report = await reportOf(own, { undone, faultEndAtMs, options, ports });
    if (undone.restored) {
      await letGo(store, own.id);
      logger.info({ drill: own.id, verified: undone.verified }, 'The drill is ended and restored.');
    }
    await keepReport(report, ports);
    return report;
  };

  return {
    tick,
    async run(signal) {
      const nowMs = () => clock.nowMs();
      const outage = createOutageLog({ logger, nowMs, what: 'The warden of drills' });
      while (!signal.aborted) {
        try {
          await tick(signal);
          outage.succeeded();
        } catch (error) {
          outage.failed(error);
        }
        await clock.sleep(EVERY_MS, signal);
      }
    },
  };
}

function isLeftAlone({ phase, heartbeatAtMs, expiresAtMs }: ActiveDrill, nowMs: number): boolean {
  if (nowMs - heartbeatAtMs > DRILLER_SILENCE_MS) return true;
  // A driller that beats but does not end is as bad as a dead one.
  return (phase === 'armed' || phase === 'fault') && nowMs > expiresAtMs;
}

async function reportOf(
  active: ActiveDrill,
  context: {
    readonly undone: UndoResult;
    readonly faultEndAtMs: number;
    readonly options: WardenOptions;
    readonly ports: WardenPorts;
  },
): Promise<DrillReport> {
  const { undone, options, ports } = context;
  const { strategy, ballastVersion, holder } = options;
  const { store, clock, hash } = ports;
  const restore = { ...undone, by: holder, manual: undone.restored ? [] : active.manual };
  // The driller's own report has seen more than the warden can.
  const own = readDrillReport((await ports.history.readReport(active.id))?.report);
  if (own !== null) return { ...own, restore, endedAtMs: clock.nowMs() };
  const places = placesOf(active.drill, strategy);
  const since = { sinceMs: active.atMs, lookBack: LOOK_BACK };
  const recorder = createRecorder({ store, strategy, places, ...since });
  await recorder.poll();
  const nodes = [...new Set(recorder.seconds.flatMap((second) => Object.keys(second.nodes)))];
  const outer = outerOfJournal(recorder.events, { places, strategy, nodes });
  const { faultAtMs } = active;
  const faultEndAtMs = faultAtMs === null ? null : context.faultEndAtMs;
  return buildReport({
    active,
    strategy,
    ballastVersion,
    hash,
    evidence: { faultAtMs, faultEndAtMs, ...recorder, outer },
    preChecks: [],
    steady: null,
    ended: { code: 'driller-died', values: { by: holder } },
    restore,
    endedAtMs: clock.nowMs(),
    trafficRatio: null,
    previous: await previousReport(active.drill.name, ports),
  });
}
