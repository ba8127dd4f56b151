/**
 * What the forecast assumes of the world: how often things fail, how long repair takes, how much
 * of it Ballast does not see. Each default says where it comes from; most are assumptions that a
 * team should replace by its own records (`ballast forecast --failures FILE`).
 */

import { valuesOf, type DocumentedTable } from '../../lib/documented.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export const FORECAST = {
  targetMtbfMs: {
    value: 30 * DAY_MS,
    unit: 'ms',
    effect: 'Mean time between failures of one target.',
    source: 'assumption: a crash, a bad deploy or a lost host a month',
  },
  targetMttrMs: {
    value: 60 * MINUTE_MS,
    unit: 'ms',
    effect: 'Mean time to repair of one target.',
    source:
      'assumption; with the above 99.86 %, within the 99.5 % that a single machine is sold with',
  },
  regionMtbfMs: {
    value: 365 * DAY_MS,
    unit: 'ms',
    effect: 'Mean time between failures of one region as a whole.',
    source: 'assumption: all that a region sold with 99.99 % may be down happens at once',
  },
  regionMttrMs: {
    value: 53 * MINUTE_MS,
    unit: 'ms',
    effect: 'Mean time to repair of a region.',
    source: '0.01 % of a year; the Compute Engine SLA of April 2020 promises 99.99 % over zones',
  },
  partialRatio: {
    value: 0.3,
    unit: 'ratio',
    effect: 'Part of the failures in which only some requests fail; no health check sees these.',
    source: 'assumption; nothing is published',
  },
  targetFailingRatio: {
    value: 0.3,
    unit: 'ratio',
    effect: 'Requests that fail at a target that fails in part.',
    source: 'the benchmark on a real Kong',
  },
  regionFailingRatio: {
    value: 0.05,
    unit: 'ratio',
    effect: 'Requests that fail in a region that fails in part.',
    source: 'the benchmark on a real Kong',
  },
  gatewayMtbfMs: {
    value: 365 * DAY_MS,
    unit: 'ms',
    effect: 'Mean time between failures of one Kong cluster as a whole.',
    source: 'assumption: one bad configuration or upgrade a year',
  },
  gatewayMttrMs: {
    value: 15 * MINUTE_MS,
    unit: 'ms',
    effect: 'Mean time to repair of a Kong cluster.',
    source: 'assumption: a person rolls it back',
  },
  gatewayWithRegionRatio: {
    value: 0.25,
    unit: 'ratio',
    effect: 'Part of the region failures that take the Kong cluster of the region with them.',
    source: 'assumption: power and network do, deploys and databases do not',
  },
  clientSwitchMs: {
    value: MINUTE_MS,
    unit: 'ms',
    effect: 'Until clients have gone to another gateway, when there is one.',
    source: 'assumption: a DNS record with a life of 60 s; outside of what Ballast does',
  },
  commonCauseRatio: {
    value: 0.02,
    unit: 'ratio',
    effect: 'Part of the region failures that hit every region at once (β).',
    source: 'CL 6: 1–10 %; IEC 61508-6 works with the same range',
  },
  commonCauseMttrMs: {
    value: 30 * MINUTE_MS,
    unit: 'ms',
    effect: 'Mean time to repair of a common cause.',
    source: 'assumption: found, understood and rolled back by people',
  },
  coverageRatio: {
    value: 0.99,
    unit: 'ratio',
    effect: 'Probability that a failure is detected and the move works.',
    source: 'CL 6; drills measure your own',
  },
  personMs: {
    value: 15 * MINUTE_MS,
    unit: 'ms',
    effect: 'Until a person has noticed, understood and acted, where nothing acts by itself.',
    source: 'as on the advice page',
  },
  falseFailoverMs: {
    value: 30 * DAY_MS,
    unit: 'ms',
    effect: 'Mean time between false failovers of a region by Ballast.',
    source: 'CL 9 iii: the threshold is built for it',
  },
  falseFailoverLossMs: {
    value: 200,
    unit: 'ms',
    effect: 'What a false failover costs its region’s callers, besides room at the receivers.',
    source: 'recordings 87 and 111: a move loses nothing, a cold return some 0.2 s',
  },
  coldReturnAloneMs: {
    value: 1_200,
    unit: 'ms',
    effect: 'What the return of a cold region costs when Kong lets it in at once.',
    source: 'recordings 111: 242 requests at 200/s',
  },
  coldReturnStepsMs: {
    value: 200,
    unit: 'ms',
    effect: 'The same with a return in steps.',
    source: 'recordings 111: 39 requests at 200/s',
  },
  failbackMistakeRatio: {
    value: 0.1,
    unit: 'ratio',
    effect: 'Part of the returns that come too early: the region fails again under traffic.',
    source: 'assumption',
  },
  failbackFailingRatio: {
    value: 0.5,
    unit: 'ratio',
    effect: 'Requests that fail at a region that came back too early.',
    source: 'assumption',
  },
  convergenceMs: {
    value: 1_000,
    unit: 'ms',
    effect: 'Until the other nodes of a cluster use a new weight.',
    source: 'recordings 90: at most 0.8 s with db_update_frequency=1 (4.4 s with its default)',
  },
  swingRatio: {
    value: 0.5,
    unit: 'ratio',
    effect: 'How far the load of a day swings round its mean.',
    source: 'assumption: busy hours at three times the quiet ones',
  },
  overflowFactor: {
    value: 1.5,
    unit: 'factor',
    effect: 'Requests lost for each one too many, where the excess is not shed.',
    source: 'recordings 111: 3,772 lost where 2,406 did not fit',
  },
} as const satisfies DocumentedTable;

export type AssumptionKey = keyof typeof FORECAST;

export type Assumptions = Readonly<Record<AssumptionKey, number>>;

export const DEFAULT_ASSUMPTIONS: Assumptions = valuesOf(FORECAST);
