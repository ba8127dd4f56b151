/** Must the drill end now? The first condition that holds, with its numbers. Pure. */

import type { Said, SaidValue } from '../lib/said.ts';
import type { AbortConditions, ActiveDrill } from '../model/drill.ts';
import type { DrillReason } from '../model/drill-report.ts';
import { isActive, type Override } from '../model/override.ts';
import { signalSaid } from '../model/sentences.ts';
import type { StatusSnapshot } from '../model/status.ts';
import { leverSaid } from './check-words.ts';
import { drillEnglish, sayDrill } from '../operations/drills-speech.ts';
import { type DrillSecond, failedRatioOf, sumOf } from './seconds.ts';

export interface Watched {
  readonly conditions: AbortConditions;
  readonly nowMs: number;
  /** From the fault on, oldest first. */
  readonly seconds: readonly DrillSecond[];
  readonly snapshot: StatusSnapshot | null;
  readonly overrides: readonly Override[];
  readonly active: ActiveDrill;
  /** Since when an Admin API has not answered; `null` while all do. */
  readonly adminDownSinceMs: number | null;
  /** Regions that are not drilled. */
  readonly otherRegions: readonly string[];
  readonly services: readonly string[];
}

export function abortReason(watched: Watched): DrillReason | null {
  for (const check of CHECKS) {
    const reason = check(watched);
    if (reason !== null) return reason;
  }
  return null;
}

type Check = (watched: Watched) => DrillReason | null;

const CHECKS: readonly Check[] = [
  ({ active: { abort } }) =>
    abort === null ? null : { code: 'abort-person', values: { by: abort.by, why: abort.reason } },
  ({ overrides, nowMs }) => {
    const lever = overrides.find((one) => one.origin === 'person' && isActive(one, nowMs));
    if (lever === undefined) return null;
    const said = leverSaid(lever.lever);
    const values = { lever: drillEnglish(said), by: lever.by };
    return { code: 'abort-lever', values, said: { lever: said } };
  },
  ({ snapshot, nowMs, conditions: { staleMs } }) => {
    const ageMs = nowMs - (snapshot?.atMs ?? 0);
    const [stale] = snapshot?.stale ?? [];
    if (ageMs > staleMs) {
      return { code: 'abort-stale', values: { signal: 'controller', limitMs: staleMs } };
    }
    if (stale === undefined) return null;
    const said = signalSaid(stale.signal);
    const values = { signal: stale.signal, limitMs: staleMs };
    return { code: 'abort-stale', values, ...(isSaid(said) ? { said: { signal: said } } : {}) };
  },
  ({ adminDownSinceMs, nowMs, conditions: { adminDownMs } }) => {
    if (adminDownSinceMs === null || nowMs - adminDownSinceMs < adminDownMs) return null;
    return { code: 'abort-admin', values: { limitMs: adminDownMs } };
  },
  ({ seconds, conditions: { failedRatio, failedForMs } }) => {
    const window = lastOf(seconds, failedForMs);
    if (window === null) return null;
    const found = failedRatioOf(sumOf(window));
    if (found <= failedRatio) return null;
    return {
      code: 'abort-failed-ratio',
      values: { found, limit: failedRatio, forMs: failedForMs },
    };
  },
  ({ seconds, conditions: { p99Ms, failedForMs } }) => {
    const window = p99Ms === null ? null : lastOf(seconds, failedForMs);
    if (window === null || p99Ms === null) return null;
    const found = sumOf(window).p99Ms;
    if (found === null || found <= p99Ms) return null;
    return { code: 'abort-latency', values: { found, limit: p99Ms, forMs: failedForMs } };
  },
  ({ snapshot, otherRegions, services }) => {
    for (const upstream of snapshot?.upstreams ?? []) {
      if (!services.includes(upstream.service)) continue;
      const sick = upstream.regions.find(
        ({ region, phase }) =>
          otherRegions.includes(region) && (phase === 'evacuated' || phase === 'probing'),
      );
      if (sick === undefined) continue;
      const { region, phase } = sick;
      const said = sayDrill(phase === 'probing' ? 'phase-probing' : 'phase-evacuated');
      const values = { region, service: upstream.service, phase: drillEnglish(said) };
      return { code: 'abort-other-region', values, said: { phase: said } };
    }
    return null;
  },
  ({ snapshot, services, conditions: { budgetLeftRatio } }) => {
    const low = snapshot?.upstreams.find(
      ({ service, budget }) =>
        services.includes(service) && (budget?.leftRatio ?? 1) < budgetLeftRatio,
    );
    if (low === undefined) return null;
    const found = low.budget?.leftRatio ?? 0;
    return {
      code: 'abort-budget',
      values: { service: low.service, found, limit: budgetLeftRatio },
    };
  },
];

function isSaid(value: SaidValue): value is Said {
  return typeof value === 'object' && 'key' in value;
}

/** The newest seconds of a span; `null` while it is not yet full. */
function lastOf(seconds: readonly DrillSecond[], spanMs: number): readonly DrillSecond[] | null {
  const [first] = seconds;
  const last = seconds.at(-1);
  if (first === undefined || last === undefined) return null;
  if (last.atMs - first.atMs < spanMs - 1_500) return null;
  return seconds.filter(({ atMs }) => atMs > last.atMs - spanMs);
}
