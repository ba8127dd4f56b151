/** What a drill that runs is made of, and its sign of life. */

import type { ActiveDrill, Drill } from '../model/drill.ts';
import type { DrillReason } from '../model/drill-report.ts';
import type { History } from '../model/history.ts';
import type { Clock, Store } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { drillEnglish, sayDrill } from '../operations/drills-speech.ts';
import { changeOwn } from './active.ts';
import type { FaultPlan } from './faults.ts';
import type { DrillCaller, DrillGateway } from './ports.ts';
import type { Recorder } from './recorder.ts';
import { sumOf } from './seconds.ts';

export interface DrillerPorts {
  readonly store: Store;
  readonly history: History;
  readonly clock: Clock;
  readonly gateways: readonly DrillGateway[];
  readonly caller: DrillCaller;
  /** A new UUID. */
  readonly newId: () => string;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
}

export interface DrillOptions {
  readonly drill: Drill;
  readonly strategy: Strategy;
  readonly by: string;
  readonly via: 'cli' | 'api' | 'schedule';
  /** Name of this process. */
  readonly holder: string;
  readonly ballastVersion: string;
  /** A person at the terminal ends it. */
  readonly signal: AbortSignal;
  readonly onProgress: (active: ActiveDrill) => void;
}

export interface Run {
  readonly options: DrillOptions;
  readonly ports: DrillerPorts;
  readonly recorder: Recorder;
  readonly active: ActiveDrill;
  readonly plan: FaultPlan;
}

/** A sign of life; `null` when the drill is another's by now. */
export async function beat(
  { options, ports, recorder, active }: Run,
  step: 'step-steady' | 'step-fault' | 'step-restoring' | 'step-returning',
): Promise<ActiveDrill | null> {
  const nowMs = ports.clock.nowMs();
  const { requests, failed, p99Ms } = sumOf(recorder.seconds.slice(-PROGRESS_SECONDS));
  const said = sayDrill(step);
  const sentence = drillEnglish(said);
  const progress = { atMs: nowMs, requests, failed, p99Ms, sentence, said };
  const own = await changeOwn(ports.store, active, { heartbeatAtMs: nowMs, progress });
  if (own !== null) options.onProgress(own);
  return own;
}

const PROGRESS_SECONDS = 10;

/** What ends a drill whatever the figures say. */
export function endOf(own: ActiveDrill | null, { signal }: DrillOptions): DrillReason | null {
  if (own === null) return { code: 'driller-died', values: {} };
  if (own.abort !== null) {
    return { code: 'abort-person', values: { by: own.abort.by, why: own.abort.reason } };
  }
  return signal.aborted ? { code: 'abort-signal', values: {} } : null;
}
