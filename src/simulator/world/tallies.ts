/**
 * What Kong's log entries amount to: outcomes and latencies by target, requests by service.
 *
 * Counts only ever grow; each reader keeps what it has read and gets the difference, so that
 * several controllers can read without taking anything from each other.
 */

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

const BUCKETS = emptyHistogram().counts.length;

type TargetName = Pick<TargetTally, 'gateway' | 'upstream' | 'target'>;
type ServiceName = Pick<ServiceTally, 'gateway' | 'service'>;

/** A copy of all counts at one moment. */
interface Counts {
  readonly outcomes: Float64Array;
  readonly buckets: Float64Array;
  readonly latencySumMs: Float64Array;
  readonly busyMs: Float64Array;
  readonly requests: Float64Array;
}

const REQUEST_FIELDS = 3;

/** Only to be read. */
const NO_LATENCY: Histogram = emptyHistogram();

export class Tallies {
  readonly #targets: TargetName[] = [];
  readonly #services: ServiceName[] = [];
  #counts: Counts = emptyCounts({ targets: 0, services: 0 });

  addTarget(name: TargetName): number {
    const index = this.#targets.push(name) - 1;
    this.#grow();
    return index;
  }

  addService(name: ServiceName): number {
    const index = this.#services.push(name) - 1;
    this.#grow();
    return index;
  }

  /** Answered outcomes (ok, errors, overload) have a latency: the time it took. */
  countTry(target: number, outcome: number, tookMs: number): void {
    const { outcomes, buckets, latencySumMs, busyMs } = this.#counts;
    const place = target * OUTCOMES.length + outcome;
    outcomes[place] = (outcomes[place] ?? 0) + 1;
    busyMs[target] = (busyMs[target] ?? 0) + tookMs;
    if (outcome > OVERLOAD) return;
    latencySumMs[target] = (latencySumMs[target] ?? 0) + tookMs;
    const bucket = target * BUCKETS + bucketOf(tookMs);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }

  countGood(service: number): void {
    this.#countRequest(service * REQUEST_FIELDS);
  }

  countFailed(service: number, { isShed }: { readonly isShed: boolean }): void {
    this.#countRequest(service * REQUEST_FIELDS);
    this.#countRequest(service * REQUEST_FIELDS + 1);
    if (isShed) this.#countRequest(service * REQUEST_FIELDS + 2);
  }

  #countRequest(place: number): void {
    const { requests } = this.#counts;
    requests[place] = (requests[place] ?? 0) + 1;
  }

  createReader(): TallyReader {
    // What was counted before there was a reader is not news to it.
    let read = copyOf(this.#counts);
    return {
      read: () => {
        const before = read;
        read = copyOf(this.#counts);
        const since = { now: read, before };
        return {
          targets: this.#targets.map((name, index) => ({ ...name, ...targetSince(since, index) })),
          services: this.#services.map((name, index) => {
            return { ...name, ...serviceSince(since, index) };
          }),
        };
      },
    };
  }

  #grow(): void {
    const sizes = { targets: this.#targets.length, services: this.#services.length };
    const grown = emptyCounts(sizes);
    grown.outcomes.set(this.#counts.outcomes);
    grown.buckets.set(this.#counts.buckets);
    grown.latencySumMs.set(this.#counts.latencySumMs);
    grown.busyMs.set(this.#counts.busyMs);
    grown.requests.set(this.#counts.requests);
    this.#counts = grown;
  }
}

function emptyCounts({ targets, services }: { targets: number; services: number }): Counts {
  return {
    outcomes: new Float64Array(targets * OUTCOMES.length),
    buckets: new Float64Array(targets * BUCKETS),
    latencySumMs: new Float64Array(targets),
    busyMs: new Float64Array(targets),
    requests: new Float64Array(services * REQUEST_FIELDS),
  };
}

function copyOf(counts: Counts): Counts {
  return {
    outcomes: counts.outcomes.slice(),
    buckets: counts.buckets.slice(),
    latencySumMs: counts.latencySumMs.slice(),
    busyMs: counts.busyMs.slice(),
    requests: counts.requests.slice(),
  };
}

interface Since {
  readonly now: Counts;
  /** Shorter than `now` when targets were added in between. */
  readonly before: Counts;
}

function targetSince(
  { now, before }: Since,
  target: number,
): Pick<TargetTally, 'outcomes' | 'latency' | 'busyMs'> {
  const outcomes: OutcomeCounts = emptyOutcomes();
  for (const [index, kind] of OUTCOMES.entries()) {
    outcomes[kind] = difference(now.outcomes, before.outcomes, target * OUTCOMES.length + index);
  }
  const busyMs = difference(now.busyMs, before.busyMs, target);
  // Most readings are of targets that nothing happened at: these share one histogram.
  if (busyMs === 0 && OUTCOMES.every((kind) => outcomes[kind] === 0)) {
    return { outcomes, latency: NO_LATENCY, busyMs };
  }
  const latency: Histogram = emptyHistogram();
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const count = difference(now.buckets, before.buckets, target * BUCKETS + bucket);
    latency.counts[bucket] = count;
    latency.count += count;
  }
  latency.sumMs = difference(now.latencySumMs, before.latencySumMs, target);
  return { outcomes, latency, busyMs };
}

function serviceSince(
  { now, before }: Since,
  service: number,
): Pick<ServiceTally, 'total' | 'failed' | 'shed'> {
  const place = service * REQUEST_FIELDS;
  return {
    total: difference(now.requests, before.requests, place),
    failed: difference(now.requests, before.requests, place + 1),
    shed: difference(now.requests, before.requests, place + 2),
  };
}

function difference(now: Float64Array, before: Float64Array, index: number): number {
  return (now[index] ?? 0) - (before[index] ?? 0);
}
