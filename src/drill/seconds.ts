/** What one tick of the controller saw, as far as a drill asks: one line per second. */

import type { Digest, TargetDigest } from '../decide/digest.ts';
import { fadeInto, NO_SPREAD, type Spread } from '../lib/spread.ts';
import type { TickRecord } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { nodeName } from './outer-weights.ts';
import type { DrillPlace } from './scope.ts';

export interface DrillSecond {
  readonly atMs: number;
  /** Of the services drilled, by name. */
  readonly services: Readonly<Record<string, ServiceSecond>>;
  /** Requests of all services of the strategy. */
  readonly allRequests: number;
  /** Tries at all targets of the services drilled, and at what is drilled. */
  readonly tries: number;
  readonly scopeTries: number;
  readonly scopeFailures: number;
  readonly latency: Spread;
  /** Tries by region, then service. */
  readonly regions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What each node says of the targets drilled. */
  readonly nodes: Readonly<Record<string, NodeSecond>>;
}

interface ServiceSecond {
  readonly requests: number;
  readonly failed: number;
  readonly shed: number;
}

interface NodeSecond {
  /** Targets that it holds for unhealthy. */
  readonly down: number;
  /** Sum of the weights it really uses in the targets' own upstream, by service; `null` = unknown. */
  readonly weights: Readonly<Record<string, number | null>>;
}

export function secondOf(
  { atMs, digest }: TickRecord,
  { strategy, places }: { readonly strategy: Strategy; readonly places: readonly DrillPlace[] },
): DrillSecond {
  const upstreams = upstreamsOf(digest);
  const at = (upstream: string) => upstreams.find((one) => one.upstream === upstream);
  const services: Record<string, ServiceSecond> = {};
  const regions: Record<string, Record<string, number>> = {};
  const hit: { readonly service: string; readonly target: TargetDigest }[] = [];
  let [tries, latency] = [0, NO_SPREAD];
  for (const { service, targets } of places) {
    const reading = at(service.upstream);
    const { requests = 0, failed = 0, shed = 0 } = reading ?? {};
    services[service.name] = { requests, failed, shed };
    for (const target of reading?.targets ?? []) {
      tries += target.tries;
      latency = fadeInto(latency, 1, target.latency ?? NO_SPREAD);
      const place = service.targets.find((one) => one.target === target.target);
      if (place === undefined) continue;
      const ofRegion = (regions[place.region] ??= {});
      ofRegion[service.name] = (ofRegion[service.name] ?? 0) + target.tries;
      if (targets.some((one) => one.target === target.target)) {
        hit.push({ service: service.name, target });
      }
    }
  }
  return {
    atMs,
    services,
    allRequests: strategy.services.reduce(
      (sum, { upstream }) => sum + (at(upstream)?.requests ?? 0),
      0,
    ),
    tries,
    scopeTries: hit.reduce((sum, { target }) => sum + target.tries, 0),
    scopeFailures: hit.reduce((sum, { target }) => sum + target.failures, 0),
    latency,
    regions,
    nodes: nodesOf(hit),
  };
}

function nodesOf(
  hit: readonly { readonly service: string; readonly target: TargetDigest }[],
): Record<string, NodeSecond> {
  const nodes: Record<string, { down: number; weights: Record<string, number | null> }> = {};
  for (const { service, target } of hit) {
    for (const { gateway, nodeId, health, nodeWeight } of target.nodes) {
      const node = (nodes[nodeName(gateway, nodeId)] ??= { down: 0, weights: {} });
      if (health === 'UNHEALTHY' || health === 'DNS_ERROR') node.down += 1;
      const sum = node.weights[service] === undefined ? 0 : node.weights[service];
      node.weights[service] = nodeWeight === null || sum === null ? null : sum + nodeWeight;
    }
  }
  return nodes;
}

/** Ticks come from the store, which others may have written. */
function upstreamsOf(digest: unknown): Digest['upstreams'] {
  if (typeof digest !== 'object' || digest === null) return [];
  const { upstreams } = digest as Partial<Digest>;
  return Array.isArray(upstreams) ? upstreams : [];
}

export interface Sums {
  readonly requests: number;
  readonly failed: number;
  readonly shed: number;
  readonly tries: number;
  readonly scopeTries: number;
  /** `null` without any answer. */
  readonly p99Ms: number | null;
}

export function sumOf(seconds: readonly DrillSecond[]): Sums {
  const services = seconds.flatMap((second) => Object.values(second.services));
  const latency = seconds.reduce((all, second) => fadeInto(all, 1, second.latency), NO_SPREAD);
  return {
    requests: services.reduce((sum, one) => sum + one.requests, 0),
    failed: services.reduce((sum, one) => sum + one.failed, 0),
    shed: services.reduce((sum, one) => sum + one.shed, 0),
    tries: seconds.reduce((sum, one) => sum + one.tries, 0),
    scopeTries: seconds.reduce((sum, one) => sum + one.scopeTries, 0),
    p99Ms: quantileOfSpread(latency, 0.99),
  };
}

export function failedRatioOf({ requests, failed }: Pick<Sums, 'requests' | 'failed'>): number {
  return requests === 0 ? 0 : failed / requests;
}

/** A bad second is one in which more than this part of the requests failed (design §7). */
const BAD_RATIO = 0.01;

export function isBad(second: DrillSecond): boolean {
  return failedRatioOf(sumOf([second])) > BAD_RATIO;
}

/** Within a fifth of the true value: a spread has two buckets per doubling from 0.1 ms. */
function quantileOfSpread({ first, counts }: Spread, ratio: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    seen += count;
    if (seen >= ratio * total) return rounded(0.1 * 2 ** ((first + index - 0.5) / 2));
  }
  return null;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
