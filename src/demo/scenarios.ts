/**
 * The faults of the demo as data: which targets change how, and when. `during` runs from the start
 * of the fault, `after` from the heal (which first makes every target healthy again). The same
 * table serves the unattended runs, the buttons of the page and `bench/twin.ts`.
 */

import { HEALTHY, type FaultState } from './fault-state.ts';

/** Which targets a step changes. */
export interface Where {
  readonly region: 'primary' | 'secondary';
  /** Only this target of the first service (0 = the first); all services and targets without. */
  readonly target?: number;
}

export interface Step {
  /** From the start of the fault, or from the heal. */
  readonly atMs: number;
  readonly where: Where;
  readonly state: Partial<FaultState>;
  /** Shrinks each service's targets there until together they fit this part (0–1) of its demand. */
  readonly fitRatio?: number;
}

export interface Scenario {
  readonly name: ScenarioName;
  /** For people: what happens. */
  readonly title: string;
  /** In order of time, without end when it repeats. */
  readonly during: () => Iterable<Step>;
  readonly after: readonly Step[];
}

export const SCENARIO_NAMES = [
  'region-refuse',
  'region-blackhole',
  'target-gray',
  'region-gray',
  'target-slow',
  'region-slow',
  'small-secondary',
  'flapping',
  'cold-return',
  'steady',
] as const;

export type ScenarioName = (typeof SCENARIO_NAMES)[number];

const PRIMARY: Where = { region: 'primary' };
const ONE_TARGET: Where = { region: 'primary', target: 0 };

const GRAY_TARGET_RATIO = 0.3;
const GRAY_REGION_RATIO = 0.05;
const SLOW_TARGET_FACTOR = 10;
const SLOW_REGION_FACTOR = 5;
/** The secondary region can serve 60 % of the load. */
const SMALL_SECONDARY: Step = {
  atMs: 0,
  where: { region: 'secondary' },
  state: {},
  fitRatio: 0.6,
};
const FLAP_MS = 6_000;
const COLD = { slowFactor: 5, forMs: 15_000 };

/** From the start of the fault on, unchanged. */
function once(where: Where, state: Partial<FaultState>): () => Step[] {
  return () => [{ atMs: 0, where, state }];
}

const TABLE: Readonly<Record<ScenarioName, Omit<Scenario, 'name'>>> = {
  'region-refuse': {
    title: 'Every target of the primary region refuses connections',
    during: once(PRIMARY, { reachability: 'refuse' }),
    after: [],
  },
  'region-blackhole': {
    title: 'Every target of the primary region accepts and never answers',
    during: once(PRIMARY, { reachability: 'black-hole' }),
    after: [],
  },
  'target-gray': {
    title: 'One target answers 30 % with 500; its /health stays 200',
    during: once(ONE_TARGET, { errorRatio: GRAY_TARGET_RATIO }),
    after: [],
  },
  'region-gray': {
    title: 'The whole primary region answers 5 % with 500; /health stays 200',
    during: once(PRIMARY, { errorRatio: GRAY_REGION_RATIO }),
    after: [],
  },
  'target-slow': {
    title: 'One target is ten times slower',
    during: once(ONE_TARGET, { slowFactor: SLOW_TARGET_FACTOR }),
    after: [],
  },
  'region-slow': {
    title: 'The whole primary region is five times slower',
    during: once(PRIMARY, { slowFactor: SLOW_REGION_FACTOR }),
    after: [],
  },
  'small-secondary': {
    title: 'The primary region refuses, the secondary can serve 60 % of the load',
    during: () => [SMALL_SECONDARY, { atMs: 0, where: PRIMARY, state: { reachability: 'refuse' } }],
    // Being small is no accident that one heals: it stays so while the primary returns.
    after: [SMALL_SECONDARY],
  },
  flapping: {
    title: 'The primary region refuses for 6 s, is there for 6 s, and so on',
    during: flaps,
    after: [],
  },
  'cold-return': {
    title: 'The primary region refuses, and returns cold: five times slower for its first 15 s',
    during: once(PRIMARY, { reachability: 'refuse' }),
    after: [{ atMs: 0, where: PRIMARY, state: { cold: COLD } }],
  },
  steady: { title: 'Nothing happens', during: () => [], after: [] },
};

function* flaps(): Generator<Step> {
  for (let count = 0; ; count += 1) {
    const reachability = count % 2 === 0 ? 'refuse' : 'up';
    yield { atMs: count * FLAP_MS, where: PRIMARY, state: { reachability } };
  }
}

export function scenarioOf(name: ScenarioName): Scenario {
  return { name, ...TABLE[name] };
}

export function isScenarioName(text: string): text is ScenarioName {
  return Object.hasOwn(TABLE, text);
}

/** Time after the heal in which the scenario still makes trouble. */
export function aftermathMs({ after }: Scenario): number {
  return Math.max(0, ...after.map(({ atMs, state }) => atMs + (state.cold?.forMs ?? 0)));
}

export const ALL_WELL: readonly Step[] = (['primary', 'secondary'] as const).map((region) => ({
  atMs: 0,
  where: { region },
  state: HEALTHY,
}));
