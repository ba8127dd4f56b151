/** `failover` and `failback` of the file → complete. */

import { parseWeeklyWindow } from '../../lib/weekly-window.ts';
import type { Failback, Failover, StaticAnswer } from '../../model/strategy.ts';
import { DEFAULTS, defaultText } from '../defaults.ts';
import type { ServiceInput } from '../input/strategy.ts';
import { durationMs, ratio } from './values.ts';

export function buildFailover(input: NonNullable<ServiceInput['failover']>): Failover {
  const holds = input.beforeApproval === 'nothing';
  return {
    mode: input.mode ?? DEFAULTS['failover.mode'].value,
    standbyShareRatio: holds
      ? 0
      : ratio(input.standbyShare ?? defaultText('failover.standbyShare')),
    whenCapacityIsShort:
      input.whenCapacityIsShort ?? DEFAULTS['failover.whenCapacityIsShort'].value,
    approval: input.approval ?? (holds ? 'manual' : DEFAULTS['failover.approval'].value),
    ...(holds ? { beforeApproval: 'nothing' as const } : {}),
    answer: buildAnswer(input.answer),
    before: input.before ?? null,
    after: input.after ?? null,
  };
}

type AnswerInput = NonNullable<ServiceInput['failover']>['answer'];

function buildAnswer(input: AnswerInput): StaticAnswer | null {
  if (input === undefined) return null;
  return {
    status: input.status ?? Number(DEFAULTS['failover.answer.status'].value),
    contentType: input.contentType ?? DEFAULTS['failover.answer.contentType'].value,
    body: input.body ?? DEFAULTS['failover.answer.body'].value,
    retryAfterMs: durationMs(input.retryAfter ?? defaultText('failover.answer.retryAfter')),
  };
}

/** A default of `hold` or `holdMax` gives way to the other when that is stated beyond it. */
export function buildFailback(input: NonNullable<ServiceInput['failback']>): Failback {
  const defaultHoldMs = durationMs(defaultText('failback.hold'));
  const defaultMaxMs = durationMs(defaultText('failback.holdMax'));
  const statedMaxMs = input.holdMax === undefined ? null : durationMs(input.holdMax);
  const holdMs =
    input.hold === undefined
      ? Math.min(defaultHoldMs, statedMaxMs ?? defaultHoldMs)
      : durationMs(input.hold);
  return {
    blocked: (input.blocked ?? []).flatMap((text) => parseWeeklyWindow(text) ?? []),
    approval: input.approval ?? DEFAULTS['failback.approval'].value,
    holdMs,
    holdMaxMs: statedMaxMs ?? Math.max(defaultMaxMs, holdMs),
    steps: (input.steps ?? DEFAULTS['failback.steps'].value).map(ratio),
    minDwellMs: durationMs(input.minDwell ?? defaultText('failback.minDwell')),
    minRequests: input.minRequests ?? Number(DEFAULTS['failback.minRequests'].value),
  };
}
