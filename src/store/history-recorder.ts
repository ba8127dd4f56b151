/**
 * Counts what passes and writes it into the history every ten seconds, beside the loop: it is told of
 * requests, tries and ticks, and neither waits nor throws in any of them. Only the leader writes; what a
 * follower sees belongs to the leader's own log or is nobody's.
 */

import { bucketOf } from '../lib/histogram.ts';
import type { FailedTries, History, Sample, ServiceSample } from '../model/history.ts';
import type { LoopMeter } from '../model/loop-meter.ts';
import type { TappedRequest, TappedTry, TrafficTap } from '../model/observation.ts';
import type { Clock, Logger } from '../model/ports.ts';
import type { StatusSnapshot, UpstreamStatus } from '../model/status.ts';
import type { ServiceStrategy, Strategy } from '../model/strategy.ts';
import { stepBegin } from './history-limits.ts';
import { quantilesOf } from './history-merge.ts';

export interface HistoryRecorder {
  readonly tap: TrafficTap;
  readonly meter: LoopMeter;
  /** Writes what has been counted so far; before the store is closed. */
  flush(): Promise<void>;
}

export interface HistoryRecorderOptions {
  readonly strategy: Strategy;
  readonly store: { readonly history: Pick<History, 'appendSample'> };
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Pick<Logger, 'warn'>;
}

const STEP_MS = 10_000;
/** Samples that wait for a store that cannot be written: five minutes of them. */
const WAITING_LIMIT = 30;
/** A second in which a larger part failed is a bad one. */
const BAD_SECOND_RATIO = 0.01;

export function createHistoryRecorder(options: HistoryRecorderOptions): HistoryRecorder {
  const { strategy, clock, logger } = options;
  const { history } = options.store;
  const tallies = new Map(strategy.services.map((one) => [one.upstream, createTally(one)]));
  const waiting: Sample[] = [];
  let stepMs: number | null = null;
  let newest: StatusSnapshot | null = null;
  let writing: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      try {
        await history.appendSample(first);
      } catch (error) {
        logger.warn({ error: String(error) }, 'A sample of the history could not be written yet.');
        return;
      }
      waiting.shift();
    }
  };
  const take = (atMs: number): void => {
    const services = [...tallies].flatMap(([upstream, tally]) => {
      const status = newest?.upstreams.find((one) => one.upstream === upstream);
      const counted = takeSample(tally, status);
      return counted === null ? [] : [counted];
    });
    if ((newest?.leader ?? null) === null || services.length === 0) return;
    if (waiting.length >= WAITING_LIMIT) waiting.shift();
    waiting.push({ atMs, stepMs: STEP_MS, services });
  };
  return {
    tap: {
      requestRecorded: (request) => {
        const tally = tallies.get(request.upstream);
        if (tally !== undefined) countRequest(tally, request, Math.floor(clock.nowMs() / 1_000));
      },
      tryRecorded: (record) => countTry(tallies.get(record.upstream), record),
    },
    meter: {
      tickEnded({ endedAtMs, snapshot }) {
        const nowStepMs = stepBegin(endedAtMs, STEP_MS);
        newest = snapshot;
        if (stepMs !== null && nowStepMs !== stepMs) {
          take(stepMs);
          writing ??= write().finally(() => {
            writing = null;
          });
        }
        stepMs = nowStepMs;
      },
    },
    async flush() {
      await writing;
      take(stepMs ?? stepBegin(clock.nowMs(), STEP_MS));
      await write();
    },
  };
}

/** What one service came to since the sample before. */
interface Tally {
  readonly service: string;
  readonly regionOf: ReadonlyMap<string, string>;
  requests: number;
  failed: number;
  shed: number;
  badSeconds: number;
  /** The second that is being counted. */
  second: { at: number; requests: number; failed: number };
  latency: Map<number, number>;
  tries: Record<string, { -readonly [Kind in keyof FailedTries]: number }>;
}

function createTally({ name, targets }: ServiceStrategy): Tally {
  return {
    service: name,
    regionOf: new Map(targets.map(({ target, region }) => [target, region])),
    ...emptyCounts(),
    second: { at: 0, requests: 0, failed: 0 },
  };
}

function emptyCounts() {
  return { requests: 0, failed: 0, shed: 0, badSeconds: 0, latency: new Map(), tries: {} };
}

function countRequest(tally: Tally, { outcome, durationMs }: TappedRequest, second: number): void {
  if (outcome === 'aborted') return;
  if (tally.second.at !== second) closeSecond(tally, second);
  const isFailed = outcome !== 'ok';
  tally.requests += 1;
  tally.second.requests += 1;
  if (isFailed) {
    tally.failed += 1;
    tally.second.failed += 1;
  }
  if (outcome === 'shed') tally.shed += 1;
  if (durationMs === null || outcome === 'shed') return;
  const bucket = bucketOf(durationMs);
  tally.latency.set(bucket, (tally.latency.get(bucket) ?? 0) + 1);
}

function closeSecond(tally: Tally, at: number): void {
  const { requests, failed } = tally.second;
  if (failed > requests * BAD_SECOND_RATIO) tally.badSeconds += 1;
  tally.second = { at, requests: 0, failed: 0 };
}

function countTry(tally: Tally | undefined, { target, outcome }: TappedTry): void {
  if (tally === undefined || outcome === 'ok' || outcome === 'aborted') return;
  const region = tally.regionOf.get(target);
  if (region === undefined) return;
  const none = { errors: 0, overload: 0, timeouts: 0, connectFailures: 0 };
  (tally.tries[region] ??= none)[outcome] += 1;
}

/** `null` when there was no request. Counting starts anew. */
function takeSample(tally: Tally, status: UpstreamStatus | undefined): ServiceSample | null {
  closeSecond(tally, 0);
  const { service, requests, failed, shed, badSeconds, tries } = tally;
  const latency = [...tally.latency].toSorted(([a], [b]) => a - b);
  Object.assign(tally, emptyCounts());
  if (requests === 0) return null;
  return {
    service,
    requests,
    failed,
    shed,
    badSeconds,
    ...(Object.keys(tries).length === 0 ? {} : { failedTries: tries }),
    latency,
    ...quantilesOf(latency),
    shares: sharesOf(status),
    budgetLeftRatio: status?.budget?.leftRatio ?? null,
  };
}

/** By region, the mean over the gateways of what is applied, or wanted where that is not known. */
function sharesOf(status: UpstreamStatus | undefined): ServiceSample['shares'] {
  const entries = (status?.regions ?? []).map(({ region, shares }) => {
    const sum = shares.reduce((total, one) => total + (one.appliedRatio ?? one.desiredRatio), 0);
    return [region, shares.length === 0 ? 0 : Math.round((sum / shares.length) * 1e4) / 1e4];
  });
  return Object.fromEntries(entries) as ServiceSample['shares'];
}
