/**
 * Counts every request and every try as it arrives, and remembers the newest reading of the targets.
 * Not counted from ticks: a latency limit must be an exact edge, which readings no longer have.
 */

import { latencyEdgesMs } from '../../model/metric-labels.ts';
import {
  emptyOutcomes,
  type Observation,
  type OutcomeCounts,
  type TappedRequest,
  type TargetReading,
  type TrafficTap,
  type TappedTry,
} from '../../model/observation.ts';
import type { ServiceStrategy, Strategy, Target } from '../../model/strategy.ts';
import { createDistributionMeter, type DistributionMeter } from './distribution-meter.ts';
import { distribution, optionalSample, type Sample, sample } from './sample.ts';

export interface TrafficMeter extends TrafficTap {
  /** The newest one, for what is a state and no count. */
  observed(observation: Observation): void;
  collect(): readonly Sample[];
}

export interface TrafficMeterOptions {
  readonly strategy: Strategy;
  /** Whether targets have series of their own. */
  readonly perTarget: boolean;
}

interface ServiceMeter {
  readonly service: ServiceStrategy;
  readonly requests: Record<TappedRequest['outcome'], number>;
  readonly durations: DistributionMeter;
  readonly regions: ReadonlyMap<string, RegionMeter>;
  readonly targets: ReadonlyMap<string, TargetMeter>;
}

interface RegionMeter {
  readonly outcomes: OutcomeCounts;
  readonly durations: DistributionMeter;
}

interface TargetMeter {
  readonly target: Target;
  readonly region: RegionMeter;
  readonly outcomes: OutcomeCounts;
  answers: number;
  answerMs: number;
}

export function createTrafficMeter({ strategy, perTarget }: TrafficMeterOptions): TrafficMeter {
  const services = new Map(
    strategy.services.map((service) => [service.upstream, createServiceMeter(strategy, service)]),
  );
  let newest: Observation = { upstreams: [], logsAtMs: null };
  return {
    requestRecorded({ upstream, outcome, durationMs }) {
      const meter = services.get(upstream);
      if (meter === undefined) return;
      meter.requests[outcome] += 1;
      if (outcome === 'ok' || outcome === 'failed') recordMs(meter.durations, durationMs);
    },
    tryRecorded: (record) => recordTry(services.get(record.upstream), record),
    observed(observation) {
      newest = observation;
    },
    collect: () => [
      ...[...services.values()].flatMap((meter) => serviceSamples(meter, perTarget)),
      ...newest.upstreams.flatMap(({ upstream, logsAtMs, targets }) => {
        const meter = services.get(upstream);
        if (meter === undefined) return [];
        const labels = { service: meter.service.name };
        const name = 'ballast_log_last_entry_timestamp_seconds';
        return [
          ...optionalSample(name, labels, logsAtMs === null ? null : logsAtMs / 1_000),
          ...(perTarget ? targets.flatMap((reading) => readingSamples(meter, reading)) : []),
        ];
      }),
    ],
  };
}

function createServiceMeter(strategy: Strategy, service: ServiceStrategy): ServiceMeter {
  const edges = latencyEdgesMs(strategy, service.name).map((edgeMs) => edgeMs / 1_000);
  const regions = new Map(
    service.targets.map(({ region }) => [
      region,
      { outcomes: emptyOutcomes(), durations: createDistributionMeter(edges) },
    ]),
  );
  const targets = service.targets.flatMap((target) => {
    const region = regions.get(target.region);
    if (region === undefined) return [];
    const meter = { target, region, outcomes: emptyOutcomes(), answers: 0, answerMs: 0 };
    return [[target.target, meter] as const];
  });
  return {
    service,
    requests: { ok: 0, failed: 0, shed: 0, aborted: 0 },
    durations: createDistributionMeter(edges),
    regions,
    targets: new Map(targets),
  };
}

function recordTry(meter: ServiceMeter | undefined, record: TappedTry): void {
  const target = meter?.targets.get(record.target);
  if (target === undefined) return;
  const { outcome, latencyMs } = record;
  target.outcomes[outcome] += 1;
  target.region.outcomes[outcome] += 1;
  if (latencyMs === null) return;
  target.answers += 1;
  target.answerMs += latencyMs;
  recordMs(target.region.durations, latencyMs);
}

function recordMs(meter: DistributionMeter, valueMs: number | null): void {
  if (valueMs !== null) meter.record(valueMs / 1_000);
}

function serviceSamples(meter: ServiceMeter, perTarget: boolean): readonly Sample[] {
  const service = meter.service.name;
  const { ok, failed, shed } = meter.requests;
  return [
    ...Object.entries({ ok, failed, shed }).map(([outcome, count]) =>
      sample('ballast_requests_total', { service, outcome }, count),
    ),
    distribution('ballast_request_duration_seconds', { service }, meter.durations.read()),
    ...[...meter.regions].flatMap(([region, { outcomes, durations }]) => [
      ...outcomeEntries(outcomes).map(([outcome, count]) =>
        sample('ballast_region_tries_total', { service, region, outcome }, count),
      ),
      distribution('ballast_region_try_duration_seconds', { service, region }, durations.read()),
    ]),
    ...(perTarget ? [...meter.targets.values()].flatMap((one) => targetSamples(service, one)) : []),
  ];
}

function targetSamples(service: string, meter: TargetMeter): readonly Sample[] {
  const labels = { service, region: meter.target.region, target: meter.target.target };
  return [
    ...outcomeEntries(meter.outcomes).map(([outcome, count]) =>
      sample('ballast_target_tries_total', { ...labels, outcome }, count),
    ),
    sample('ballast_target_answer_seconds_total', labels, meter.answerMs / 1_000),
    sample('ballast_target_answers_total', labels, meter.answers),
  ];
}

function readingSamples(
  meter: ServiceMeter,
  { target, inFlight, utilisation, probe }: TargetReading,
): readonly Sample[] {
  const region = meter.targets.get(target)?.target.region;
  if (region === undefined) return [];
  const labels = { service: meter.service.name, region, target };
  const probeSeconds = probe === null ? null : probe.latencyMs / 1_000;
  return [
    sample('ballast_target_requests_in_flight', labels, inFlight),
    ...optionalSample('ballast_target_utilisation_ratio', labels, utilisation?.ratio),
    ...optionalSample('ballast_target_probe_success', labels, probe === null ? null : +probe.ok),
    ...optionalSample('ballast_target_probe_duration_seconds', labels, probeSeconds),
  ];
}

/** The outcomes by their names in metrics. */
function outcomeEntries(counts: OutcomeCounts): readonly (readonly [string, number])[] {
  return [
    ['ok', counts.ok],
    ['error', counts.errors],
    ['overload', counts.overload],
    ['timeout', counts.timeouts],
    ['connect_failure', counts.connectFailures],
    ['aborted', counts.aborted],
  ];
}
