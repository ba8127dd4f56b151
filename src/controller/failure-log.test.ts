import { expect, test } from 'vitest';
import { createFailureLog } from './failure-log.ts';

test('what fails each second is told once a minute, each change at once, and when it is over', () => {
  const lines: string[] = [];
  let nowMs = 0;
  const log = createFailureLog({
    clock: { nowMs: () => nowMs },
    logger: {
      error: ({ error, failedTicks }) => lines.push(`${String(error)} ${String(failedTicks)}`),
      info: ({ failedTicks }) => lines.push(`over ${String(failedTicks)}`),
    },
  });
  log.succeeded();
  for (let second = 0; second < 90; second += 1) {
    nowMs = second * 1_000;
    log.failed(second === 80 ? 'locked' : 'away');
  }
  log.succeeded();
  log.succeeded();
  log.failed('away');
  expect(lines).toEqual(['away 1', 'away 61', 'locked 81', 'away 82', 'over 90', 'away 1']);
});
