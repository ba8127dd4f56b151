/**
 * The two forms of `ballast demo`: one scenario unattended with figures at the end, or everything
 * running until someone stops it, with a page. Both start the same contestants and end all that
 * they started, in whatever way they end.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baselineOf, type Baseline } from './baseline.ts';
import type { FastifyInstance } from 'fastify';
import type { ContestantName } from './contestant-names.ts';
import type { Balancing } from './demo-strategy.ts';
import { startContestant, type Contestant } from './contestant.ts';
import type { OpenJournal } from './journal.ts';
import { startLive, type Live } from './live.ts';
import { waitForAnswer } from './page-answers.ts';
import { createLiveServer } from './live-server.ts';
import { checkPortFree, portProblem } from './ports.ts';
import { runScenario, type Entrant } from './run-scenario.ts';
import { scenarioOf, type ScenarioName } from './scenarios.ts';
import { settle } from './settle.ts';
import type { Result } from './statistics.ts';
import { DEMO_TOPOLOGY } from './topology.ts';

export interface DemoOptions {
  readonly contestants: readonly ContestantName[];
  readonly ratePerSecond: number;
  readonly seed: number;
  /** Instead of what Ballast chooses by itself. */
  readonly balancing?: Balancing;
  readonly openJournal: OpenJournal;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

export interface ScenarioOptions extends DemoOptions {
  readonly scenario: ScenarioName;
  readonly warmUpMs: number;
  readonly faultMs: number;
  readonly healForMs: number;
}

/** What `ballast demo --scenario … --json` prints. */
export interface ScenarioReport {
  readonly scenario: ScenarioName;
  readonly seed: number;
  /** Requests per second to each contestant, over all services. */
  readonly rate: number;
  /** How long the fault lasted, and how long it was watched after the heal. */
  readonly faultMs: number;
  readonly healMs: number;
  /** Whether the warm-up was clean; when not, the figures are the machine's. */
  readonly baseline: Baseline;
  readonly contestants: Readonly<Partial<Record<ContestantName, Result>>>;
}

export async function runDemo(options: ScenarioOptions): Promise<ScenarioReport> {
  const { scenario, seed, ratePerSecond } = options;
  return withContestants(options, async (contestants) => {
    const { faultMs, healMs, results } = await runScenario(
      contestants.map((contestant) => entrantOf(contestant, options)),
      { ...options, scenario: scenarioOf(scenario), topology: DEMO_TOPOLOGY, untilBack: true },
    );
    const warmUps = Object.entries(results).map(([name, { warmUp }]) => ({ name, ...warmUp }));
    const baseline = baselineOf(warmUps, { ratePerSecond, topology: DEMO_TOPOLOGY });
    const head = { scenario, seed, rate: ratePerSecond, faultMs, healMs };
    return { ...head, baseline, contestants: results };
  });
}

export interface PageOptions extends DemoOptions {
  /** Of the page; 0 for a free one. */
  readonly port: number;
  /** Called when the page can be opened. */
  readonly onReady: (page: {
    readonly url: string;
    readonly live: Live;
    readonly contestants: readonly Contestant[];
  }) => void;
}

/** Resolves when the signal aborts and everything is closed. */
export async function serveDemo(options: PageOptions): Promise<void> {
  const { port, signal } = options;
  await checkPortFree(port);
  await withContestants(options, async (contestants) => {
    const live = await startLive({ ...options, topology: DEMO_TOPOLOGY, contestants });
    const server = await createLiveServer(live);
    try {
      const url = await listenOnPort(server, port);
      options.onProgress('starting the page');
      await waitForAnswer(`${url}/api/state`, { signal });
      options.onReady({ url, live, contestants });
      await aborted(signal);
    } finally {
      await server.close();
      await live.close();
    }
  });
}

async function withContestants<T>(
  options: DemoOptions,
  use: (contestants: readonly Contestant[]) => Promise<T>,
): Promise<T> {
  const { onProgress, signal } = options;
  const directory = await mkdtemp(join(tmpdir(), 'ballast-demo-'));
  const contestants: Contestant[] = [];
  try {
    for (const [index, name] of options.contestants.entries()) {
      onProgress(`starting ${name} (${index + 1} of ${options.contestants.length})`);
      contestants.push(
        await startContestant({ ...options, name, topology: DEMO_TOPOLOGY, directory }),
      );
      signal.throwIfAborted();
    }
    onProgress('settling: traffic that does not count, for 6 to 15 s');
    const proxyUrls = contestants.map(({ proxyUrl }) => proxyUrl);
    await settle(proxyUrls, { ...options, topology: DEMO_TOPOLOGY });
    return await use(contestants);
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.close()));
    await rm(directory, { recursive: true, force: true });
  }
}

function entrantOf(contestant: Contestant, { openJournal }: DemoOptions): Entrant {
  const { name, world, proxyUrl, stateFile } = contestant;
  return {
    name,
    world,
    proxyUrl,
    async writes() {
      if (stateFile === null) return 0;
      const journal = await openJournal(stateFile);
      try {
        return await journal.readWrites();
      } finally {
        await journal.close();
      }
    },
  };
}

/** Somebody may have taken the port while the contestants were starting. */
async function listenOnPort(server: FastifyInstance, port: number): Promise<string> {
  try {
    return await server.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    throw portProblem(error, port);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
