/**
 * One random world: run it with Ballast and with Ballast's configuration alone, and tell everything
 * that is wrong: what checkers found, what should have happened in the end and did not, more lost
 * than without Ballast, a crash, or a run that differs when it is repeated.
 */

import type { Strategy } from '../../model/strategy.ts';
import { checkAgainstDead } from '../checkers/static-stability.ts';
import type { ContestantName, RunInput, RunResult, Scenario } from '../contract.ts';
import { type Complaint, complaintOf, type Explored } from './complaint.ts';
import { judgeLiveness } from './liveness.ts';

/** How to run; the simulator in earnest, a stand-in in tests. */
export interface ExploreTools {
  readonly simulate: (input: RunInput) => Promise<RunResult>;
  readonly strategyOf: (scenario: Scenario) => Strategy;
}

/** Each n-th seed also … */
const REPEAT_EVERY = 20;
const CRASH_EVERY = 4;

export async function exploreScenario(
  tools: ExploreTools,
  { scenario, seed }: { readonly scenario: Scenario; readonly seed: number },
): Promise<readonly Complaint[]> {
  try {
    return await exploreOrThrow(tools, { scenario, seed });
  } catch (error) {
    return [thrown(error)];
  }
}

async function exploreOrThrow(
  { simulate, strategyOf }: ExploreTools,
  { scenario, seed }: { readonly scenario: Scenario; readonly seed: number },
): Promise<readonly Complaint[]> {
  const strategy = strategyOf(scenario);
  const run = (contestant: ContestantName, of = scenario) =>
    simulate({ scenario: of, strategy, contestant, seed });
  const ballast = await run('ballast');
  const generated = await run('generated');
  const explored: Explored = { scenario, strategy, ballast, generated };
  const complaints = [
    ...ballast.findings.map(complaintOf),
    ...judgeLiveness(explored),
    ...worseThanDead(ballast, generated),
  ];
  if (seed % CRASH_EVERY === 0) {
    const crashed = await run('ballast', withCrash(scenario, seed));
    complaints.push(...crashed.findings.map(complaintOf), ...worseThanDead(crashed, generated));
  }
  if (seed % REPEAT_EVERY === 0) {
    const again = await run('ballast');
    if (fingerprint(again) !== fingerprint(ballast)) complaints.push(NOT_REPEATABLE);
  }
  return complaints;
}

const NOT_REPEATABLE: Complaint = {
  rule: 'repeatable',
  atMs: 0,
  message: 'the same scenario with the same seed gives another result',
  evidence: {},
};

function worseThanDead(run: RunResult, generated: RunResult): readonly Complaint[] {
  const finding = checkAgainstDead(run, generated);
  return finding === null ? [] : [complaintOf(finding)];
}

/** Ballast dies somewhere in the schedule and nobody starts it again. */
function withCrash(scenario: Scenario, seed: number): Scenario {
  const spanMs = Math.max(0, ...scenario.faults.map(({ atMs }) => atMs)) + 20_000;
  const atMs = 1_000 * Math.floor((((seed * 7919) % 1_000) / 1_000) * (spanMs / 1_000));
  const crash = { atMs, forMs: null, fault: { kind: 'controller-crash' } } as const;
  return { ...scenario, faults: [...scenario.faults, crash].toSorted((a, b) => a.atMs - b.atMs) };
}

/** Everything but how long it took. */
function fingerprint(result: RunResult): string {
  return JSON.stringify({ ...result, engine: null });
}

function thrown(error: unknown): Complaint {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6) : [];
  return { rule: 'thrown', atMs: 0, message, evidence: { stack } };
}
