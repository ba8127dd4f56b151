/**
 * Kong's log entries on their way to Ballast: collected in batches as the http-log plugin does, lost,
 * repeated and late as the scenario says, and handed out as production telemetry hands them out –
 * each outcome in exactly one reading.
 *
 * Duplicates are those that deduplication does not catch; the ones it catches change nothing.
 */

import { emptyHistogram, type Histogram, mergeHistogram } from '../../lib/histogram.ts';
import type { Random } from '../../lib/random.ts';
import { emptyOutcomes, type OutcomeCounts } from '../../model/observation.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import type { Places } from '../contestants/places.ts';
import type { TelemetryLink } from '../contract.ts';
import type { TallyReader, TargetTally, World } from '../world/contract.ts';
import type { ObserverState } from './observer-state.ts';
import { kept, thinned } from './thin.ts';

/** As generated: `queue.max_coalescing_delay`. */
const BATCH_MS = 100;
/**
 * What ended longer ago than this is left out, as by production telemetry (`lateness.ts`, which also
 * takes a delay that lasts for a minute for a clock that is behind; here clocks agree).
 */
const LATE_MS = 5_000;
/** Span of the in-flight estimate, as in production. */
const IN_FLIGHT_WINDOW_MS = 5_000;

export interface LogFeed {
  /** What arrived since the call before. */
  take(service: ServiceStrategy): ServiceNews;
  /** When anything arrived last, in virtual time; `null` before the first. */
  readonly arrivedAtMs: number | null;
  stop(): void;
}

export interface ServiceNews {
  readonly requests: { readonly total: number; readonly failed: number; readonly shed: number };
  readonly arrivedAtMs: number | null;
  targetOf(target: string): TargetNews;
}

export interface TargetNews {
  readonly outcomes: OutcomeCounts;
  readonly latency: Histogram;
  readonly inFlight: number;
}

interface Pending {
  requests: { total: number; failed: number; shed: number };
  arrivedAtMs: number | null;
  readonly targets: Map<string, PendingTarget>;
}

interface PendingTarget {
  outcomes: OutcomeCounts;
  latency: Histogram;
  busy: { readonly atMs: number; readonly busyMs: number }[];
}

export interface LogFeedOptions {
  readonly world: World;
  readonly services: readonly ServiceStrategy[];
  /** Of each gateway. */
  readonly places: readonly Places[];
  readonly link: TelemetryLink;
  readonly observer: () => ObserverState;
  readonly random: Random;
}

export function createLogFeed(options: LogFeedOptions): LogFeed {
  const { world, services, link, observer, random } = options;
  const reader = world.createTallyReader();
  const pending = new Map(services.map(({ name }) => [name, emptyPending()]));
  const serviceOf = serviceFinder(options.places);
  let arrivedAtMs: number | null = null;
  let isStopped = false;

  const deliver = (batch: ReturnType<TallyReader['read']>, keepRatio: number) => {
    const atMs = world.nowMs;
    for (const tally of batch.targets) {
      if (isQuiet(tally)) continue;
      const service = serviceOf(tally);
      const own = service === null ? undefined : pending.get(service);
      if (own === undefined) continue;
      addTarget(own, thinned(tally, keepRatio, random), atMs);
    }
    for (const { service, total, failed, shed } of batch.services) {
      const own = pending.get(service);
      if (own === undefined || total === 0) continue;
      arrivedAtMs = atMs;
      own.arrivedAtMs = atMs;
      const refused = kept(shed, keepRatio, random);
      const bad = refused + kept(failed - shed, keepRatio, random);
      own.requests.total += bad + kept(total - failed, keepRatio, random);
      own.requests.failed += bad;
      own.requests.shed += refused;
    }
  };
  const collect = () => {
    if (isStopped) return;
    const batch = reader.read();
    const { isLost, extraDelayMs } = observer();
    const { delayMs, lossRatio, duplicateRatio } = link;
    if (!isLost && delayMs + extraDelayMs <= LATE_MS) {
      world.schedule(world.nowMs + delayMs + extraDelayMs, () => {
        if (isStopped) return;
        deliver(batch, 1 - lossRatio);
        if (duplicateRatio > 0) deliver(batch, duplicateRatio);
      });
    }
    world.schedule(world.nowMs + BATCH_MS, collect);
  };
  world.schedule(world.nowMs + BATCH_MS, collect);
  return {
    take: ({ name }) => taken(pending, name, world.nowMs),
    get arrivedAtMs() {
      return arrivedAtMs;
    },
    stop: () => {
      isStopped = true;
    },
  };
}

function emptyPending(): Pending {
  return { requests: { total: 0, failed: 0, shed: 0 }, arrivedAtMs: null, targets: new Map() };
}

function emptyTarget(): PendingTarget {
  return { outcomes: emptyOutcomes(), latency: emptyHistogram(), busy: [] };
}

/**
 * Tries at targets of the strategy, whichever upstream of its service they came through; those at
 * the gateway itself (the outer level of two) say nothing of a target.
 */
function serviceFinder(places: readonly Places[]) {
  const known = new Map(places.flatMap((one) => [...one]));
  const services = new Map<string, Set<string>>();
  for (const { service, homeTargets } of known.values()) {
    const targets = services.get(service) ?? new Set<string>();
    services.set(service, targets);
    for (const target of homeTargets) targets.add(target);
  }
  return ({ upstream, target }: TargetTally): string | null => {
    const service = known.get(upstream)?.service ?? null;
    return service !== null && services.get(service)?.has(target) === true ? service : null;
  };
}

function isQuiet({ outcomes, busyMs }: TargetTally): boolean {
  return busyMs === 0 && OUTCOMES.every((kind) => outcomes[kind] === 0);
}

function addTarget(own: Pending, tally: TargetTally, atMs: number): void {
  const counts = own.targets.get(tally.target) ?? emptyTarget();
  own.targets.set(tally.target, counts);
  for (const kind of OUTCOMES) counts.outcomes[kind] += tally.outcomes[kind];
  mergeHistogram(counts.latency, tally.latency);
  if (tally.busyMs > 0) counts.busy.push({ atMs, busyMs: tally.busyMs });
}

const OUTCOMES: readonly (keyof OutcomeCounts)[] = [
  'ok',
  'errors',
  'overload',
  'timeouts',
  'connectFailures',
  'aborted',
];

function taken(pending: Map<string, Pending>, name: string, nowMs: number): ServiceNews {
  const own = pending.get(name) ?? emptyPending();
  const { requests, arrivedAtMs } = own;
  own.requests = { total: 0, failed: 0, shed: 0 };
  return {
    requests,
    arrivedAtMs,
    targetOf(target) {
      const counts = own.targets.get(target) ?? emptyTarget();
      const { outcomes, latency } = counts;
      counts.outcomes = emptyOutcomes();
      counts.latency = emptyHistogram();
      counts.busy = counts.busy.filter(({ atMs }) => atMs > nowMs - IN_FLIGHT_WINDOW_MS);
      const busyMs = counts.busy.reduce((sum, one) => sum + one.busyMs, 0);
      return { outcomes, latency, inFlight: busyMs / IN_FLIGHT_WINDOW_MS };
    },
  };
}
