import { expect, test } from 'vitest';
import { createOutageLog } from './outage-log.ts';

test('an outage of an hour is told at once, then ever more rarely, and when it is over', () => {
  let atMs = 0;
  const lines: string[] = [];
  const log = (fields: object, message: string) =>
    void lines.push(`${atMs / 1_000} ${message} ${JSON.stringify(fields)}`);
  const logger = { info: log, warn: log, error: log };
  const outage = createOutageLog({ logger, nowMs: () => atMs, what: 'It' });
  outage.succeeded();
  expect(lines).toEqual([]);
  for (let second = 0; second < 3_600; second += 1) {
    atMs = second * 1_000;
    outage.failed(new Error('locked'));
  }
  expect(lines.map((line) => Number(line.split(' ')[0]))).toEqual([
    0, 10, 30, 70, 150, 310, 630, 1_230, 1_830, 2_430, 3_030,
  ]);
  expect(lines[1]).toBe(
    '10 It failed; it goes on. {"error":"Error: locked","count":11,"forSeconds":10}',
  );
  atMs = 3_600_000;
  outage.succeeded();
  outage.succeeded();
  expect(lines.slice(11)).toEqual(['3600 It works again. {"count":3600,"forSeconds":3600}']);
  outage.failed(new Error('again'));
  expect(lines).toHaveLength(13);
});
