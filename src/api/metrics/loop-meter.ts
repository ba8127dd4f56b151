/** Counts and times the ticks, and keeps the newest snapshot for what is a state and no count. */

import { METRICS } from '../../model/metric-catalogue.ts';
import type { LoopMeter, TickPhase, TickReport } from '../../model/loop-meter.ts';
import { createDistributionMeter } from './distribution-meter.ts';
import { distribution, type Sample, sample } from './sample.ts';

export interface MeasuredLoop extends LoopMeter {
  /** `null` before the first tick. */
  newest(): TickReport | null;
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
  let newest: TickReport | null = null;
  return {
    tickEnded(report) {
      ticks += 1;
      newest = report;
      for (const phase of PHASES) durations[phase].record(report.phasesMs[phase] / 1_000);
    },
    newest: () => newest,
    collect() {
      const endedAtMs = newest?.endedAtMs ?? 0;
      const leader = newest?.snapshot.leader ?? null;
      return [
        sample('ballast_ticks_total', {}, ticks),
        sample('ballast_last_tick_timestamp_seconds', {}, endedAtMs / 1_000),
        ...PHASES.map((phase) =>
          distribution('ballast_tick_duration_seconds', { phase }, durations[phase].read()),
        ),
        sample('ballast_acting', {}, newest?.snapshot.mode === 'act' ? 1 : 0),
        sample('ballast_leading', {}, leader === null ? 0 : 1),
        sample('ballast_lease_token', {}, leader?.token ?? 0),
      ];
    },
  };
}
