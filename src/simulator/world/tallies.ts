/**
 * What Kong's log entries amount to: outcomes and latencies by target, requests by service.
 *
 * Counts only ever grow; each reader keeps what it has read and gets the difference, so that
 * several controllers can read without taking anything from each other.
 */

import { assert } from '../../lib/assert.ts';
import { bucketOf, emptyHistogram, type Histogram } from '../../lib/histogram.ts';
import { emptyOutcomes, type OutcomeCounts } from '../../model/observation.ts';
import type { ServiceTally, TallyReader, TargetTally } from './contract.ts';

/** In the order of their numbers. */
const OUTCOMES = ['ok', 'errors', 'overload', 'timeouts', 'connectFailures', 'aborted'] as const;
export const OK = 0;
export const ERRORS = 1;
export const OVERLOAD = 2;
export const TIMEOUTS = 3;
export const CONNECT_FAILURES = 4;
export const ABORTED = 5;

/** Outcomes up to this one are answers. */
const LAST_ANSWERED = OVERLOAD;

type TargetName = Pick<TargetTally, 'gateway' | 'upstream' | 'target'>;
type ServiceName = Pick<ServiceTally, 'gateway' | 'service'>;

/** What was counted of one target so far. */
interface Counts {
  /** In the order of `OUTCOMES`. */
  readonly outcomes: number[];
  readonly buckets: number[];
  latencySumMs: number;
  busyMs: number;
  /** Of all outcomes: equal means that nothing was counted since. */
  tries: number;
}

interface RequestCounts {
  readonly total: number;
  readonly failed: number;
  readonly shed: number;
}

const NO_REQUESTS: RequestCounts = { total: 0, failed: 0, shed: 0 };

/** Only to be read. */
const NO_LATENCY: Histogram = emptyHistogram();

export class Tallies {
  readonly #targets: { readonly name: TargetName; readonly counts: Counts }[] = [];
  readonly #services: { readonly name: ServiceName; readonly counts: Mutable<RequestCounts> }[] =
    [];

  addTarget(name: TargetName): number {
    return this.#targets.push({ name, counts: emptyCounts() }) - 1;
  }

  addService(name: ServiceName): number {
    return this.#services.push({ name, counts: { ...NO_REQUESTS } }) - 1;
  }

  /** Answered outcomes (ok, errors, overload) have a latency: the time it took. */
  countTry(target: number, outcome: number, tookMs: number): void {
    const counts = this.#targets[target]?.counts;
    assert(counts, 'a target that was added');
    const { outcomes, buckets } = counts;
    counts.tries += 1;
    counts.busyMs += tookMs;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (outcome > LAST_ANSWERED) return;
    counts.latencySumMs += tookMs;
    const bucket = bucketOf(tookMs);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }

  countGood(service: number): void {
    this.#requestsOf(service).total += 1;
  }

  countFailed(service: number, { isShed }: { readonly isShed: boolean }): void {
    const counts = this.#requestsOf(service);
    counts.total += 1;
    counts.failed += 1;
    if (isShed) counts.shed += 1;
  }

  createReader(): TallyReader {
    // What was counted before there was a reader is not news to it.
    const targets = this.#targets.map(({ counts }) => copyOf(counts));
    const services = this.#services.map(({ counts }) => ({ ...counts }));
    return {
      read: () => ({
        targets: this.#targets.map(({ name, counts }, index) => {
          const before = targets[index] ?? emptyCounts();
          targets[index] = before.tries === counts.tries ? before : copyOf(counts);
          return { ...name, ...targetSince(counts, before) };
        }),
        services: this.#services.map(({ name, counts }, index) => {
          const before = services[index] ?? NO_REQUESTS;
          services[index] = { ...counts };
          return { ...name, ...serviceSince(counts, before) };
        }),
      }),
    };
  }

  #requestsOf(service: number): Mutable<RequestCounts> {
    const counts = this.#services[service]?.counts;
    assert(counts, 'a service that was added');
    return counts;
  }
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function emptyCounts(): Counts {
  const { counts: buckets } = emptyHistogram();
  return { outcomes: OUTCOMES.map(() => 0), buckets, latencySumMs: 0, busyMs: 0, tries: 0 };
}

function copyOf(counts: Counts): Counts {
  return { ...counts, outcomes: counts.outcomes.slice(), buckets: counts.buckets.slice() };
}

function targetSince(
  now: Counts,
  before: Counts,
): Pick<TargetTally, 'outcomes' | 'latency' | 'busyMs'> {
  const outcomes: OutcomeCounts = emptyOutcomes();
  // Most readings are of targets that nothing happened at: these share one histogram.
  if (now.tries === before.tries) return { outcomes, latency: NO_LATENCY, busyMs: 0 };
  for (const [index, kind] of OUTCOMES.entries()) {
    outcomes[kind] = (now.outcomes[index] ?? 0) - (before.outcomes[index] ?? 0);
  }
  const latency: Histogram = emptyHistogram();
  for (let bucket = 0; bucket < now.buckets.length; bucket += 1) {
    const count = (now.buckets[bucket] ?? 0) - (before.buckets[bucket] ?? 0);
    latency.counts[bucket] = count;
    latency.count += count;
  }
  latency.sumMs = now.latencySumMs - before.latencySumMs;
  return { outcomes, latency, busyMs: now.busyMs - before.busyMs };
}

function serviceSince(now: RequestCounts, before: RequestCounts): RequestCounts {
  return {
    total: now.total - before.total,
    failed: now.failed - before.failed,
    shed: now.shed - before.shed,
  };
}
