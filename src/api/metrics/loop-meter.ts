/** Counts and times the ticks, and keeps the newest snapshot for what is a state and no count. */

import { METRICS } from '../../model/metric-catalogue.ts';
import type { LoopMeter, TickPhase, TickReport } from '../../model/loop-meter.ts';
import type { StatusSnapshot } from '../../model/status.ts';
import { createDistributionMeter } from './distribution-meter.ts';
import { distribution, type Sample, sample } from './sample.ts';

export interface MeasuredLoop extends Required<LoopMeter> {
  /** `null` before the first tick. */
  newest(): TickReport | null;
  /** When the newest tick ended, well or not. */
  lastTryMs(): number | null;
  /** Of the newest tick; `null` on a follower, and while ticks fail. */
  leader(): NonNullable<StatusSnapshot['leader']> | null;
  collect(): readonly Sample[];
}

const PHASES: readonly TickPhase[] = ['observe', 'decide', 'act', 'save'];

export function createLoopMeter(): MeasuredLoop {
  const { buckets } = METRICS.ballast_tick_duration_seconds;
  const durations = {
    observe: createDistributionMeter(buckets),
    decide: createDistributionMeter(buckets),
    act: createDistributionMeter(buckets),
    save: createDistributionMeter(buckets),
  };
  let ticks = 0;
  let failures = 0;
  let failedAtMs: number | null = null;
  let newest: TickReport | null = null;
  // Without the store it does not know whether it still leads, and writes nothing.
  const leader = () => (failedAtMs === null ? (newest?.snapshot.leader ?? null) : null);
  return {
    tickEnded(report) {
      ticks += 1;
      newest = report;
      failedAtMs = null;
      for (const phase of PHASES) durations[phase].record(report.phasesMs[phase] / 1_000);
    },
    tickFailed({ endedAtMs }) {
      failures += 1;
      failedAtMs = endedAtMs;
    },
    newest: () => newest,
    leader,
    lastTryMs: () => failedAtMs ?? newest?.endedAtMs ?? null,
    collect() {
      const endedAtMs = newest?.endedAtMs ?? 0;
      const held = leader();
      return [
        sample('ballast_ticks_total', {}, ticks),
        sample('ballast_tick_failures_total', {}, failures),
        sample('ballast_last_tick_timestamp_seconds', {}, endedAtMs / 1_000),
        ...PHASES.map((phase) =>
          distribution('ballast_tick_duration_seconds', { phase }, durations[phase].read()),
        ),
        sample('ballast_acting', {}, newest?.snapshot.mode === 'act' ? 1 : 0),
        sample('ballast_leading', {}, held === null ? 0 : 1),
        sample('ballast_lease_token', {}, held?.token ?? 0),
      ];
    },
  };
}
