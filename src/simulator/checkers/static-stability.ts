/**
 * G1, static stability: Kong alone, with Ballast dead, survives the loss of a region.
 *
 * Within a run: whatever batch was the last one before Ballast stopped, its weights are safe. For
 * every region that could be lost next, some target elsewhere keeps a weight, so that Kong finds it
 * by itself. (Where a service is isolated in its region that is its owner's wish, and not checked.)
 *
 * Between runs: `checkAgainstDead` compares a run in which Ballast was off, crashed or running with
 * the run of `generated` alone under the same faults and seed: it lost no more.
 */

import type { Checker, Finding, RunInput, RunResult } from '../contract.ts';
import { type Batch, FOREIGN, followBatches, weightOn } from './batches.ts';
import { createFindingList } from './finding-list.ts';

export function createStaticStabilityChecker({ strategy }: RunInput): Checker {
  const findings = createFindingList('G1');
  const check = (batch: Batch) => {
    const service = strategy.services.find(({ upstream }) => upstream === batch.upstream);
    if (service === undefined || batch.writer === FOREIGN) return;
    if (service.failover.mode === 'isolate') return;
    const regions = new Set(service.targets.map(({ region }) => region));
    if (regions.size < 2) return;
    const weightOf = (region: string, weights: Batch['before']) => {
      const own = service.targets.filter((target) => target.region === region);
      return weightOn(
        weights,
        own.map(({ target }) => target),
      );
    };
    const count = (weights: Batch['before']) =>
      [...regions].filter((region) => weightOf(region, weights) > 0).length;
    const { weights } = batch.last;
    if (count(weights) >= 2 || count(batch.before) < 2) return;
    const message =
      `${batch.upstream} at ${batch.gateway} is left with weights in one region only: ` +
      'if Ballast stops now, the loss of that region is an outage';
    findings.add(batch.last.atMs, message, { weights });
  };
  return { guarantee: 'G1', ...followBatches(check), findings: findings.all };
}

/** Luck of the draw between two runs: this many standard deviations of the difference … */
const SIGMAS = 5;
/** … and this part of what was sent, since one other decision changes which request meets which queue. */
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
