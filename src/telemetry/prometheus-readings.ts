/**
 * What Prometheus said last: utilisation by target and demand by service, each with its time.
 * Samples that name nothing of the strategy are left out. Pure.
 *
 * A label names a target as `host:port`; where the port is another one (an exporter beside the
 * service), the host alone counts, for every target on it that is not named exactly.
 */

import type { UtilisationReading } from '../model/observation.ts';
import type { Strategy } from '../model/strategy.ts';
import type { PrometheusSample } from './prometheus-query.ts';

export interface PrometheusReadings {
  readonly utilisation: ReadonlyMap<string, UtilisationReading>;
  /** By upstream. */
  readonly demand: ReadonlyMap<string, { readonly atMs: number; readonly rps: number }>;
}

export const NO_READINGS: PrometheusReadings = { utilisation: new Map(), demand: new Map() };

/** More than this is no ratio, most likely percent. */
const RATIO_MAX = 2;

export interface Mapped<Reading> {
  readonly readings: ReadonlyMap<string, Reading>;
  /** Samples that name nothing of the strategy, or whose value cannot be. */
  readonly unusable: number;
}

interface Batch {
  readonly samples: readonly PrometheusSample[];
  readonly label: string;
  readonly atMs: number;
}

/** Of several samples for one target the busiest counts. */
export function mapUtilisation(
  strategy: Strategy,
  { samples, label, atMs }: Batch,
): Mapped<UtilisationReading> {
  const targets = new Set(strategy.services.flatMap((service) => service.targets.map(nameOf)));
  const byHost = groupByHost(strategy);
  const exact = new Map<string, UtilisationReading>();
  const byHostOnly = new Map<string, UtilisationReading>();
  let unusable = 0;
  for (const { labels, value } of samples) {
    const named = labels[label]?.toLowerCase() ?? '';
    const isExact = targets.has(named);
    const hits = isExact ? [named] : (byHost.get(hostOf(named)) ?? []);
    if (hits.length === 0 || value < 0 || value > RATIO_MAX) {
      unusable += 1;
      continue;
    }
    const known = isExact ? exact : byHostOnly;
    for (const target of hits) {
      known.set(target, { atMs, ratio: Math.max(value, known.get(target)?.ratio ?? 0) });
    }
  }
  return { readings: new Map([...byHostOnly, ...exact]), unusable };
}

/** Samples of one service (from several Prometheus instances, say) add up. */
export function mapDemand(
  strategy: Strategy,
  { samples, label, atMs }: Batch,
): Mapped<{ readonly atMs: number; readonly rps: number }> {
  const upstreams = new Map(
    strategy.services.flatMap(({ name, upstream }) => [
      [name, upstream],
      [upstream, upstream],
    ]),
  );
  const readings = new Map<string, { atMs: number; rps: number }>();
  let unusable = 0;
  for (const { labels, value } of samples) {
    const upstream = upstreams.get(labels[label] ?? '');
    if (upstream === undefined || value < 0) {
      unusable += 1;
      continue;
    }
    readings.set(upstream, { atMs, rps: value + (readings.get(upstream)?.rps ?? 0) });
  }
  return { readings, unusable };
}

function groupByHost(strategy: Strategy): ReadonlyMap<string, readonly string[]> {
  const byHost = new Map<string, string[]>();
  for (const { targets } of strategy.services) {
    for (const target of targets) {
      const host = target.host.toLowerCase();
      byHost.set(host, [...(byHost.get(host) ?? []), nameOf(target)]);
    }
  }
  return byHost;
}

function nameOf({ target }: { readonly target: string }): string {
  return target.toLowerCase();
}

/** `10.0.0.1:9100` → `10.0.0.1`; `[::1]:9100` → `[::1]`; a name without port stays. */
function hostOf(named: string): string {
  return named.replace(/:\d{1,5}$/, '');
}
