/**
 * One unattended run: the same traffic and the same fault at the same moments for every contestant,
 * then what each came to. Phases: warm-up, fault, healed until traffic is back or time is up.
 */

import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, RequestRecord } from './client.ts';
import { startDemoClient } from './demo-client.ts';
import { aftermathMs, type Scenario } from './scenarios.ts';
import { isBad, isBack, secondsOf, summarize, type Result } from './statistics.ts';
import type { Topology } from './topology.ts';
import type { World } from './world.ts';

/** Who takes part: a world behind a gateway. */
export interface Entrant {
  readonly name: string;
  readonly world: World;
  readonly proxyUrl: string;
  /** Weights written so far by a controller. */
  readonly writes: () => Promise<number>;
}

export interface RunOptions {
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly seed: number;
  readonly ratePerSecond: number;
  readonly warmUpMs: number;
  readonly faultMs: number;
  /** Time after the heal: the longest, and whether it ends earlier when traffic is back. */
  readonly healForMs: number;
  readonly untilBack: boolean;
  readonly signal: AbortSignal;
  /** Called at each phase and each second, with what there is to tell. */
  readonly onProgress: (text: string) => void;
}

export interface RunResult {
  readonly faultMs: number;
  readonly healMs: number;
  readonly results: Readonly<Record<string, Result>>;
}

/** After the heal at least this long, so that a relapse is seen. */
const MIN_HEAL_MS = 8_000;
const START_DELAY_MS = 100;

interface Traffic {
  readonly entrant: Entrant;
  readonly records: RequestRecord[];
  readonly client: Client;
}

export async function runScenario(
  entrants: readonly Entrant[],
  options: RunOptions,
): Promise<RunResult> {
  const { scenario, signal, warmUpMs, onProgress } = options;
  const startMs = performance.now() + START_DELAY_MS;
  const until = (timeMs: number) => waitUntilMs(startMs + timeMs, signal);
  const traffic = entrants.map((entrant) => startTraffic(entrant, { ...options, startMs }));
  try {
    onProgress(`warm-up, ${warmUpMs / 1_000} s`);
    await until(warmUpMs);
    onProgress(`fault: ${scenario.title}, ${options.faultMs / 1_000} s`);
    await Promise.all(entrants.map(({ world }) => world.begin(scenario)));
    const healAtMs = warmUpMs + options.faultMs;
    await until(healAtMs);
    onProgress('healed');
    await Promise.all(entrants.map(({ world }) => world.heal(scenario)));
    const endMs = await waitForReturn(traffic, { ...options, healAtMs, until });
    await Promise.all(traffic.map(({ client }) => client.finish()));
    const times = { faultMs: warmUpMs, healMs: healAtMs, endMs };
    return {
      faultMs: options.faultMs,
      healMs: endMs - healAtMs,
      results: await resultsOf(traffic, { times, topology: options.topology }),
    };
  } finally {
    await Promise.all(traffic.map(({ client }) => client.abandon()));
  }
}

function startTraffic(entrant: Entrant, options: RunOptions & { startMs: number }): Traffic {
  const { topology, seed, ratePerSecond, startMs } = options;
  const records: RequestRecord[] = [];
  const client = startDemoClient({
    url: entrant.proxyUrl,
    topology,
    seed,
    ratePerSecond,
    startMs,
    onRecord: (record) => records.push(record),
  });
  return { entrant, records, client };
}

/** Returns when the run ends, in ms since the start of the traffic. */
async function waitForReturn(
  traffic: readonly Traffic[],
  options: RunOptions & { healAtMs: number; until: (timeMs: number) => Promise<void> },
): Promise<number> {
  const { scenario, healAtMs, healForMs, untilBack, topology, warmUpMs, until } = options;
  const leastMs = Math.min(healForMs, MIN_HEAL_MS + aftermathMs(scenario));
  let afterMs = leastMs;
  await until(healAtMs + leastMs);
  while (afterMs < healForMs) {
    const nowMs = healAtMs + afterMs;
    const times = { faultMs: warmUpMs, healMs: healAtMs, endMs: nowMs };
    if (untilBack && traffic.every(({ records }) => isSettled(records, { times, topology }))) break;
    options.onProgress(`waiting for the traffic to be back, ${Math.round(afterMs / 1_000)} s`);
    afterMs = Math.min(healForMs, afterMs + 1_000);
    await until(healAtMs + afterMs);
  }
  return healAtMs + afterMs;
}

/** Whether the primary has its traffic back and the last seconds were clean. */
function isSettled(
  records: readonly RequestRecord[],
  options: { times: { faultMs: number; healMs: number; endMs: number }; topology: Topology },
): boolean {
  const { times, topology } = options;
  const seconds = secondsOf(records, times, topology.regions[0].name);
  const warmUp = seconds.filter(({ fromMs }) => fromMs < 0);
  const warmUpShare = meanShare(warmUp);
  const recent = seconds
    .filter(({ fromMs }) => fromMs >= times.healMs - times.faultMs)
    .slice(-SETTLED_SECONDS);
  return isBack(recent, warmUpShare) && !recent.some(isBad);
}

/** The second before last may still have requests under way; three of these are looked at. */
const SETTLED_SECONDS = 3;

function meanShare(seconds: readonly { primaryShare: number | null }[]): number {
  const shares = seconds.flatMap(({ primaryShare }) => primaryShare ?? []);
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

async function resultsOf(
  traffic: readonly Traffic[],
  { times, topology }: { times: Parameters<typeof summarize>[0]['times']; topology: Topology },
): Promise<Record<string, Result>> {
  const results: Record<string, Result> = {};
  for (const { entrant, records } of traffic) {
    results[entrant.name] = summarize({
      records: records.filter(({ intendedMs }) => intendedMs < times.endMs),
      times,
      primaryRegion: topology.regions[0].name,
      writes: await entrant.writes(),
    });
  }
  return results;
}

async function waitUntilMs(timeMs: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, timeMs - performance.now()), null, { signal });
}
