/**
 * Phase times from simulation instead of arithmetic: each kind of fault is put on the strategy in
 * the simulator (the production controller, Kong's balancer with its quirks), and what is lost in
 * the first half minute says how long traffic kept going there.
 *
 *     T = lost (ms of full outage) / (share of the place × part that fails at it)
 *
 * So T holds detection, action and convergence together, and what retries saved is in it.
 */

import { assert } from '../../lib/assert.ts';
import type { ContestantName, RunResult, Scenario } from '../contract.ts';
import { parseScenario } from '../scenario/index.ts';
import type { Design, Duration, FaultKind } from './phase-times.ts';

export interface MeasuredFault {
  readonly design: Design;
  readonly scope: 'target' | 'region';
  readonly kind: FaultKind;
  /** Over the seeds: the least and the most. */
  readonly moved: Duration;
}

/** Warm-up, time until the fault, and time watched from then on. */
const WARM_UP_S = 10;
const FAULT_AT_S = 10;
const WATCHED_S = 30;

export const CONTESTANTS: Readonly<Record<Design, ContestantName>> = {
  'kong-alone': 'generated',
  ballast: 'ballast',
};

export interface CalibrationFault {
  readonly scope: 'target' | 'region';
  readonly kind: FaultKind;
  /** Part of the place's requests that fails. */
  readonly failingRatio: number;
  readonly rps: number;
}

export function calibrationScenario(fault: CalibrationFault): Scenario {
  const { scope, kind, rps } = fault;
  const where = scope === 'target' ? 'region: primary, targets: [0]' : 'region: primary';
  const at = `at: ${FAULT_AT_S}s, ${where}`;
  const { scenario, problems } = parseScenario(
    `
version: 1
name: forecast-${scope}-${kind}
title: Calibration of the forecast
description: One ${scope} ${kind}.
warmUp: ${WARM_UP_S}s
duration: ${FAULT_AT_S + WATCHED_S}s
traffic: { rate: ${rps}rps }
servers: { errors: 0% }
faults:
${faultLines(fault)
  .map((line) => `  - { ${at}, ${line} }`)
  .join('\n')}
`,
    { file: 'calibration' },
  );
  assert(scenario !== null, `the calibration scenario is valid: ${JSON.stringify(problems)}`);
  return scenario;
}

function faultLines({ kind, failingRatio }: CalibrationFault): readonly string[] {
  switch (kind) {
    case 'refuses':
      return ['fault: refuse'];
    case 'hangs':
      return ['fault: black-hole'];
    case 'errors':
      return ['fault: errors, ratio: 100%', 'fault: lying-health, says: down'];
    case 'partial':
      return [`fault: errors, ratio: ${Number((failingRatio * 100).toPrecision(6))}%`];
  }
}

/** How long traffic kept going to the place that failed. */
export function movedTimeOf(
  results: readonly RunResult[],
  {
    scope,
    failingRatio,
    primary,
    targets,
  }: Omit<CalibrationFault, 'kind' | 'rps'> & {
    /** Name of the region, and its number of targets. */
    readonly primary: string;
    readonly targets: number;
  },
): Duration {
  const times = results.map((result) => {
    const share = shareBefore(result, primary) / (scope === 'target' ? targets : 1);
    return share === 0 ? 0 : outageMsOf(result) / (share * failingRatio);
  });
  return { lowMs: Math.min(...times), highMs: Math.max(...times) };
}

/** What was lost from the fault on, as full outage. */
export function outageMsOf({ seconds }: RunResult): number {
  return seconds
    .filter(({ second }) => second >= FAULT_AT_S)
    .reduce((sum, { sent, failed }) => sum + (sent === 0 ? 0 : (failed / sent) * 1_000), 0);
}

function shareBefore({ seconds }: RunResult, region: string): number {
  let all = 0;
  let own = 0;
  for (const { second, served } of seconds) {
    if (second < 0 || second >= FAULT_AT_S) continue;
    own += served[region] ?? 0;
    for (const count of Object.values(served)) all += count;
  }
  return all === 0 ? 0 : own / all;
}
