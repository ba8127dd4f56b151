/**
 * G1, static stability: Kong alone, with Ballast dead, survives the loss of a region.
 *
 * Within a run: whatever batch was the last one before Ballast stopped, its weights are safe. For
 * every region that could be lost next, some target elsewhere keeps a weight, so that Kong finds it
 * by itself. (Where a service is isolated in its region that is its owner's wish, and not checked;
 * an outer upstream of two levels is safe by its inner ones, which lead elsewhere as a last resort.)
 *
 * Between runs: `checkAgainstDead` compares a run in which Ballast was off, crashed or running with
 * the run of `generated` alone under the same faults and seed: it lost no more.
 */

import type { Weights } from '../../model/control.ts';
import type { Checker, Finding, RunInput, RunResult } from '../contract.ts';
import { type Batch, FOREIGN, followBatches } from './batches.ts';
import { createFindingList } from './finding-list.ts';
import { placesOf, regionOfTargets } from './places.ts';

export function createStaticStabilityChecker({ strategy }: RunInput): Checker {
  const findings = createFindingList('G1');
  const places = placesOf(strategy);
  const check = (batch: Batch) => {
    const place = places.find(batch);
    if (place === null || batch.writer === FOREIGN) return;
    const isIsolated = place.layout.service.failover.mode === 'isolate';
    if (isIsolated || place.upstream.role === 'outer') return;
    const regions = regionOfTargets(place);
    const { weights } = batch.last;
    const isSafe = (of: Weights) => regionsWithWeight(of, regions) >= 2;
    if (new Set(regions.values()).size < 2 || isSafe(weights) || !isSafe(batch.before)) return;
    const message =
      `${batch.upstream} at ${batch.gateway} is left with weights in one region only: ` +
      'if Ballast stops now, the loss of that region is an outage';
    findings.add(batch.last.atMs, message, { weights });
  };
  return { guarantee: 'G1', ...followBatches(check), findings: findings.all };
}

function regionsWithWeight(weights: Weights, regions: ReadonlyMap<string, string>): number {
  const withWeight = [...regions].filter(([target]) => (weights[target] ?? 0) > 0);
  return new Set(withWeight.map(([, region]) => region)).size;
}

/** Luck of the draw between two runs: this many standard deviations of the difference … */
const SIGMAS = 5;
/** … and this part of what was sent: another decision changes which request meets which queue. */
const SLACK_RATIO = 0.002;

/** A finding when `run` lost more than Kong alone with the generated configuration. */
export function checkAgainstDead(
  run: Omit<RunResult, 'findings'>,
  generated: Omit<RunResult, 'findings'>,
): Finding | null {
  const noise = SIGMAS * Math.sqrt(run.failed + generated.failed + 1);
  const allowed = generated.failed + noise + SLACK_RATIO * generated.sent;
  if (run.failed <= allowed) return null;
  return {
    guarantee: 'G1',
    atMs: 0,
    message:
      `${run.contestant} lost ${run.failed} of ${run.sent} requests where the generated ` +
      `configuration alone lost ${generated.failed}`,
    evidence: { lost: run.failed, lostAlone: generated.failed, allowed: Math.round(allowed) },
  };
}
