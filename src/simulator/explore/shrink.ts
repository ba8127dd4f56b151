/**
 * A failing scenario → a smaller one that still breaks the same rule, by delta debugging: leave out
 * faults (halves first), shorten and weaken what is left, then simplify the world. Greedy: the first
 * simpler scenario that still fails is where it goes on; ends when none does or the budget is spent.
 */

import type { Fault, Scenario, ScheduledFault, Where } from '../contract.ts';

/** Below these a fault is as small as it is worth. */
const MIN_FOR_MS = 2_000;
const MIN_RATIO = 0.02;
const MIN_FACTOR = 1.2;
const MIN_DURATION_MS = 20_000;

export interface Shrunk {
  readonly scenario: Scenario;
  /** Runs that it took. */
  readonly runs: number;
}

/** @param stillFails whether the scenario breaks the rule that is being shrunk. */
export async function shrinkScenario(
  scenario: Scenario,
  options: {
    readonly stillFails: (candidate: Scenario) => Promise<boolean>;
    readonly maxRuns: number;
  },
): Promise<Shrunk> {
  let smallest = scenario;
  let runs = 0;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const candidate of simpler(smallest)) {
      if (runs >= options.maxRuns) return { scenario: smallest, runs };
      runs += 1;
      if (!(await options.stillFails(candidate))) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
  }
  return { scenario: smallest, runs };
}

/** Each simpler than the scenario in one respect, the boldest first. */
export function* simpler(scenario: Scenario): Generator<Scenario> {
  const { faults } = scenario;
  for (const kept of fewerFaults(faults)) yield { ...scenario, faults: kept };
  yield* simplerWorlds(scenario);
  for (const [index, fault] of faults.entries()) {
    for (const smaller of smallerFaults(fault)) {
      yield { ...scenario, faults: faults.with(index, smaller) };
    }
  }
}

function* fewerFaults(faults: readonly ScheduledFault[]): Generator<readonly ScheduledFault[]> {
  if (faults.length === 0) return;
  yield [];
  const half = Math.floor(faults.length / 2);
  if (half > 1) {
    yield faults.slice(0, half);
    yield faults.slice(half);
  }
  if (faults.length === 1) return;
  for (const index of faults.keys()) yield faults.filter((_, other) => other !== index);
}

function* smallerFaults(scheduled: ScheduledFault): Generator<ScheduledFault> {
  const { atMs, forMs, fault } = scheduled;
  if (forMs !== null && forMs > MIN_FOR_MS) {
    yield { ...scheduled, forMs: Math.max(MIN_FOR_MS, wholeSeconds(forMs / 2)) };
  }
  if (atMs > 0) yield { ...scheduled, atMs: wholeSeconds(atMs / 2) };
  const weaker = weakerFault(fault);
  if (weaker !== null) yield { ...scheduled, fault: weaker };
}

/** Half as strong; `null` when it has no strength or hardly any left. */
function weakerFault(fault: Fault): Fault | null {
  if ('factor' in fault) {
    const factor = short(1 + (fault.factor - 1) / 2);
    return fault.factor > MIN_FACTOR ? { ...fault, factor } : null;
  }
  if (fault.kind === 'capacity') {
    return fault.ratio < 0.9 ? { ...fault, ratio: short((1 + fault.ratio) / 2) } : null;
  }
  if ('ratio' in fault) {
    return fault.ratio > MIN_RATIO ? { ...fault, ratio: short(fault.ratio / 2) } : null;
  }
  if (fault.kind === 'telemetry-late') {
    return fault.delayMs > 500 ? { ...fault, delayMs: short(fault.delayMs / 2) } : null;
  }
  if (fault.kind === 'admin-slow') {
    return fault.callMs > 100 ? { ...fault, callMs: short(fault.callMs / 2) } : null;
  }
  return null;
}

function* simplerWorlds(scenario: Scenario): Generator<Scenario> {
  const { world, kong, telemetry, servers, client, traffic, faults, durationMs } = scenario;
  const endMs = Math.max(0, ...faults.map(({ atMs, forMs }) => atMs + (forMs ?? 0)));
  const shorterMs = Math.max(MIN_DURATION_MS, wholeSeconds((endMs + durationMs) / 2));
  if (shorterMs < 0.9 * durationMs) yield { ...scenario, durationMs: shorterMs };
  if (world.services > 1) yield { ...scenario, world: { ...world, services: 1 } };
  if (world.regions > 2) yield { ...scenario, world: { ...world, regions: world.regions - 1 } };
  if (world.targetsPerRegion > 1) yield withFewerTargets(scenario);
  if (kong.nodes > 1) yield { ...scenario, kong: { ...kong, nodes: 1 } };
  if (kong.workers > 1) yield { ...scenario, kong: { ...kong, workers: 1 } };
  if (telemetry.lossRatio > 0 || telemetry.duplicateRatio > 0) {
    yield { ...scenario, telemetry: { ...telemetry, lossRatio: 0, duplicateRatio: 0 } };
  }
  if (telemetry.hasUtilisation) {
    yield { ...scenario, telemetry: { ...telemetry, hasUtilisation: false } };
  }
  if (servers.cold !== null) yield { ...scenario, servers: { ...servers, cold: null } };
  if (servers.errorRatio > 0) yield { ...scenario, servers: { ...servers, errorRatio: 0 } };
  if (client.retries > 0) yield { ...scenario, client: { ...client, retries: 0 } };
  if (traffic.shape.kind !== 'poisson') {
    yield { ...scenario, traffic: { ...traffic, shape: { kind: 'poisson' } } };
  }
}

function withFewerTargets(scenario: Scenario): Scenario {
  const { world, faults } = scenario;
  const targetsPerRegion = Math.floor(world.targetsPerRegion / 2);
  const within = (where: Where): Where => {
    if (where.targets === undefined) return where;
    const targets = where.targets.filter((index) => index < targetsPerRegion);
    return { ...where, targets: targets.length > 0 ? targets : [0] };
  };
  return {
    ...scenario,
    world: { ...world, targetsPerRegion },
    faults: faults.map((scheduled) => {
      const { fault } = scheduled;
      return 'where' in fault
        ? { ...scheduled, fault: { ...fault, where: within(fault.where) } }
        : scheduled;
    }),
  };
}

function wholeSeconds(ms: number): number {
  return 1_000 * Math.floor(ms / 1_000);
}

function short(value: number): number {
  return Number(value.toPrecision(2));
}
