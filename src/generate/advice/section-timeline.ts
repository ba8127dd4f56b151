import type { Page } from './page.ts';

/** The story of one region loss, with the times of the service that takes longest to return. */
export function timelineSection({ facts, words, format }: Page): readonly string[] {
  const slowest = facts.services.toSorted((left, right) => right.returnMs - left.returnMs)[0];
  if (slowest === undefined) return [];
  const { service, worst, returnMs } = slowest;
  const { failback } = service;
  const duration = (durationMs: number) => format.duration(durationMs);
  const items = [
    `**${words.fault}**`,
    words.kongOut({ after: duration(worst.hangingMs) }),
    words.evacuated,
    `**${words.healed}**`,
    words.hold({ hold: duration(failback.holdMs), max: duration(failback.holdMaxMs) }),
    ...(failback.approval === 'manual' ? [words.manualReturn] : []),
    words.steps({
      steps: failback.steps.map((step) => format.percent(step)).join(' → '),
      dwell: duration(failback.minDwellMs),
      requests: format.number(failback.minRequests),
    }),
    words.returned({ total: duration(returnMs) }),
  ];
  return [
    `## ${words.timeline}`,
    ...(facts.services.length > 1 ? [words.timelineSame] : []),
    items.map((item, index) => `${index + 1}. ${item}`).join('\n'),
    words.relapse,
  ];
}
