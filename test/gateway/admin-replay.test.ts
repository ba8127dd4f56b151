/**
 * Conformance: every recorded exchange with a real Kong's Admin API, played in order against the
 * gateway's. What differs must be listed, with its reason, in docs/gateway.md, and nothing else.
 */

import { readFileSync } from 'node:fs';

import { beforeAll, describe, expect, it } from 'vitest';

import { replayAll } from './replay/replay.ts';
import type { FileResult } from './replay/replay.ts';

const REQUIRED_RATIO = 0.95;
/** It takes about 2 s; the rest is for busy machines. */
const REPLAY_TIMEOUT_MS = 120_000;

let results: readonly FileResult[] = [];
beforeAll(async () => {
  results = await replayAll();
  process.stdout.write(`${table(results)}\n`);
}, REPLAY_TIMEOUT_MS);

describe('the recorded exchanges with Kong 3.9.3', () => {
  it('are all played', () => {
    expect(results.map(({ name }) => name.slice(0, 2))).toEqual([
      '01',
      '02',
      '03',
      '04',
      '05',
      '06',
      '07',
      '08',
      '09',
      '10',
      '11',
      '12',
    ]);
    expect(sum(results, ({ total }) => total)).toBeGreaterThan(380);
  });

  it('get the same status and JSON, at least 95 in 100', () => {
    const total = sum(results, (file) => file.total);
    const departed = sum(results, (file) => file.departures.length);
    expect((total - departed) / total).toBeGreaterThanOrEqual(REQUIRED_RATIO);
  });

  it('depart only where docs/gateway.md says so', () => {
    const found = results.flatMap(({ name, departures }) =>
      departures.map(({ number, what }) => ({ at: `${name} ${number}`, what })),
    );
    const listed = listedDepartures();
    expect(found.filter(({ at }) => !listed.includes(at))).toEqual([]);
    expect(listed.filter((at) => !found.some((departure) => departure.at === at))).toEqual([]);
  });
});

/** Rows of the document's table: `| 01-node | 1, 3 | … |`. */
function listedDepartures(): readonly string[] {
  const text = readFileSync(new URL('../../docs/gateway.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| (\d\d-[\w-]+) +\| ([\d, ]+?) +\|/gm)].flatMap(
    ([, name, numbers = '']) => numbers.split(',').map((number) => `${name} ${number.trim()}`),
  );
}

function table(files: readonly FileResult[]): string {
  const lines = files.map(({ name, total, departures }) => {
    const same = total - departures.length;
    return `${name.padEnd(40)} ${same}/${total} ${((100 * same) / total).toFixed(1)} %`;
  });
  return lines.join('\n');
}

function sum(files: readonly FileResult[], value: (file: FileResult) => number): number {
  return files.reduce((total, file) => total + value(file), 0);
}
