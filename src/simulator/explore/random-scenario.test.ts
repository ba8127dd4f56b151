import { expect, test } from 'vitest';
import type { Fault } from '../contract.ts';
import { randomScenario } from './random-scenario.ts';

const SCENARIOS = Array.from({ length: 1_000 }, (_, index) => randomScenario(index + 1));

test('a seed always gives the same scenario, and seeds differ', () => {
  expect(randomScenario(7)).toEqual(randomScenario(7));
  expect(new Set(SCENARIOS.map((scenario) => JSON.stringify(scenario))).size).toBe(1_000);
});

test('a thousand seeds see every kind of fault, also together and not at all', () => {
  const kinds: Readonly<Record<Exclude<Fault['kind'], 'evacuate'>, true>> = {
    refuse: true,
    'black-hole': true,
    slow: true,
    errors: true,
    flapping: true,
    capacity: true,
    cold: true,
    'lying-health': true,
    antagonist: true,
    'shared-dependency': true,
    'observer-blind': true,
    'telemetry-lost': true,
    'telemetry-late': true,
    'admin-down': true,
    'admin-slow': true,
    'admin-partial': true,
    'controller-crash': true,
    'two-leaders': true,
    'foreign-push': true,
    traffic: true,
  };
  const seen = new Set(SCENARIOS.flatMap(({ faults }) => faults.map(({ fault }) => fault.kind)));
  expect([...seen].sort()).toEqual(Object.keys(kinds).sort());
  const counts = new Set(SCENARIOS.map(({ faults }) => faults.length));
  expect([...counts].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
});

test('faults hit targets that exist, and end in time', () => {
  for (const { world, faults } of SCENARIOS) {
    for (const { atMs, forMs, fault } of faults) {
      expect(atMs + (forMs ?? 0)).toBeLessThanOrEqual(60_000);
      const targets = 'where' in fault ? (fault.where.targets ?? []) : [];
      expect(Math.max(0, ...targets)).toBeLessThan(world.targetsPerRegion);
    }
  }
});
