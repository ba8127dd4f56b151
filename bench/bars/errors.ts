/** Bars on targets that fail in part: found, left out, and nobody wrongly. */

import { seededRandom } from '../../src/lib/random.ts';
import type { Fault, RunResult } from '../../src/simulator/contract.ts';
import type { Bar, Runs } from './bar.ts';
import { healthyEjections } from './healthy-days.ts';
import { excessRatio, failedRatio } from './measures.ts';
import {
  barScenario,
  BASE_ERROR_RATIO,
  FAULT_AT_MS,
  LAST_MS,
  LEAST_CONNECTIONS,
  lasting,
  ROUND_ROBIN,
  STEADY_FROM_MS,
} from './world.ts';

const STEADY = { fromMs: STEADY_FROM_MS, toMs: LAST_MS };
const KONG = ['kong-tuned', 'kong-tuned-least-connections'] as const;

function errorsAt(targets: readonly number[], ratio: number): Fault {
  return { kind: 'errors', where: { region: 'primary', targets }, ratio };
}

function steadyRatio({ of }: Runs): number {
  return failedRatio(of('ballast'), STEADY) / BASE_ERROR_RATIO;
}

/** Excess errors of the better Kong over those of Ballast. */
function timesFewer({ of }: Runs): number {
  const excess = (run: RunResult) => excessRatio(run, STEADY, BASE_ERROR_RATIO);
  return Math.min(...KONG.map((name) => excess(of(name)))) / excess(of('ballast'));
}

const FAST_FAIL: readonly Bar[] = [
  { percent: 5, fewer: 5 },
  { percent: 50, fewer: 50 },
  { percent: 100, fewer: 100 },
].flatMap(({ percent, fewer }): Bar[] => {
  const name = `fast-fail-${percent}`;
  const scenario = barScenario(name, { faults: [lasting(errorsAt([0], percent / 100))] });
  const row = `one target fast-fails ${percent} %`;
  const run = { kind: 'simulate', scenario, contestants: ['ballast', ...KONG] } as const;
  return [
    {
      name,
      row,
      run,
      measure: steadyRatio,
      what: 'steady errors over base',
      bound: 1.5,
      is: 'at most',
      unit: '×',
    },
    {
      name: `${name}-excess`,
      row,
      run,
      measure: timesFewer,
      what: 'fewer excess errors than the better of Kong’s two',
      bound: fewer,
      is: 'at least',
      unit: '×',
    },
  ];
});

const THREE_OF_TEN: readonly Bar[] = [
  { algorithm: 'round-robin', service: ROUND_ROBIN },
  { algorithm: 'least-connections', service: LEAST_CONNECTIONS },
].map(({ algorithm, service }) => ({
  name: `three-of-ten-${algorithm}`,
  row: '3 of 10 targets 20 % errors',
  run: {
    kind: 'simulate',
    scenario: barScenario(`three-of-ten-${algorithm}`, {
      load: 0.5,
      service,
      faults: [lasting(errorsAt([0, 1, 2], 0.2))],
    }),
    contestants: ['ballast'],
  },
  measure: steadyRatio,
  what: `steady errors over base, ${algorithm}`,
  bound: 1.6,
  is: 'at most',
  unit: '×',
}));

/** KL(5 % ‖ 0.1 %) in nats. */
const K1 = 0.1478;
const TICK_S = 1;
const DAY_S = 86_400;
const TELEMETRY_S = 0.1;
const TARGETS = 5;
const SPAN_S = 60;

/** Three faults of a minute each, a healthy stretch between them; the mean of their delays. */
const DETECTION: readonly Bar[] = [10, 100, 1_000].map((perTarget) => {
  const expectedS = Math.log(perTarget * DAY_S) / K1 / perTarget + TICK_S / 2 + TELEMETRY_S;
  const meanMs = Math.min(40, (1_000 * 8 * 0.5) / perTarget);
  return {
    name: `detection-${perTarget}`,
    row: 'detection of 0.1→5 %',
    run: {
      kind: 'simulate',
      scenario: barScenario(`detection-${perTarget}`, {
        rps: perTarget * TARGETS,
        targets: TARGETS,
        durationMs: FAULT_AT_MS + 1_000 * SPAN_S,
        servers: { serviceTime: { kind: 'lognormal', meanMs, sigma: 0.5 } },
        faults: [lasting(errorsAt([0], 0.05))],
      }),
      contestants: ['ballast'],
    },
    measure: ({ scenario, of }) => detectionDelayS(of('ballast'), scenario.durationMs),
    what: `mean delay at ${perTarget} req/s`,
    bound: Number((1.5 * expectedS).toPrecision(3)),
    is: 'at most',
    unit: 's',
  };
});

/** What was not found counts as the whole time it had. */
function detectionDelayS(run: RunResult, durationMs: number): number {
  const from = run.decisions.find(({ kind }) => kind === 'controller-started')?.atMs ?? 0;
  const found = run.decisions.find(({ kind }) => kind === 'target-ejected')?.atMs;
  const beganMs = from + 30_000 + FAULT_AT_MS;
  return ((found ?? from + 30_000 + durationMs) - beganMs) / 1_000;
}

const FALSE_ALARMS: Bar = {
  name: 'false-ejections',
  row: 'detection of 0.1→5 %',
  run: { kind: 'compute', of: (seed) => healthyEjections(seededRandom(seed)) },
  measure: ({ value }) => value,
  what: 'false ejections per target-day (10 targets × 1 day each seed)',
  bound: 1,
  is: 'at most',
  unit: '',
};

export const ERROR_BARS: readonly Bar[] = [
  ...FAST_FAIL,
  ...THREE_OF_TEN,
  ...DETECTION,
  FALSE_ALARMS,
];
