/** From what was gathered to the report. Pure. */

import type { ActiveDrill } from '../model/drill.ts';
import type {
  BlastRadius,
  DrillReason,
  DrillReport,
  PreCheck,
  RestoreOutcome,
  ServiceImpact,
  SteadyReading,
  SurvivorPeak,
} from '../model/drill-report.ts';
import type { ControlEvent, EventKind } from '../model/control.ts';
import type { Strategy } from '../model/strategy.ts';
import { compareReports } from './compare-reports.ts';
import { judge } from './judge.ts';
import { placesOf, refusedWrites, regionsOf } from './scope.ts';
import { type DrillSecond, isBad, sumOf, type Sums } from './seconds.ts';
import { nodeTimesOf } from './node-times.ts';
import { type Evidence, timelineOf } from './timeline.ts';

export interface ReportInput {
  readonly active: ActiveDrill;
  readonly strategy: Strategy;
  readonly ballastVersion: string;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
  readonly evidence: Evidence;
  readonly preChecks: readonly PreCheck[];
  readonly steady: SteadyReading | null;
  readonly ended: DrillReason | null;
  readonly restore: RestoreOutcome;
  readonly endedAtMs: number;
  readonly trafficRatio: number | null;
  readonly previous: DrillReport | null;
}

const MAX_SECONDS = 900;
const MAX_EVENTS = 200;

export function buildReport(input: ReportInput): DrillReport {
  const { active, strategy, evidence, hash, endedAtMs } = input;
  const { drill } = active;
  const { faultAtMs, faultEndAtMs, seconds, events } = evidence;
  const places = placesOf(drill, strategy);
  const upstreams = places.map(({ service }) => service.upstream);
  const own = events.filter(({ upstream }) => upstream === null || upstreams.includes(upstream));
  const timeline = timelineOf({ ...evidence, events: own });
  const during = between(seconds, faultAtMs, faultEndAtMs ?? endedAtMs);
  const before = seconds.filter(({ atMs }) => faultAtMs === null || atMs < faultAtMs);
  const sums = sumOf(during);
  const usual = sumOf(before);
  const late = sumOf(during.slice(Math.floor(during.length / 2)));
  const judged = judge(drill, { ...input, timeline, before: usual, during: sums, late });
  const whole = between(seconds, faultAtMs, endedAtMs);
  const told = events.filter(({ atMs }) => atMs <= endedAtMs).slice(-MAX_EVENTS);
  const report = {
    version: 1 as const,
    id: active.id,
    drill,
    strategy: strategy.name,
    ballastVersion: input.ballastVersion,
    by: active.by,
    via: active.via,
    startedAtMs: active.atMs,
    endedAtMs,
    ...judged,
    preChecks: input.preChecks,
    steady: input.steady,
    blast: blastOf(input),
    timeline,
    nodes: nodeTimesOf(evidence),
    services: impactOf(strategy, { drill: active.drill, seconds: whole }),
    survivors: survivorsOf(strategy, { drill: active.drill, seconds: during }),
    amplification: { before: perRequest(usual), during: perRequest(sums) },
    latency: { beforeP99Ms: usual.p99Ms, duringP99Ms: sums.p99Ms },
    leakRatio: sums.tries === 0 ? null : rounded(sums.scopeTries / sums.tries),
    ...disturbances(told, { drill: active, strategy, faultAtMs }),
    restore: input.restore,
    events: told.map(({ atMs, kind, upstream, message, said }) => {
      const service = serviceOf(upstream, strategy);
      return { atMs, kind, service, message, ...(said === undefined ? {} : { said }) };
    }),
    seconds: thinned(seconds).map(lineOf),
  };
  const drillHash = hash(JSON.stringify(drill));
  const previous =
    input.previous === null ? null : compareReports(input.previous, report, drillHash);
  const hashes = {
    strategy: hash(JSON.stringify(strategy)),
    drill: drillHash,
    evidence: hash(JSON.stringify({ ...report, previous })),
  };
  return { ...report, hashes, previous };
}

function between(
  seconds: readonly DrillSecond[],
  fromMs: number | null,
  toMs: number,
): readonly DrillSecond[] {
  if (fromMs === null) return [];
  return seconds.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
}

function perRequest({ tries, requests }: Sums): number | null {
  return requests === 0 ? null : rounded(tries / requests);
}

function blastOf({ active, strategy, trafficRatio }: ReportInput): BlastRadius {
  const places = placesOf(active.drill, strategy);
  return {
    services: places.map(({ service }) => service.name),
    regions: regionsOf(places),
    targets: [...new Set(places.flatMap(({ targets }) => targets.map(({ target }) => target)))],
    refusedWrites: refusedWrites(places),
    trafficRatio: trafficRatio === null ? null : rounded(trafficRatio),
  };
}

type Span = { readonly drill: ActiveDrill['drill']; readonly seconds: readonly DrillSecond[] };

function impactOf(strategy: Strategy, { drill, seconds }: Span): readonly ServiceImpact[] {
  return placesOf(drill, strategy).map(({ service: { name, objective } }) => {
    const own = seconds.flatMap((second) => second.services[name] ?? []);
    const sum = (key: 'requests' | 'failed' | 'shed') =>
      own.reduce((total, one) => total + one[key], 0);
    const requests = sum('requests');
    const spanMs = (seconds.at(-1)?.atMs ?? 0) - (seconds[0]?.atMs ?? 0) + 1_000;
    // The window's budget at the rate of the drill: what the failures of these minutes are of a month.
    const allowed = ((requests * objective.windowMs) / spanMs) * (1 - objective.availabilityRatio);
    return {
      service: name,
      requests,
      failed: sum('failed'),
      shed: sum('shed'),
      badSeconds: seconds.filter((second) =>
        isBad({ ...second, services: only(second.services, name) }),
      ).length,
      budgetSpentRatio: allowed > 0 ? rounded(sum('failed') / allowed) : null,
      outageMs: requests === 0 ? 0 : rounded((sum('failed') / requests) * spanMs),
    };
  });
}

function only(services: DrillSecond['services'], name: string): DrillSecond['services'] {
  const own = services[name];
  return own === undefined ? {} : { [name]: own };
}

/** Events name the upstream that a service's targets are in, or one of its layout. */
function serviceOf(name: string | null, { services }: Strategy): string | null {
  const isOf = (upstream: string) =>
    name === upstream || name === `${upstream}-outer` || name?.startsWith(`${upstream}.`) === true;
  return services.find(({ upstream }) => isOf(upstream))?.name ?? null;
}

/** The busiest second of every region that was left, by service. */
function survivorsOf(strategy: Strategy, { drill, seconds }: Span): readonly SurvivorPeak[] {
  return placesOf(drill, strategy).flatMap(({ service, targets, isWhole }) => {
    const hit = new Set(targets.map(({ region }) => region));
    const regions = [...new Set(service.targets.map(({ region }) => region))];
    return regions
      .filter((region) => !isWhole || !hit.has(region))
      .map((region): SurvivorPeak => {
        const own = service.targets.filter(
          (one) => one.region === region && !targets.includes(one),
        );
        const capacities = own.map(({ capacityRps }) => capacityRps);
        const isStated = capacities.every((capacity) => capacity !== null);
        return {
          region,
          service: service.name,
          peakRps: peakOf(seconds, { region, service: service.name }),
          capacityRps: isStated
            ? capacities.reduce((sum: number, one) => sum + (one ?? 0), 0)
            : null,
        };
      });
  });
}

/** Requests come to Ballast in batches: a peak is the mean of three seconds. */
const PEAK_SECONDS = 3;

function peakOf(
  seconds: readonly DrillSecond[],
  { region, service }: { readonly region: string; readonly service: string },
): number {
  const rates = seconds.map((second) => second.regions[region]?.[service] ?? 0);
  const means = rates.map((_, index) => {
    const part = rates.slice(Math.max(0, index - PEAK_SECONDS + 1), index + 1);
    return part.reduce((sum, one) => sum + one, 0) / PEAK_SECONDS;
  });
  return rounded(Math.max(0, ...means));
}

const REPEATED: ReadonlySet<EventKind> = new Set<EventKind>(['region-evacuated', 'target-ejected']);

/** Places that left more than once, returns that failed, and those that left without being drilled. */
function disturbances(
  events: readonly ControlEvent[],
  context: {
    readonly drill: ActiveDrill;
    readonly strategy: Strategy;
    readonly faultAtMs: number | null;
  },
): Pick<DrillReport, 'flaps' | 'falseEjections'> {
  const { faultAtMs, strategy } = context;
  const since = events.filter(({ atMs }) => faultAtMs !== null && atMs >= faultAtMs);
  const places = placesOf(context.drill.drill, strategy);
  const hitTargets = new Set(places.flatMap(({ targets }) => targets.map((one) => one.target)));
  const hitRegions = new Set(regionsOf(places));
  const counts = new Map<string, number>();
  for (const { kind, upstream, region, target } of since) {
    if (!REPEATED.has(kind)) continue;
    const key = `${kind} ${upstream} ${region} ${target}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const again = [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
  const aborted = since.filter(({ kind }) => kind === 'failback-aborted').length;
  const isFalse = ({ kind, target, region }: ControlEvent) =>
    (kind === 'target-ejected' && target !== null && !hitTargets.has(target)) ||
    (kind === 'region-evacuated' && region !== null && !hitRegions.has(region));
  return {
    flaps: again + aborted,
    falseEjections: [
      ...new Set(since.filter(isFalse).map(({ target, region }) => target ?? region ?? '')),
    ],
  };
}

function lineOf(second: DrillSecond): DrillReport['seconds'][number] {
  const { requests, failed, p99Ms, tries, scopeTries } = sumOf([second]);
  const scopeRatio = tries === 0 ? null : rounded(scopeTries / tries);
  return { atMs: second.atMs, requests, failed, p99Ms, scopeRatio };
}

/** Long drills keep every n-th second; the bad ones all. */
function thinned(seconds: readonly DrillSecond[]): readonly DrillSecond[] {
  const step = Math.ceil(seconds.length / MAX_SECONDS);
  return seconds
    .filter((second, index) => index % step === 0 || isBad(second))
    .slice(-2 * MAX_SECONDS);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
