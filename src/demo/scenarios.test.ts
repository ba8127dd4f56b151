import { expect, test } from 'vitest';
import {
  SCENARIO_NAMES,
  aftermathMs,
  isScenarioName,
  scenarioOf,
  type ScenarioName,
  type Step,
} from './scenarios.ts';

/** The first steps of a scenario, which may have no end. */
function firstSteps(name: ScenarioName, count: number): Step[] {
  const steps: Step[] = [];
  for (const step of scenarioOf(name).during()) {
    if (steps.push(step) === count) break;
  }
  return steps;
}

test.each(SCENARIO_NAMES)('%s: steps are in order of time and begin at once', (name) => {
  const scenario = scenarioOf(name);
  const during = firstSteps(name, 10);
  const timesMs = during.map(({ atMs }) => atMs);
  expect(timesMs).toEqual(timesMs.toSorted((a, b) => a - b));
  expect(timesMs[0] ?? 0).toBe(0);
  for (const { state } of [...during, ...scenario.after]) {
    expect(state.errorRatio ?? 0).toBeLessThanOrEqual(1);
    expect(state.slowFactor ?? 1).toBeGreaterThanOrEqual(1);
  }
});

test('names are checked', () => {
  expect(isScenarioName('region-refuse')).toBe(true);
  expect(isScenarioName('toString')).toBe(false);
});

test('flapping is down and up in turns of 6 s, without end', () => {
  const steps = firstSteps('flapping', 4);
  expect(steps.map(({ atMs, state }) => [atMs, state.reachability])).toEqual([
    [0, 'refuse'],
    [6_000, 'up'],
    [12_000, 'refuse'],
    [18_000, 'up'],
  ]);
});

test('a scenario knows how long it makes trouble after the heal', () => {
  expect(aftermathMs(scenarioOf('cold-return'))).toBe(15_000);
  expect(aftermathMs(scenarioOf('region-refuse'))).toBe(0);
});
