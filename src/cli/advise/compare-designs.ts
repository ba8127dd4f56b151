/** The results of the runs as evidence for the report: means over seeds, sums over services. */

import { regionShares } from '../../model/region-shares.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import {
  COMPARED,
  SIMULATED_FAULTS,
  type CellEvidence,
  type Compared,
  type ComparisonEvidence,
  type FaultEvidence,
  type SimulatedFault,
} from '../../generate/advice/evidence.ts';
import { capacityRows } from '../../generate/advice/capacity.ts';
import type { RunResult } from '../../simulator/contract.ts';
import type { MeasuredFault } from '../../simulator/forecast/calibrate.ts';
import type { FaultKind } from '../../simulator/forecast/phase-times.ts';
import { WATCHED_MS, type Run, type RunPlan } from './runs.ts';

export interface Outcome {
  readonly run: Run;
  readonly result: RunResult;
}

export function comparisonOf(
  { seeds, scale, services }: RunPlan,
  outcomes: readonly Outcome[],
): ComparisonEvidence {
  const faults = SIMULATED_FAULTS.map((fault) => faultOf(fault, { outcomes, services }));
  return { seeds, scale, services, watchedMs: WATCHED_MS, faults };
}

interface Results {
  readonly outcomes: readonly Outcome[];
  readonly services: readonly string[];
}

function faultOf(fault: SimulatedFault, { outcomes, services }: Results): FaultEvidence {
  const own = outcomes.filter(({ run }) => run.fault === fault);
  const of = (compared: Compared) =>
    services.map((name) =>
      own
        .filter(({ run }) => run.compared === compared && run.service.name === name)
        .map(({ result }) => result),
    );
  const cells = COMPARED.map((compared) => [compared, cellOf(of(compared))] as const);
  const sent = sumOf(of('ballast').map((results) => meanOf(results, (result) => result.sent)));
  return { fault, sent, cells: Object.fromEntries(cells) as FaultEvidence['cells'] };
}

/** @param byService results of each service, one for each seed. */
function cellOf(byService: readonly (readonly RunResult[])[]): CellEvidence {
  const each = (pick: (result: RunResult) => number) =>
    byService.map((results) => meanOf(results, pick));
  const p99s = byService
    .map((results) => results.flatMap(({ p99Ms }) => (p99Ms === null ? [] : [p99Ms])))
    .filter((values) => values.length > 0)
    .map((values) => sumOf(values) / values.length);
  return {
    lost: sumOf(each((result) => result.failed)),
    shed: sumOf(each((result) => result.shed)),
    badSeconds: Math.max(0, ...each((result) => result.badSeconds)),
    p99Ms: p99s.length === 0 ? null : Math.max(...p99s),
  };
}

function meanOf(results: readonly RunResult[], pick: (result: RunResult) => number): number {
  return results.length === 0 ? 0 : sumOf(results.map(pick)) / results.length;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

export interface MeasureContext {
  readonly service: ServiceStrategy;
  readonly rps: number;
  readonly seenFrom: string;
  readonly partialRatios: { readonly target: number; readonly region: number };
}

const KINDS = ['refuses', 'errors', 'partial'] as const satisfies readonly FaultKind[];

/**
 * How long traffic kept going to what failed, for the forecast. Left to the formula: hanging, since
 * the simulated requests may all be repeated; and services whose receivers are too small or whose
 * traffic may not move, since what they lose is no matter of time.
 */
export function measuredFaults(
  outcomes: readonly Outcome[],
  context: MeasureContext,
): readonly MeasuredFault[] {
  const { service, rps } = context;
  const rows = capacityRows(service);
  const fits = rows.every(({ survivableRps }) => survivableRps !== null && survivableRps >= rps);
  if (!fits || service.failover.mode === 'isolate') return [];
  return (['region', 'target'] as const).flatMap((scope) =>
    KINDS.flatMap((kind) => [
      ...(kind === 'partial' ? [] : [measured(outcomes, { ...context, scope, kind, alone: true })]),
      measured(outcomes, { ...context, scope, kind, alone: false }),
    ]),
  );
}

interface Question extends MeasureContext {
  readonly scope: 'region' | 'target';
  readonly kind: (typeof KINDS)[number];
  readonly alone: boolean;
}

function measured(outcomes: readonly Outcome[], question: Question): MeasuredFault {
  const { service, scope, kind, alone, seenFrom, partialRatios } = question;
  const compared = alone ? 'generated' : 'ballast';
  const results = outcomes
    .filter(
      ({ run }) =>
        run.service.name === service.name &&
        run.fault === `${scope}-${kind}` &&
        run.compared === compared,
    )
    .map(({ result }) => result);
  const shares = regionShares(service, seenFrom, () => true);
  const [primary = '', share = 1] = Object.entries(shares)[0] ?? [];
  const targets = service.targets.filter(({ region }) => region === primary).length;
  const ratio = kind === 'partial' ? partialRatios[scope] : 1;
  const place = share / (scope === 'target' ? targets : 1);
  const times = results.map((result) => outageMsOf(result) / (place * ratio));
  const moved = { lowMs: Math.min(...times), highMs: Math.max(...times) };
  return { design: alone ? 'kong-alone' : 'ballast', scope, kind, moved };
}

/** What was lost from the fault on, as full outage. */
function outageMsOf({ seconds }: RunResult): number {
  return seconds
    .filter(({ second }) => second >= 0)
    .reduce((sum, { sent, failed }) => sum + (sent === 0 ? 0 : (failed / sent) * 1_000), 0);
}
