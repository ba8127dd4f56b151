/**
 * Adds up a span as it is read, piece by piece: first its samples, oldest first, then its events. Pure,
 * and bounded whatever the span holds. Times are as exact as the samples are: one step.
 */

import type { ControlEvent } from '../../model/control.ts';
import type { FailedTries, Numbered, Sample, ServiceSample } from '../../model/history.ts';
import type { Cause, PostMortem, ServiceFacts } from '../../model/post-mortem.ts';
import { isUpstreamOf } from '../../model/upstream-names.ts';
import { BACKGROUND, DETECTIONS, REFUSALS } from './kinds.ts';

export interface TalliedService {
  readonly service: string;
  readonly upstream: string;
}

export type Tally = Pick<
  PostMortem,
  | 'decisions'
  | 'decisionCount'
  | 'refusals'
  | 'refusalCount'
  | 'samples'
  | 'services'
  | 'serviceCount'
  | 'wasSilent'
>;

export interface Tallying {
  addSample(sample: Sample): void;
  addEvent(event: Numbered<ControlEvent>): void;
  result(): Tally;
}

/** A report is to be read; the whole journal can be exported. */
export const LINES_KEPT = 500;
/** Those that lost most; more are no report but a list. */
const SERVICES_KEPT = 200;
/** A part that fails in peace as well. */
const BAD_RATIO = 0.01;

export function createTally(
  services: readonly TalliedService[],
  { untilMs }: { readonly untilMs: number },
): Tallying {
  const sums = new Map(services.map((one) => [one.service, { ...one, ...emptySum() }]));
  const ownerOf = createOwners(services);
  const stepsMs = new Set<number>();
  const decisions: Numbered<ControlEvent>[] = [];
  const refusals = new Map<string, Numbered<ControlEvent>>();
  let [sampleCount, decisionCount, refusalCount, wasSilent] = [0, 0, 0, false];
  return {
    addSample({ atMs, stepMs, services: parts }) {
      sampleCount += 1;
      stepsMs.add(stepMs);
      for (const part of parts) {
        const sum = sums.get(part.service);
        if (sum !== undefined) addStep(sum, part, { atMs, stepMs });
      }
    },
    addEvent(event) {
      const { kind, upstream } = event.entry;
      const owner = upstream === null ? null : ownerOf(upstream);
      if (owner === undefined) return;
      const sum = owner === null ? undefined : sums.get(owner);
      if (sum !== undefined) addMoment(sum, event);
      if (kind === 'telemetry-stale') wasSilent = true;
      if (!BACKGROUND.has(kind)) {
        decisionCount += 1;
        if (decisions.length < LINES_KEPT) decisions.push(event);
      }
      if (REFUSALS.has(kind)) {
        refusalCount += 1;
        const key = reasonKey(event.entry);
        if (refusals.size < LINES_KEPT && !refusals.has(key)) refusals.set(key, event);
      }
    },
    result() {
      const seen = [...sums.values()].filter(({ steps, events }) => steps + events > 0);
      const most = seen.toSorted((a, b) => b.failed - a.failed).slice(0, SERVICES_KEPT);
      const kept = new Set(most);
      return {
        services: seen.filter((sum) => kept.has(sum)).map((sum) => factsOf(sum, untilMs)),
        serviceCount: seen.length,
        decisions,
        decisionCount,
        refusals: [...refusals.values()],
        refusalCount,
        samples: { count: sampleCount, stepsMs: [...stepsMs] },
        wasSilent,
      };
    },
  };
}

interface Step {
  readonly atMs: number;
  readonly stepMs: number;
}

interface Sum extends TalliedService {
  steps: number;
  events: number;
  requests: number;
  failed: number;
  shed: number;
  badSeconds: number | null;
  budgetBefore: number | null;
  budgetAfter: number | null;
  worstP99Ms: number | null;
  readonly causes: Map<string, Cause>;
  firstBad: Step | null;
  lastBad: Step | null;
  last: Step | null;
  detected: Numbered<ControlEvent> | null;
  acted: Numbered<ControlEvent> | null;
}

function emptySum(): Omit<Sum, keyof TalliedService> {
  const counts = { steps: 0, events: 0, requests: 0, failed: 0, shed: 0 };
  const unknown = { badSeconds: null, budgetBefore: null, budgetAfter: null, worstP99Ms: null };
  const times = { firstBad: null, lastBad: null, last: null, detected: null, acted: null };
  return { ...counts, ...unknown, ...times, causes: new Map() };
}

function addStep(sum: Sum, part: ServiceSample, step: Step): void {
  const { requests, failed, shed, badSeconds, budgetLeftRatio, p99Ms, failedTries } = part;
  sum.steps += 1;
  sum.requests += requests;
  sum.failed += failed;
  sum.shed += shed;
  if (badSeconds !== undefined) sum.badSeconds = (sum.badSeconds ?? 0) + badSeconds;
  sum.budgetBefore ??= budgetLeftRatio;
  sum.budgetAfter = budgetLeftRatio ?? sum.budgetAfter;
  if (p99Ms !== null) sum.worstP99Ms = Math.max(p99Ms, sum.worstP99Ms ?? 0);
  addCauses(sum.causes, failedTries ?? {});
  sum.last = step;
  if (failed <= requests * BAD_RATIO) return;
  sum.firstBad ??= step;
  sum.lastBad = step;
}

const KINDS = ['errors', 'overload', 'timeouts', 'connectFailures'] as const;

function addCauses(
  causes: Map<string, Cause>,
  failedTries: Readonly<Record<string, FailedTries>>,
): void {
  for (const [region, tries] of Object.entries(failedTries)) {
    for (const kind of KINDS) {
      if (tries[kind] === 0) continue;
      const key = `${region}\n${kind}`;
      causes.set(key, { region, kind, tries: (causes.get(key)?.tries ?? 0) + tries[kind] });
    }
  }
}

/** The first of each after its failures began. */
function addMoment(sum: Sum, event: Numbered<ControlEvent>): void {
  const { kind, atMs } = event.entry;
  sum.events += 1;
  if (sum.firstBad === null || atMs < sum.firstBad.atMs) return;
  if (DETECTIONS.has(kind)) sum.detected ??= event;
  if (kind === 'weights-written') sum.acted ??= event;
}

function factsOf(sum: Sum, untilMs: number): ServiceFacts {
  const { service, requests, failed, shed, badSeconds } = sum;
  const { budgetBefore, budgetAfter, worstP99Ms, causes } = sum;
  return {
    service,
    requests,
    failed,
    shed,
    badSeconds,
    budgetBefore,
    budgetAfter,
    worstP99Ms,
    causes: [...causes.values()].toSorted(
      (a, b) => b.tries - a.tries || (a.region < b.region ? -1 : 1),
    ),
    times: timesOf(sum, untilMs),
  };
}

function timesOf(
  { firstBad, lastBad, last, detected, acted }: Sum,
  untilMs: number,
): ServiceFacts['times'] {
  if (firstBad === null || lastBad === null) return null;
  const { atMs: beganMs, stepMs } = firstBad;
  // A step at the end of the span may be followed by more of the same; silence is no failure.
  const isLast = lastBad === last && lastBad.atMs + 2 * lastBad.stepMs > untilMs;
  const overMs = isLast ? null : lastBad.atMs + lastBad.stepMs;
  return { beganMs, stepMs, detected, acted, overMs };
}

/** What is refused again for the same reason is told once. */
function reasonKey({ kind, upstream, region, target, evidence }: ControlEvent): string {
  const reason = JSON.stringify(evidence['reason'] ?? evidence['code'] ?? null);
  return [kind, upstream, region, target, reason].join('\n');
}

/** Whose an upstream is: `undefined` for none of these services'. */
function createOwners(
  services: readonly TalliedService[],
): (upstream: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (upstream) => {
    if (!known.has(upstream)) {
      const owner = services.find((one) => isUpstreamOf(one.upstream, upstream));
      known.set(upstream, owner?.service);
    }
    return known.get(upstream);
  };
}
