/** What can fail, how often, and what then happens: one source per place and one for all. */

import { adviceFacts } from '../../generate/advice/facts.ts';
import { ADVICE_TUNING } from '../../generate/advice/tuning.ts';
import { timingsOf } from '../../generate/timings.ts';
import type { ForecastInput } from './input.ts';
import { YEAR_MS, type FaultPlan, type FaultSource, type Stage } from './model.ts';
import {
  FAULT_KINDS,
  localTargets,
  phaseTimes,
  type Duration,
  type FaultKind,
} from './phase-times.ts';

export function faultSources(input: ForecastInput, names: readonly string[]): FaultSource[] {
  const { assumptions, service, design } = input;
  const returnMs = design === 'ballast' ? returnMsOf(input) : 0;
  const ofRegion = placePlans(input, { scope: 'region', returnMs });
  const ofTarget = placePlans(input, { scope: 'target', returnMs });
  const regions = names.map((_, region) => regionSource(input, { region, plans: ofRegion }));
  const targets = names.flatMap((name, region) => {
    // One object for all: who adds up by formula counts it once, times their number.
    const source = targetSource(input, { region, plans: ofTarget });
    return service.targets.filter((target) => target.region === name).map(() => source);
  });
  const gateways = input.strategy.gateways.map((gateway, index) =>
    gatewaySource(input, {
      index,
      failsWith: names.includes(gateway.region) ? assumptions.gatewayWithRegionRatio : 0,
    }),
  );
  const falseFailovers =
    design === 'ballast' && names.length > 1
      ? names.map((_, region) => falseFailoverSource(input, { region, returnMs }))
      : [];
  return [...regions, ...targets, ...gateways, commonCauseSource(input), ...falseFailovers];
}

interface Place {
  readonly region: number;
  readonly plans: readonly FaultPlan[];
}

function regionSource(input: ForecastInput, { region, plans }: Place): FaultSource {
  const { regionMtbfMs, regionMttrMs, commonCauseRatio } = input.assumptions;
  return {
    cause: 'region',
    scope: { kind: 'region', region },
    perYear: (1 - commonCauseRatio) * (YEAR_MS / regionMtbfMs),
    repairMs: regionMttrMs,
    plans,
  };
}

function targetSource(input: ForecastInput, { region, plans }: Place): FaultSource {
  const { targetMtbfMs, targetMttrMs } = input.assumptions;
  return {
    cause: 'target',
    scope: { kind: 'target', region },
    perYear: YEAR_MS / targetMtbfMs,
    repairMs: targetMttrMs,
    plans,
  };
}

/** By kind of fault, each covered or not. */
function placePlans(
  input: ForecastInput,
  { scope, returnMs }: { readonly scope: 'target' | 'region'; readonly returnMs: number },
): FaultPlan[] {
  const { partialRatio, coverageRatio } = input.assumptions;
  const hard = (1 - partialRatio) / (FAULT_KINDS.length - 1);
  return FAULT_KINDS.flatMap((kind) => {
    const probability = kind === 'partial' ? partialRatio : hard;
    const fault = { kind, scope, failingRatio: failingRatioOf(input, { kind, scope }) };
    const moved = movedStages(input, fault);
    const common = commonOf(input, { ...fault, returnMs });
    const uncovered = { ...common, stages: [personStage(input, fault)] };
    if (moved === null) return [{ ...uncovered, probability }];
    return [
      { ...common, stages: moved, probability: probability * coverageRatio },
      { ...uncovered, probability: probability * (1 - coverageRatio) },
    ];
  });
}

interface Fault {
  readonly kind: FaultKind;
  readonly scope: 'target' | 'region';
  readonly failingRatio: number;
}

/** A refused try at one of several targets is repeated, most likely elsewhere (recordings 84). */
export function failingRatioOf(
  { assumptions, service }: Pick<ForecastInput, 'assumptions' | 'service'>,
  fault: Omit<Fault, 'failingRatio'>,
): number {
  const { kind, scope } = fault;
  if (kind === 'partial') {
    return scope === 'target' ? assumptions.targetFailingRatio : assumptions.regionFailingRatio;
  }
  if (scope === 'region' || kind !== 'refuses') return 1;
  return (1 / localTargets(service)) ** timingsOf(service).retries;
}

/** `null` when nothing in this design moves traffic for this fault. */
function movedStages(input: ForecastInput, { kind, scope, failingRatio }: Fault): Stage[] | null {
  const times = phaseTimes({ ...input, scope, kind });
  if (times === null) return null;
  const detection = (duration: Duration): Stage => ({
    part: 'detection',
    ratio: failingRatio,
    duration: scaled(duration, input.scale.detection),
  });
  const measured = input.measured.find((fault) => {
    return fault.design === input.design && fault.scope === scope && fault.kind === kind;
  });
  // What was measured holds all phases together.
  if (measured !== undefined) return [detection(measured.moved)];
  const nodes = Math.max(...input.strategy.gateways.map(({ adminUrls }) => adminUrls.length));
  // Health marks are each node's own; only a weight has to reach the others.
  const spreadMs = kind === 'partial' && nodes > 1 ? input.assumptions.convergenceMs : 0;
  return [
    detection(times.detection),
    { part: 'action', ratio: failingRatio, duration: scaled(times.action, input.scale.action) },
    // Node after node follows: on average half of them have.
    {
      part: 'convergence',
      ratio: failingRatio / 2,
      duration: { lowMs: spreadMs, highMs: spreadMs },
    },
  ];
}

function personStage({ assumptions }: ForecastInput, { failingRatio }: Fault): Stage {
  const { personMs } = assumptions;
  return {
    part: 'uncovered',
    ratio: failingRatio,
    duration: { lowMs: personMs, highMs: personMs },
  };
}

function commonOf(
  input: ForecastInput,
  { scope, kind, failingRatio, returnMs }: Fault & { readonly returnMs: number },
): Omit<FaultPlan, 'stages' | 'probability'> {
  const isRegion = scope === 'region';
  return {
    kind,
    isMoved: true,
    returnMs: isRegion ? returnMs : 0,
    failingRatio,
    startLossMs: 0,
    returnLossMs: isRegion ? returnLossOf(input) : 0,
  };
}

/** Hold and steps, in which the region counts as gone: a little too careful. */
function returnMsOf({ strategy, service }: ForecastInput): number {
  const facts = adviceFacts({ ...strategy, services: [service] });
  return facts.services[0]?.returnMs ?? 0;
}

/**
 * A cold return, and now and then one that is too early: Ballast stops that after the tries its
 * test needs, at whatever share; alone it lasts until a person acts.
 */
function returnLossOf({ design, assumptions, rps }: ForecastInput): number {
  const { failbackMistakeRatio, failbackFailingRatio, personMs } = assumptions;
  if (design === 'kong-alone') {
    const mistakeMs = failbackFailingRatio * personMs;
    return assumptions.coldReturnAloneMs + failbackMistakeRatio * mistakeMs;
  }
  const mistakeMs = (ADVICE_TUNING.regionTriesMin * failbackFailingRatio * 1_000) / rps;
  return assumptions.coldReturnStepsMs + failbackMistakeRatio * mistakeMs;
}

function gatewaySource(
  { assumptions, strategy }: ForecastInput,
  { index, failsWith }: { index: number; failsWith: number },
): FaultSource {
  const { gatewayMtbfMs, gatewayMttrMs, regionMtbfMs, clientSwitchMs } = assumptions;
  const hasOther = strategy.gateways.length > 1;
  const untilMs = hasOther ? clientSwitchMs : Number.POSITIVE_INFINITY;
  return {
    cause: 'gateway',
    scope: { kind: 'gateway', gateway: index },
    perYear: YEAR_MS / gatewayMtbfMs + failsWith * (YEAR_MS / regionMtbfMs),
    repairMs: gatewayMttrMs,
    plans: [stayPlan({ part: 'gateway', ratio: 1, duration: { lowMs: untilMs, highMs: untilMs } })],
  };
}

function commonCauseSource({ assumptions }: ForecastInput): FaultSource {
  const { regionMtbfMs, commonCauseRatio, commonCauseMttrMs } = assumptions;
  const duration = { lowMs: Number.POSITIVE_INFINITY, highMs: Number.POSITIVE_INFINITY };
  return {
    cause: 'commonCause',
    scope: { kind: 'everything' },
    perYear: commonCauseRatio * (YEAR_MS / regionMtbfMs),
    repairMs: commonCauseMttrMs,
    plans: [stayPlan({ part: 'commonCause', ratio: 1, duration })],
  };
}

function stayPlan(stage: Stage): FaultPlan {
  return {
    kind: null,
    probability: 1,
    stages: [stage],
    isMoved: false,
    returnMs: 0,
    failingRatio: stage.ratio,
    startLossMs: 0,
    returnLossMs: 0,
  };
}

/** Nothing is broken; a healthy region is sent away, held and brought back. */
function falseFailoverSource(
  { assumptions }: ForecastInput,
  { region, returnMs }: { readonly region: number; readonly returnMs: number },
): FaultSource {
  const { falseFailoverMs, falseFailoverLossMs } = assumptions;
  return {
    cause: 'falseFailover',
    scope: { kind: 'region', region },
    perYear: YEAR_MS / falseFailoverMs,
    repairMs: 0,
    plans: [
      {
        kind: null,
        probability: 1,
        stages: [],
        isMoved: true,
        returnMs,
        failingRatio: 0,
        startLossMs: falseFailoverLossMs,
        returnLossMs: 0,
      },
    ],
  };
}

function scaled({ lowMs, highMs }: Duration, factor: number): Duration {
  return { lowMs: lowMs * factor, highMs: highMs * factor };
}
