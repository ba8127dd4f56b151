/**
 * Adds samples up. Counts add exactly, so a coarser step has the sums of the finer ones; quantiles are
 * found anew in the added buckets, shares are means by requests, the budget is the newest.
 */

import { emptyHistogram, quantileOf } from '../lib/histogram.ts';
import type { FailedTries, Sample, ServiceSample } from '../model/history.ts';

/** `later` put on top of `earlier`, in the earlier one's place in time. */
export function mergeSamples(earlier: Sample, later: Sample): Sample {
  const services = new Map(earlier.services.map((one) => [one.service, one] as const));
  for (const one of later.services) {
    const before = services.get(one.service);
    services.set(one.service, before === undefined ? one : mergeServices(before, one));
  }
  return { ...earlier, services: [...services.values()] };
}

function mergeServices(earlier: ServiceSample, later: ServiceSample): ServiceSample {
  const requests = earlier.requests + later.requests;
  const latency = mergeLatency(earlier.latency, later.latency);
  return {
    service: earlier.service,
    requests,
    failed: earlier.failed + later.failed,
    shed: earlier.shed + later.shed,
    ...badSeconds(earlier, later),
    ...failedTries(earlier, later),
    ...(latency === null ? {} : { latency }),
    ...quantiles(earlier, later, latency),
    shares: mergeShares(earlier, later),
    budgetLeftRatio: later.budgetLeftRatio ?? earlier.budgetLeftRatio,
  };
}

type Buckets = NonNullable<ServiceSample['latency']>;

/** p50 and p99 of counted buckets; `null` when nothing was counted. */
export function quantilesOf(buckets: Buckets): { p50Ms: number | null; p99Ms: number | null } {
  const histogram = emptyHistogram();
  for (const [bucket, count] of buckets) {
    histogram.counts[bucket] = count;
    histogram.count += count;
  }
  return { p50Ms: quantileOf(histogram, 0.5), p99Ms: quantileOf(histogram, 0.99) };
}

function badSeconds(a: ServiceSample, b: ServiceSample): Pick<ServiceSample, 'badSeconds'> {
  if (a.badSeconds === undefined && b.badSeconds === undefined) return {};
  return { badSeconds: (a.badSeconds ?? 0) + (b.badSeconds ?? 0) };
}

function failedTries(a: ServiceSample, b: ServiceSample): Pick<ServiceSample, 'failedTries'> {
  if (a.failedTries === undefined && b.failedTries === undefined) return {};
  const sums: Record<string, FailedTries> = { ...a.failedTries };
  for (const [region, tries] of Object.entries(b.failedTries ?? {})) {
    const before = sums[region];
    sums[region] = before === undefined ? tries : addTries(before, tries);
  }
  return { failedTries: sums };
}

function addTries(a: FailedTries, b: FailedTries): FailedTries {
  return {
    errors: a.errors + b.errors,
    overload: a.overload + b.overload,
    timeouts: a.timeouts + b.timeouts,
    connectFailures: a.connectFailures + b.connectFailures,
  };
}

/** `null` unless both know their buckets, or the one without had no answers. */
function mergeLatency(a: Buckets | undefined, b: Buckets | undefined): Buckets | null {
  if (a === undefined || b === undefined) return null;
  const counts = new Map(a);
  for (const [bucket, count] of b) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  return [...counts].toSorted(([one], [other]) => one - other);
}

/** Without buckets: the mean of the medians by requests, and the worse p99 of the two. */
function quantiles(
  a: ServiceSample,
  b: ServiceSample,
  latency: Buckets | null,
): Pick<ServiceSample, 'p50Ms' | 'p99Ms'> {
  if (latency !== null) return quantilesOf(latency);
  const tails = [a.p99Ms, b.p99Ms].filter((value) => value !== null);
  const p99Ms = tails.length === 0 ? null : Math.max(...tails);
  if (a.p50Ms === null || b.p50Ms === null) return { p50Ms: a.p50Ms ?? b.p50Ms, p99Ms };
  const requests = a.requests + b.requests;
  const ratio = requests === 0 ? 0.5 : a.requests / requests;
  return { p50Ms: a.p50Ms * ratio + b.p50Ms * (1 - ratio), p99Ms };
}

function mergeShares(a: ServiceSample, b: ServiceSample): ServiceSample['shares'] {
  const requests = a.requests + b.requests;
  if (requests === 0) return b.shares;
  const regions = [...new Set([...Object.keys(a.shares), ...Object.keys(b.shares)])];
  return Object.fromEntries(
    regions.map((region) => {
      const weighted = (a.shares[region] ?? 0) * a.requests + (b.shares[region] ?? 0) * b.requests;
      return [region, weighted / requests];
    }),
  );
}
