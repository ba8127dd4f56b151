/**
 * What must happen in the end, where the guarantees say what must never happen: a lost region is
 * replaced in time, after all faults everything serves again, and the weights return to the
 * baseline. Each rule applies only where it can be expected and says so in `applies`.
 */

import { TUNING } from '../../decide/tuning.ts';
import type { Weights } from '../../model/control.ts';
import { baselineOf } from '../../model/layout.ts';
import type { LayoutTarget, ServiceLayout } from '../../model/layout-shape.ts';
import { placesOf } from '../checkers/places.ts';
import { targetShares } from '../checkers/shares.ts';
import type { RunResult, Scenario, SecondPoint } from '../contract.ts';
import type { Complaint, Explored } from './complaint.ts';

interface Rule {
  readonly name: string;
  readonly applies: (explored: Explored) => boolean;
  /** What went wrong; `null` when nothing did. */
  readonly judge: (explored: Explored) => Omit<Complaint, 'rule'> | null;
}

/** Kong's probes, a tick of Ballast, retries of what was under way. */
const REPLACED_MS = 12_000;
/** After the last fault: Kong's probes, ejections of a few strikes, the first returns. */
const HEALED_MS = 60_000;
/** Tries that a trial of an ejected target asks for, at its first part of the weight. */
const TRIAL_TRIES = 20;
const TRIAL_RATIO = 0.05;
/** Over this long the end of a run is judged. */
const END_MS = 20_000;
/** Failures beyond the usual errors that are the luck of the draw. */
const SLACK = { ratio: 0.005, sigmas: 5, count: 5 };

const RULES: readonly Rule[] = [
  {
    name: 'replaced',
    applies: ({ scenario, strategy }) => {
      const [only, second] = scenario.faults;
      if (only === undefined || second !== undefined || scenario.servers.cold !== null)
        return false;
      const { kind } = only.fault;
      if (kind !== 'refuse' && kind !== 'black-hole') return false;
      const { region, targets, service } = only.fault.where;
      const isWhole = region !== undefined && targets === undefined && service === undefined;
      const mayLeave = strategy.services.every(({ failover }) => failover.mode !== 'isolate');
      return isWhole && mayLeave && scenario.world.regions > 1 && hasPeakRoom(scenario);
    },
    judge: ({ scenario, ballast }) => {
      const [fault] = scenario.faults;
      const fromMs = (fault?.atMs ?? 0) + REPLACED_MS;
      return lossesIn(ballast, scenario, { fromMs, toMs: scenario.durationMs });
    },
  },
  {
    name: 'serves-again',
    applies: ({ scenario }) =>
      healedMs(scenario) + HEALED_MS + END_MS <= scenario.durationMs && hasPeakRoom(scenario),
    judge: ({ scenario, ballast }) => {
      const toMs = scenario.durationMs;
      return lossesIn(ballast, scenario, { fromMs: toMs - END_MS, toMs });
    },
  },
  {
    name: 'returns-to-baseline',
    applies: isLeftAlone,
    judge: judgeBaseline,
  },
];

export function judgeLiveness(explored: Explored): readonly Complaint[] {
  return RULES.flatMap(({ name, applies, judge }) => {
    const complaint = applies(explored) ? judge(explored) : null;
    return complaint === null ? [] : [{ rule: name, ...complaint }];
  });
}

/** One region less has room for all that comes, also at the peak. */
function hasPeakRoom({ traffic, faults }: Scenario): boolean {
  const { level, shape } = traffic;
  const peak = { poisson: 1, trace: 1, bursts: 2, diurnal: 1.2 }[shape.kind];
  const grown = faults.some(({ fault }) => fault.kind === 'traffic' && fault.factor > 1);
  return 'load' in level && !grown && level.load * peak <= TUNING.ceilingRatio;
}

/** When the last fault ends; `Infinity` when one lasts. */
function healedMs({ faults }: Scenario): number {
  return faults.reduce((last, { atMs, forMs }) => Math.max(last, atMs + (forMs ?? Infinity)), 0);
}

function lossesIn(
  { seconds }: RunResult,
  { servers, faults }: Scenario,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Omit<Complaint, 'rule'> | null {
  const within = seconds.filter(({ second }) => 1_000 * second >= fromMs && 1_000 * second < toMs);
  const sent = sum(within, ({ sent: count }) => count);
  const failed = sum(within, ({ failed: count }) => count);
  const usual = sent * (servers.errorRatio + SLACK.ratio);
  const allowed = usual + SLACK.sigmas * Math.sqrt(usual) + SLACK.count;
  if (failed <= allowed) return null;
  const message =
    `${failed} of ${sent} requests are lost from ${fromMs / 1_000} s to ${toMs / 1_000} s, ` +
    `${Math.round(allowed)} are the luck of the draw`;
  return { atMs: fromMs, message, evidence: { sent, failed, faults: faults.length } };
}

/** Nobody but Ballast and chance has a say in the weights, and Ballast may return everything. */
function isLeftAlone({ scenario, strategy }: Explored): boolean {
  const hasHands = scenario.faults.some(({ fault }) =>
    ['foreign-push', 'two-leaders', 'evacuate'].includes(fault.kind),
  );
  const mayReturn = strategy.services.every(({ failback }) => failback.approval === 'auto');
  return !hasHands && mayReturn && !scenario.telemetry.hasUtilisation && hasPeakRoom(scenario);
}

/** Targets that should have been back by the end, and are not. */
function judgeBaseline(explored: Explored): Omit<Complaint, 'rule'> | null {
  const { strategy, ballast } = explored;
  const [gateway] = strategy.gateways;
  const latest = new Map<string, Weights>();
  for (const { upstream, weights } of ballast.weights) latest.set(upstream, weights);
  const endMs = Math.max(0, ...ballast.seconds.map(({ second }) => 1_000 * (second + 1)));
  for (const place of placesOf(strategy).all()) {
    const { upstream, baseline: wanted, layout } = place;
    const found = latest.get(upstream.upstream);
    if (place.gateway !== gateway?.name || found === undefined) continue;
    const off = upstream.targets
      .filter(({ target }) => isOff(wanted[target] ?? 0, found[target] ?? 0))
      .filter((target) => returnDueMs(explored, { layout, target }) <= endMs)
      .map(({ target }) => target);
    if (off.length === 0) continue;
    const message = `${upstream.upstream} has not returned to the baseline: ${off.join()}`;
    const { upstream: service } = layout.service;
    const last = ballast.decisions.findLast((event) => event.upstream === service);
    const evidence = { wanted, found, last: last?.message ?? null };
    return { atMs: ballast.weights.at(-1)?.atMs ?? 0, message, evidence };
  }
  return null;
}

/** More than rounding on the grid. */
function isOff(wanted: number, found: number): boolean {
  return Math.abs(wanted - found) > 1 + 0.01 * wanted;
}

/**
 * When a target has to be back: all faults are over, the longest hold and ejection told of have run
 * out, and its steps and trials had time to be proven at the traffic that its share brings.
 */
function returnDueMs(
  { scenario, strategy, ballast }: Explored,
  { layout, target }: { readonly layout: ServiceLayout; readonly target: LayoutTarget },
): number {
  const holds = ballast.decisions.flatMap(({ evidence }) => [
    numberOf(evidence['holdMs']),
    numberOf(evidence['ejectionMs']),
  ]);
  const { failback, targets } = layout.service;
  const shares = targetShares(layout, baselineOf(layout), new Set(targets.map(nameOf)));
  const own = targets.filter((one) =>
    target.kind === 'region' ? one.region === target.region : one.target === target.target,
  );
  const share = own.reduce((sum, one) => sum + (shares.get(one.target) ?? 0), 0);
  const rps = ballast.sent / (scenario.durationMs / 1_000) / strategy.services.length;
  const proofs = Math.max(
    failback.minRequests / (failback.steps[0] ?? 1),
    TRIAL_TRIES / TRIAL_RATIO,
  );
  const dwellMs = failback.steps.length * Math.max(failback.minDwellMs, 5_000);
  const proofMs = (1_000 * proofs) / Math.max(0.001, rps * share);
  return healedMs(scenario) + HEALED_MS + Math.max(0, ...holds) + dwellMs + proofMs;
}

function nameOf({ target }: { readonly target: string }): string {
  return target;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function sum(points: readonly SecondPoint[], value: (point: SecondPoint) => number): number {
  return points.reduce((total, point) => total + value(point), 0);
}
