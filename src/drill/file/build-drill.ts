/** The drill as written → the drill that is held: defaults filled in, times in ms. */

import { parseDurationMs, parseRatio } from '../../lib/quantities.ts';
import { parseWeeklyWindow } from '../../lib/weekly-window.ts';
import type { Drill, DrillFault, DrillSchedule } from '../../model/drill.ts';
import { isOn } from '../../strategy/input/fields.ts';
import type { FaultInput } from './fault-schema.ts';
import { type DrillInput, FALLBACKS } from './schema.ts';

export function buildDrill(input: DrillInput): Drill {
  const { scope, steady = {}, expect = {}, abort = {}, limits = {} } = input;
  return {
    name: input.name,
    title: input.title,
    hypothesis: input.hypothesis.trim(),
    scope: {
      region: scope.region ?? null,
      targets: scope.targets ?? null,
      services: scope.services ?? null,
      shareRatio: ratio(scope.share, FALLBACKS.share),
    },
    fault: buildFault(input.fault),
    durationMs: ms(input.duration, '0s'),
    steady: {
      forMs: ms(steady.for, FALLBACKS.steadyFor),
      minRequests: steady.requests ?? FALLBACKS.steadyRequests,
      failedRatio: ratio(steady.failed, FALLBACKS.steadyFailed),
      p99Ms: msOrNull(steady.p99),
    },
    expect: {
      failedRatio: ratio(expect.failed, FALLBACKS.expectFailed),
      cleanAfterMs: msOrNull(expect.cleanAfter),
      decidedAfterMs: msOrNull(expect.decidedAfter),
      p99Ms: msOrNull(expect.p99),
      restoredAfterMs: ms(expect.restoredAfter, FALLBACKS.expectRestored),
    },
    abort: {
      failedRatio: ratio(abort.failed, FALLBACKS.abortFailed),
      failedForMs: ms(abort.for, FALLBACKS.abortFor),
      p99Ms: msOrNull(abort.p99),
      budgetLeftRatio: ratio(abort.budget, FALLBACKS.abortBudget),
      staleMs: ms(abort.stale, FALLBACKS.abortStale),
      adminDownMs: ms(abort.admin, FALLBACKS.abortAdmin),
    },
    limits: {
      trafficRatio: ratio(limits.traffic, FALLBACKS.traffic),
      budgetLeftRatio: ratio(limits.budget, FALLBACKS.budget),
      survivorLoadRatio: ratio(limits.survivors, FALLBACKS.survivors),
    },
    schedule: buildSchedule(input.schedule),
  };
}

function buildFault(input: FaultInput): DrillFault {
  switch (input.kind) {
    case 'health-mark':
    case 'weight-out':
      return { kind: input.kind };
    case 'request-termination': {
      const { kind, status = FALLBACKS.status, trigger = null } = input;
      return { kind, status, trigger };
    }
    case 'command': {
      const { kind, run, undo, verify = null } = input;
      return { kind, run, undo, verify, ...ending(input) };
    }
    case 'webhook': {
      const { kind, inject, undo, verify = null, body = null, tokenFile = null } = input;
      return { kind, inject, undo, verify, body, tokenFile, ...ending(input) };
    }
    case 'toxiproxy': {
      const { kind, proxies, toxic = 'down', attributes = {} } = input;
      const toxicity = ratio(input.toxicity, FALLBACKS.toxicity);
      return { kind, url: input.url.replace(/\/$/, ''), proxies, toxic, attributes, toxicity };
    }
    default:
      return input satisfies never;
  }
}

function ending(input: { readonly timeout?: string | undefined; endsAfter?: string | undefined }) {
  return {
    timeoutMs: ms(input.timeout, FALLBACKS.timeout),
    endsAfterMs: msOrNull(input.endsAfter),
  };
}

/** A schedule that is switched off still keeps its blocked times for drills by hand. */
function buildSchedule(input: DrillInput['schedule']): DrillSchedule | null {
  if (input === undefined) return null;
  const { cron, zone = FALLBACKS.zone, blocked = [], enabled = 'on' } = input;
  return {
    cron: isOn(enabled) ? cron : '',
    zone,
    blocked: blocked.flatMap((text) => parseWeeklyWindow(text) ?? []),
  };
}

function ms(text: string | undefined, fallback: string): number {
  return parseDurationMs(text ?? fallback) ?? 0;
}

function msOrNull(text: string | undefined): number | null {
  return text === undefined ? null : parseDurationMs(text);
}

function ratio(text: string | undefined, fallback: string): number {
  return parseRatio(text ?? fallback) ?? 0;
}
