/**
 * The metrics of one controller: it stands between the controller and its ports, counts what passes,
 * and makes the text of a scrape from the counts and the newest snapshot.
 *
 * A follower shows what it saw itself and that it does not lead; state is the leader's alone.
 */

import { PER_TARGET_LIMIT } from '../../model/metric-catalogue.ts';
import { type DrillRecord, LAST_DRILL_SETTING, readDrillRecord } from '../../model/drill-record.ts';
import type { LoopMeter } from '../../model/loop-meter.ts';
import type { TrafficTap } from '../../model/observation.ts';
import type { Clock, KongAdmin, Store, Telemetry } from '../../model/ports.ts';
import type { Strategy } from '../../model/strategy.ts';
import { renderExposition } from './exposition.ts';
import { createJournalMeter } from './journal-meter.ts';
import { createKongMeter } from './kong-meter.ts';
import { createLoopMeter } from './loop-meter.ts';
import { type NotificationCounts, notificationSamples } from './notification-samples.ts';
import { objectiveSamples } from './objective-samples.ts';
import { optionalSample, type Sample, sample } from './sample.ts';
import { snapshotSamples } from './snapshot-samples.ts';
import { type TelemetryCounts, telemetrySamples } from './telemetry-samples.ts';
import { createTrafficMeter } from './traffic-meter.ts';

/** What the operating system says of the process. */
export interface ProcessReading {
  readonly startedAtMs: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

export interface MetricsOptions {
  readonly strategy: Strategy;
  readonly version: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly readProcess: () => ProcessReading;
}

export interface Metrics {
  readonly tap: TrafficTap;
  readonly meter: LoopMeter;
  /** The same ports, measured. */
  measuredKong(gateway: string, admin: KongAdmin): KongAdmin;
  measuredStore(store: Store): Store;
  measuredTelemetry<Port extends Telemetry>(telemetry: Port): Telemetry;
  /** The text of a scrape. */
  render(inputs: ScrapeInputs): Promise<string>;
  /** When the newest tick ended, well or not; `null` before the first. */
  lastTickMs(): number | null;
  /** Whether this controller led in its newest tick; not while it does without a store. */
  isLeading(): boolean;
}

/** What is asked at the scrape. */
export interface ScrapeInputs {
  readonly telemetry: TelemetryCounts;
  readonly drill: DrillRecord | null;
  /** By channel; absent where nobody is told. */
  readonly notifications?: Readonly<Record<string, NotificationCounts>>;
}

export function createMetrics(options: MetricsOptions): Metrics {
  const { strategy, clock } = options;
  const targets = strategy.services.reduce((sum, service) => sum + service.targets.length, 0);
  const scope = { strategy, perTarget: targets <= PER_TARGET_LIMIT };
  const traffic = createTrafficMeter(scope);
  const journal = createJournalMeter(scope);
  const kong = createKongMeter(clock);
  const loop = createLoopMeter();
  const collect = ({ telemetry, drill, notifications = {} }: ScrapeInputs): readonly Sample[] => {
    const snapshot = loop.newest()?.snapshot ?? null;
    const isLeading = snapshot !== null && (snapshot.leader ?? null) !== null;
    return [
      ...processSamples(options.readProcess()),
      sample('ballast_build_info', { version: options.version }, 1),
      sample('ballast_metrics_left_out_targets', {}, scope.perTarget ? 0 : targets),
      sample('ballast_metrics_left_out_series', {}, 0),
      ...loop.collect(),
      ...kong.collect(),
      ...telemetrySamples(telemetry),
      ...notificationSamples(notifications),
      ...traffic.collect(),
      ...journal.collect(),
      ...objectiveSamples(strategy),
      ...(isLeading ? [...snapshotSamples(snapshot, scope), ...drillSamples(drill)] : []),
    ];
  };
  return {
    tap: traffic,
    meter: loop,
    measuredKong: (gateway, admin) => kong.measured(gateway, admin),
    measuredStore: (store) => journal.measured(store),
    measuredTelemetry: (telemetry) => ({
      read(nowMs) {
        const observation = telemetry.read(nowMs);
        traffic.observed(observation);
        return observation;
      },
    }),
    render: (inputs) => renderExposition(collect(inputs), { strategy: strategy.name }),
    lastTickMs: () => loop.lastTryMs(),
    isLeading: () => loop.leader() !== null,
  };
}

function processSamples(reading: ProcessReading): readonly Sample[] {
  return [
    sample('process_start_time_seconds', {}, reading.startedAtMs / 1_000),
    sample('process_cpu_seconds_total', {}, reading.cpuSeconds),
    sample('process_resident_memory_bytes', {}, reading.residentBytes),
  ];
}

function drillSamples(drill: DrillRecord | null): readonly Sample[] {
  const passed = drill === null ? null : +drill.passed;
  return [
    sample('ballast_drill_last_timestamp_seconds', {}, (drill?.atMs ?? 0) / 1_000),
    ...optionalSample('ballast_drill_last_passed', {}, passed),
  ];
}

/** Reads the newest drill from the store; what cannot be read counts as none. */
export async function lastDrill(store: Store): Promise<DrillRecord | null> {
  return readDrillRecord(await store.readSetting(LAST_DRILL_SETTING));
}
