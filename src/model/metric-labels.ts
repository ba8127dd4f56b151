/** Labels of Ballast's metrics, what bounds their values, and the edges of latency histograms. */

import type { Strategy } from './strategy.ts';

/** Where its values come from: all of them are few and known beforehand. */
export const METRIC_LABELS = {
  strategy: 'name of the strategy',
  version: 'of Ballast',
  service: 'service of the strategy; the same as Kong’s `service` label',
  region: 'region of the strategy',
  target: '`host:port` as in the strategy; the same as Kong’s `target` label',
  gateway: 'gateway of the strategy',
  upstream: 'upstream in Kong, named by the layout',
  node: 'id of a Kong node',
  outcome: 'what came of it; the values are in the description',
  phase: 'of a tick or of a region; the values are in the description',
  rotation: '`in`, `out` or `trial`',
  window: '`5m`, `30m`, `1h`, `2h`, `6h`, `1d`, `3d`',
  percentile: 'of a latency objective, such as `99` or `99.9`',
  kind: 'kind of a line of the journal',
  call: '`read-health`, `read-weights` or `set-weight`',
  reason: 'why something was dropped or refused',
  channel: 'name of an entry of `notify`',
  origin: '`person` or `drill`',
  lever: '`evacuate`, `drain`, `pin` or `freeze`',
  signal: '`request logs`, `own probes`, `Kong’s health at GATEWAY`',
} as const;

export type MetricLabel = keyof typeof METRIC_LABELS;

/** Edges every service has, in ms. */
const BASE_EDGES_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const;
/** More different limits than this in one strategy: each service has only its own as edges. */
const SHARED_LIMITS_MAX = 12;

/**
 * Edges of a service's latency histograms, in ms. Each latency objective is an edge, so that the
 * part of the requests that met it is counted and not interpolated. All services have the same ones
 * as long as that is few, so that they can be added up.
 */
export function latencyEdgesMs(
  strategy: Pick<Strategy, 'services'>,
  serviceName: string,
): readonly number[] {
  const all = strategy.services.flatMap(limitsOf);
  const isShared = new Set(all).size <= SHARED_LIMITS_MAX;
  const own = strategy.services.filter(({ name }) => name === serviceName).flatMap(limitsOf);
  return [...new Set<number>([...BASE_EDGES_MS, ...(isShared ? all : own)])].toSorted(
    (a, b) => a - b,
  );
}

function limitsOf({ objective }: Strategy['services'][number]): readonly number[] {
  return objective.latency.map(({ limitMs }) => limitMs);
}
