/**
 * The figures of a post-mortem, worked out from what was kept. Pure: the same record gives the same
 * figures. Times are as exact as the samples are: one step.
 */

import type { ControlEvent, EventKind } from '../../model/control.ts';
import type { FailedTries, Numbered, ServiceSample } from '../../model/history.ts';
import { isUpstreamOf } from '../../model/upstream-names.ts';
import type { IncidentRecord } from './record.ts';

export interface ServiceFacts {
  readonly service: string;
  readonly requests: number;
  /** Of them; `shed` of these were refused on purpose. */
  readonly failed: number;
  readonly shed: number;
  /** `null` where seconds were not counted. */
  readonly badSeconds: number | null;
  /** Part of the budget that was left before and after; `null` where it is not known. */
  readonly budgetBefore: number | null;
  readonly budgetAfter: number | null;
  readonly worstP99Ms: number | null;
  /** Failed tries by region and kind. */
  readonly causes: readonly Cause[];
  readonly times: IncidentTimes | null;
}

export interface Cause {
  readonly region: string;
  readonly kind: keyof FailedTries;
  readonly tries: number;
}

/** `null` where it did not happen within the span. */
export interface IncidentTimes {
  /** Begin of the first step in which more than 1 % of the requests failed. */
  readonly beganMs: number;
  /** Width of that step: everything else is as exact as this. */
  readonly stepMs: number;
  readonly detected: Numbered<ControlEvent> | null;
  readonly acted: Numbered<ControlEvent> | null;
  /** End of the last such step; `null` when it is the last one of the span. */
  readonly overMs: number | null;
}

export interface IncidentFacts {
  readonly services: readonly ServiceFacts[];
  /** What was decided, without what only repeats or belongs to the machinery. */
  readonly decisions: readonly Numbered<ControlEvent>[];
  readonly refusals: readonly Numbered<ControlEvent>[];
}

/** A part that fails in peace as well. */
const BAD_RATIO = 0.01;

/** Verdicts: something was seen to be wrong. */
const DETECTIONS: ReadonlySet<EventKind> = new Set<EventKind>([
  'target-ejected',
  'ejection-refused',
  'target-slow',
  'target-trimmed',
  'region-evacuated',
  'evacuation-refused',
  'awaiting-approval',
  'spill-started',
  'shedding',
  'capacity-short',
  'panic',
]);

const REFUSALS: ReadonlySet<EventKind> = new Set<EventKind>([
  'ejection-refused',
  'trim-refused',
  'evacuation-refused',
  'write-refused',
  'override-refused',
  'capacity-short',
  'would-write',
]);

/** Told often, or about Ballast itself rather than about traffic. */
const BACKGROUND: ReadonlySet<EventKind> = new Set<EventKind>([
  'trim-relaxed',
  'target-warming',
  'capacity-learnt',
]);

export function incidentFacts(record: IncidentRecord): IncidentFacts {
  const upstreams = record.services.map(({ upstream }) => upstream);
  const isAbout = ({ entry }: Numbered<ControlEvent>) =>
    entry.upstream === null || upstreams.some((one) => isUpstreamOf(one, entry.upstream));
  const events = record.events.filter(isAbout);
  return {
    services: record.services.flatMap((one) => serviceFacts(one, record)),
    decisions: events.filter(({ entry }) => !BACKGROUND.has(entry.kind)),
    refusals: events.filter(({ entry }) => REFUSALS.has(entry.kind)),
  };
}

interface Step extends ServiceSample {
  readonly atMs: number;
  readonly stepMs: number;
}

function serviceFacts(
  { service, upstream }: IncidentRecord['services'][number],
  record: IncidentRecord,
): readonly ServiceFacts[] {
  const steps = record.samples.flatMap(({ atMs, stepMs, services }) =>
    services
      .filter((one) => one.service === service)
      .map((one): Step => ({ ...one, atMs, stepMs })),
  );
  const events = record.events.filter(({ entry }) => isUpstreamOf(upstream, entry.upstream));
  if (steps.length === 0 && events.length === 0) return [];
  const sum = (of: (step: Step) => number) => steps.reduce((total, step) => total + of(step), 0);
  const budgets = steps.flatMap(({ budgetLeftRatio }) => budgetLeftRatio ?? []);
  const tails = steps.flatMap(({ p99Ms }) => p99Ms ?? []);
  return [
    {
      service,
      requests: sum(({ requests }) => requests),
      failed: sum(({ failed }) => failed),
      shed: sum(({ shed }) => shed),
      badSeconds: steps.some(({ badSeconds }) => badSeconds !== undefined)
        ? sum(({ badSeconds = 0 }) => badSeconds)
        : null,
      budgetBefore: budgets[0] ?? null,
      budgetAfter: budgets.at(-1) ?? null,
      worstP99Ms: tails.length === 0 ? null : Math.max(...tails),
      causes: causesOf(steps),
      times: timesOf(steps, { events, untilMs: record.untilMs }),
    },
  ];
}

function causesOf(steps: readonly Step[]): readonly Cause[] {
  const sums = new Map<string, Cause>();
  for (const { failedTries = {} } of steps) {
    for (const [region, tries] of Object.entries(failedTries)) {
      for (const kind of ['errors', 'overload', 'timeouts', 'connectFailures'] as const) {
        const key = `${region}\n${kind}`;
        const before = sums.get(key)?.tries ?? 0;
        sums.set(key, { region, kind, tries: before + tries[kind] });
      }
    }
  }
  return [...sums.values()]
    .filter(({ tries }) => tries > 0)
    .toSorted((a, b) => b.tries - a.tries || (a.region < b.region ? -1 : 1));
}

function timesOf(
  steps: readonly Step[],
  {
    events,
    untilMs,
  }: { readonly events: readonly Numbered<ControlEvent>[]; readonly untilMs: number },
): IncidentTimes | null {
  const bad = steps.filter(({ requests, failed }) => failed > requests * BAD_RATIO);
  const [first] = bad;
  const last = bad.at(-1);
  if (first === undefined || last === undefined) return null;
  const { atMs: beganMs, stepMs } = first;
  const since = events.filter(({ entry }) => entry.atMs >= beganMs);
  // A step at the end of the span may be followed by more of the same; silence is no failure.
  const isLast = last === steps.at(-1) && last.atMs + 2 * last.stepMs > untilMs;
  return {
    beganMs,
    stepMs,
    detected: since.find(({ entry }) => DETECTIONS.has(entry.kind)) ?? null,
    acted: since.find(({ entry }) => entry.kind === 'weights-written') ?? null,
    overMs: isLast ? null : last.atMs + last.stepMs,
  };
}
