/**
 * The endless demo: traffic to every contestant, faults at a click, and once a second the state of
 * everything as one value, for the page and the terminal.
 */

import { performance } from 'node:perf_hooks';
import { formatDuration, formatRatio } from '../lib/quantities.ts';
import type { ControlEvent } from '../model/control.ts';
import type { DemoState } from './api-types.ts';
import { startDemoClient } from './demo-client.ts';
import type { Contestant } from './contestant.ts';
import { DEMO_FAILBACK } from './demo-strategy.ts';
import type { OpenJournal } from './journal.ts';
import { createLiveBaseline, type LiveBaseline } from './live-baseline.ts';
import { contestantStateOf } from './live-contestant.ts';
import { createSide, pollSide, type Side } from './live-side.ts';
import { SCENARIO_NAMES, scenarioOf, type Scenario, type ScenarioName } from './scenarios.ts';
import { standingOf } from './standing.ts';
import type { Topology } from './topology.ts';

export interface Live {
  state(): DemoState;
  /** Heals what is broken, then breaks this. */
  begin(name: ScenarioName): Promise<void>;
  heal(): Promise<void>;
  /** Calls the listener after each second; returns how to stop that. */
  subscribe(listener: (state: DemoState) => void): () => void;
  close(): Promise<void>;
}

export interface LiveOptions {
  readonly topology: Topology;
  readonly contestants: readonly Contestant[];
  readonly seed: number;
  readonly ratePerSecond: number;
  readonly openJournal: OpenJournal;
}

interface ActiveFault {
  readonly scenario: Scenario;
  readonly sinceMs: number;
}

const TICK_MS = 1_000;

export async function startLive(options: LiveOptions): Promise<Live> {
  const { contestants } = options;
  const startMs = performance.now();
  const startedAtMs = Date.now();
  const sides = await Promise.all(contestants.map((contestant) => createSide(contestant, options)));
  const clients = sides.map((side) => startTraffic(side, { ...options, startMs }));
  const listeners = new Set<(state: DemoState) => void>();
  const baseline = createLiveBaseline(options);
  let fault: ActiveFault | null = null;

  const state = () => {
    const second = Math.floor((performance.now() - startMs) / 1_000);
    return stateOf(options, { sides, startedAtMs, second, fault, baseline });
  };
  let polling = Promise.resolve();
  const timer = setInterval(() => {
    polling = Promise.all(sides.map((side) => pollSide(side))).then(() => {
      baseline.see(state().contestants);
      if (listeners.size === 0) return;
      const current = state();
      for (const listener of listeners) listener(current);
    });
  }, TICK_MS);

  return {
    state,
    async begin(name) {
      const scenario = scenarioOf(name);
      baseline.freeze();
      await Promise.all(contestants.map(({ world }) => world.heal(null)));
      await Promise.all(contestants.map(({ world }) => world.begin(scenario)));
      fault = { scenario, sinceMs: Date.now() };
    },
    async heal() {
      const scenario = fault?.scenario ?? null;
      await Promise.all(contestants.map(({ world }) => world.heal(scenario)));
      fault = null;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      clearInterval(timer);
      await polling;
      await Promise.all(clients.map((client) => client.abandon()));
      for (const { journal } of sides) await journal?.close();
    },
  };
}

function startTraffic(
  { contestant, statistics }: Side,
  { topology, seed, ratePerSecond, startMs }: LiveOptions & { startMs: number },
) {
  return startDemoClient({
    url: contestant.proxyUrl,
    topology,
    seed,
    ratePerSecond,
    startMs,
    onRecord: (record) => statistics.add(record),
  });
}

function stateOf(
  options: LiveOptions,
  now: {
    readonly sides: readonly Side[];
    readonly startedAtMs: number;
    readonly second: number;
    readonly fault: ActiveFault | null;
    readonly baseline: LiveBaseline;
  },
): DemoState {
  const { topology, seed, ratePerSecond } = options;
  const { sides, startedAtMs, second } = now;
  const seen = {
    atMs: Date.now(),
    fault:
      now.fault === null ? null : { name: now.fault.scenario.name, sinceMs: now.fault.sinceMs },
    faults: FAULTS,
    contestants: sides.map((side) => contestantStateOf(side, { topology, ratePerSecond, second })),
  };
  return {
    ...seen,
    standing: standingOf(seen),
    warning: now.baseline.verdict().warning,
    startedAtMs,
    rate: ratePerSecond,
    seed,
    regions: topology.regions.map(({ name }) => name),
    services: topology.services.map(({ name }) => name),
    notes: NOTES,
    dashboardUrl:
      sides.find(({ contestant }) => contestant.dashboardUrl !== null)?.contestant.dashboardUrl ??
      null,
    decisions: sides.flatMap(({ events }) => events.map(decisionLineOf).toReversed()),
  };
}

const FAULTS = SCENARIO_NAMES.filter((name) => name !== 'steady').map((name) => ({
  name,
  title: scenarioOf(name).title,
}));

const NOTES = [
  `To be watched, the demo brings a region back in a hurry: hold ${formatDuration(DEMO_FAILBACK.holdMs)}, ` +
    `steps of ${DEMO_FAILBACK.stepRatios.map(formatRatio).join(', ')}, at least ` +
    `${formatDuration(DEMO_FAILBACK.minDwellMs)} and ${DEMO_FAILBACK.minRequests} requests each. ` +
    'By default Ballast holds for minutes and dwells for half a minute.',
  'The error budget is that of 99.99 % in 30 days, 259 s of full outage: requests lost here, ' +
    'divided by the rate, are the seconds spent of it. It counts what clients saw of all services ' +
    'together; Ballast keeps a budget for each service, from the requests that Kong logged, ' +
    'and takes the days it does not know as it found the minutes it does.',
];

function decisionLineOf(event: ControlEvent): DemoState['decisions'][number] {
  const { atMs, kind, upstream, region, target, message } = event;
  return { atMs, kind, upstream, region, target, message };
}
