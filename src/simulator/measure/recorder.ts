/**
 * Writes down what a run shows, second by second: requests as clients saw them, utilisation, weights
 * in force. Bounded by the seconds of the run, not by its requests. Seconds count from the end of
 * the warm-up; those of the warm-up are negative, kept for the charts and left out of all figures.
 */

import { emptyHistogram, type Histogram, mergeHistogram, quantileOf } from '../../lib/histogram.ts';
import type { Weights } from '../../model/control.ts';
import type { SecondPoint, WeightPoint } from '../contract.ts';
import type { SecondTally, TallyReader, World } from '../world/contract.ts';

export interface Recorder {
  readonly seconds: readonly SecondPoint[];
  readonly weights: readonly WeightPoint[];
  /** Of the good answers after the warm-up. */
  readonly latency: Histogram;
  readonly servedByRegion: Readonly<Record<string, number>>;
  readonly servedByServer: Readonly<Record<string, number>>;
  /** Of answered tries after the warm-up until now; to be asked once, at the end. */
  meanMsByServer(): Readonly<Record<string, number>>;
  /** Weights came into force at a first node. */
  recordWeights(upstream: string, weights: Weights): void;
}

export interface RecorderOptions {
  readonly world: World;
  readonly warmUpMs: number;
  /** Seconds later than this are not recorded. */
  readonly endMs: number;
  readonly onSecond: (point: SecondPoint) => void;
}

export function createRecorder(options: RecorderOptions): Recorder {
  const { world, warmUpMs, endMs, onSecond } = options;
  const { servers } = world.spec;
  const seconds: SecondPoint[] = [];
  const latency = emptyHistogram();
  const servedByServer = new Map(servers.map(({ name }) => [name, 0]));
  const utilisation = sampleUtilisation(world, endMs);
  const weights: WeightPoint[] = [];
  const tries: { reader: TallyReader | null } = { reader: null };
  world.schedule(warmUpMs, () => {
    tries.reader = world.createTallyReader();
  });

  world.onSecond((tally) => {
    const startMs = tally.second * 1_000;
    if (startMs >= endMs) return;
    const second = Math.floor((startMs - warmUpMs) / 1_000);
    const point = pointOf(tally, { second, world, utilisation: utilisation.at(tally.second) });
    seconds.push(point);
    if (second >= 0) {
      mergeHistogram(latency, tally.latency);
      for (const [index, { name }] of servers.entries()) {
        const served = tally.servedByServer[index] ?? 0;
        servedByServer.set(name, (servedByServer.get(name) ?? 0) + served);
      }
    }
    onSecond(point);
  });
  return {
    seconds,
    weights,
    latency,
    get servedByRegion() {
      return sumByRegion(world, (name) => servedByServer.get(name) ?? 0);
    },
    get servedByServer() {
      return Object.fromEntries(servedByServer);
    },
    meanMsByServer: () => meanLatencies(world, tries.reader),
    recordWeights(upstream, now) {
      const atMs = world.nowMs - warmUpMs;
      const last = weights.findLast((point) => point.upstream === upstream);
      // A batch is one change: what holds at the end of a moment is what counts.
      if (last !== undefined && last.atMs === atMs) weights.splice(weights.indexOf(last), 1);
      weights.push({ atMs, upstream, weights: now });
    },
  };
}

/** Targets that a gateway reaches through itself are none of a server's. */
function meanLatencies(world: World, reader: TallyReader | null): Record<string, number> {
  const sums = new Map(world.spec.servers.map(({ name }) => [name, { count: 0, sumMs: 0 }]));
  for (const { target, latency } of reader?.read().targets ?? []) {
    const sum = sums.get(target);
    if (sum === undefined) continue;
    sum.count += latency.count;
    sum.sumMs += latency.sumMs;
  }
  const seen = [...sums].filter(([, { count }]) => count > 0);
  return Object.fromEntries(seen.map(([name, { count, sumMs }]) => [name, sumMs / count]));
}

function pointOf(
  tally: SecondTally,
  options: { second: number; world: World; utilisation: Readonly<Record<string, number>> },
): SecondPoint {
  const { second, world, utilisation } = options;
  const { sent, failed, shed, latency, servedByServer } = tally;
  const index = new Map(world.spec.servers.map(({ name }, place) => [name, place]));
  return {
    second,
    sent,
    failed,
    shed,
    p50Ms: quantileOf(latency, 0.5),
    p99Ms: quantileOf(latency, 0.99),
    served: sumByRegion(world, (name) => servedByServer[index.get(name) ?? -1] ?? 0),
    utilisation,
  };
}

function sumByRegion(world: World, valueOf: (server: string) => number): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { name, region } of world.spec.servers) {
    sums[region] = (sums[region] ?? 0) + valueOf(name);
  }
  return sums;
}

interface Utilisation {
  /** By region, in a second since the start of the world. */
  at(second: number): Readonly<Record<string, number>>;
}

/** Samples at the end of each second; what clients saw of it is known then, or later. */
function sampleUtilisation(world: World, endMs: number): Utilisation {
  const samples: Readonly<Record<string, number>>[] = [];
  let before = busyByRegion(world);
  const sample = () => {
    const now = busyByRegion(world);
    // By the workers that there were: a fault on the border belongs to the next second.
    const ratios = [...before].map(([region, { busyMs, workers }]) => {
      const spentMs = (now.get(region)?.busyMs ?? 0) - busyMs;
      return [region, Math.min(1, spentMs / (workers * 1_000))] as const;
    });
    samples.push(Object.fromEntries(ratios));
    before = now;
  };
  const tick = () => {
    if (samples.length * 1_000 < world.nowMs) sample();
    if (world.nowMs < endMs) world.schedule(world.nowMs + 1_000, tick);
  };
  world.schedule(1_000, tick);
  return {
    at(second) {
      // Settled at its very end, before this moment's tick.
      if (samples.length === second) sample();
      return samples[second] ?? {};
    },
  };
}

function busyByRegion(world: World): Map<string, { busyMs: number; workers: number }> {
  const loads = new Map<string, { busyMs: number; workers: number }>();
  for (const { name, region } of world.spec.servers) {
    const { busyMs, workers } = world.serverLoad(name);
    const sum = loads.get(region) ?? { busyMs: 0, workers: 0 };
    loads.set(region, { busyMs: sum.busyMs + busyMs, workers: sum.workers + workers });
  }
  return loads;
}
