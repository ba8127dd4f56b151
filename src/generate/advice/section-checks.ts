import type { Page } from './page.ts';
import { renderTable } from './table.ts';

export function checksSection({ facts, words, format }: Page): readonly string[] {
  const duration = (durationMs: number) => format.duration(durationMs);
  const rows = facts.services.map(({ service, worst, timings }) => [
    service.name,
    words.probe({
      path: service.health.path,
      interval: duration(service.health.intervalMs),
      timeout: duration(service.health.timeoutMs),
    }),
    duration(worst.refusedMs),
    duration(worst.hangingMs),
    duration(worst.statusMs),
    duration(worst.recoveryMs),
    words.tries({
      tries: String(timings.retries + 1),
      timeout: duration(timings.timeoutMs),
      all: duration(timings.worstRequestMs),
      deadline: duration(timings.deadlineMs),
    }),
  ]);
  const tooSlow = facts.services
    .filter(({ timings }) => timings.worstRequestMs > timings.deadlineMs)
    .map(({ service, timings }) =>
      words.tooSlow({
        service: service.name,
        all: duration(timings.worstRequestMs),
        deadline: duration(timings.deadlineMs),
      }),
    );
  return [
    `## ${words.checks}`,
    words.checksIntro,
    renderTable(words.checksHead, rows),
    words.overload,
    ...tooSlow,
  ];
}
