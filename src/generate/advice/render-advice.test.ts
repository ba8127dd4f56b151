import { describe, expect, test } from 'vitest';

import { exampleService, exampleStrategy } from '../../../test/support/example-strategy.ts';
import { capacityRows } from './capacity.ts';
import { failureCosts } from './failures.ts';
import { createFormat } from '../../lib/locale.ts';
import { DUTCH } from './messages-nl.ts';
import { ENGLISH } from './messages-en.ts';
import { renderAdvice } from './render-advice.ts';

/** Every message as text, by its path; functions are called with marked arguments. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value === 'function') {
    const marked = new Proxy(
      {},
      { get: (_, key) => (key === Symbol.toPrimitive ? () => '<it>' : `<${String(key)}>`) },
    );
    return new Map([[path, String(value(marked))]]);
  }
  const entries = Object.entries(value ?? {});
  return new Map(entries.flatMap(([key, inner]) => [...flatten(inner, `${path}.${key}`)]));
}

describe('languages', () => {
  const english = flatten(ENGLISH);
  const dutch = flatten(DUTCH);

  test('both say everything, and none of it is empty', () => {
    expect([...dutch.keys()]).toEqual([...english.keys()]);
    for (const [path, text] of [...english, ...dutch])
      expect({ path, text }).not.toEqual({ path, text: '' });
  });

  test('both use the same numbers and names in each message', () => {
    for (const [path, text] of english) {
      const marks = (message: string | undefined) => (message?.match(/<\w+>/g) ?? []).toSorted();
      expect({ path, marks: marks(dutch.get(path)) }).toEqual({ path, marks: marks(text) });
    }
  });

  test('the Dutch page has no English left in it and no translated Kong words', () => {
    const page = renderAdvice(exampleStrategy(), 'nl');
    expect(page).not.toMatch(/\b(the|and|with|of the|doelen|doelwit)\b/);
    expect(page).toContain('99,99 %');
  });
});

test('the error budget of 99.99 % over 30 days is 259 s', () => {
  expect(renderAdvice(exampleStrategy(), 'en')).toContain('**259 s**');
});

describe('N−1 capacity', () => {
  const targets = (west: number | null, north: number | null) =>
    [
      { host: 'w', region: 'eu-west', capacityRps: west },
      { host: 'n', region: 'eu-north', capacityRps: north },
    ].map((target) => ({ ...target, target: `${target.host}:80`, port: 80 }));

  test.each([
    ['equal regions carry each other', 200, 200, ['fits', 'fits']],
    ['a small standby does not carry the primary', 200, 100, ['short', 'fits']],
    ['what is not stated is not known', 200, null, ['unknown', 'unknown']],
  ])('%s', (_name, west, north, verdicts) => {
    const rows = capacityRows(exampleService({ targets: targets(west, north) }));
    expect(rows.map((row) => row.verdict)).toEqual(verdicts);
  });

  test('isolated services have nothing left', () => {
    const failover = { ...exampleService().failover, mode: 'isolate' as const };
    const rows = capacityRows(exampleService({ failover }));
    expect(rows.map((row) => row.verdict)).toEqual(['nothing-left', 'nothing-left']);
  });
});

describe('failure costs', () => {
  test('Kong alone handles loss of a region and never a partial fault', () => {
    const alone = Object.fromEntries(
      failureCosts(exampleService(), 100).map(({ kind, alone: cost }) => [kind, cost.movedMs]),
    );
    expect(alone).toEqual({
      'region-refuses': 2_200,
      'region-hangs': 3_000,
      'region-errors': 2_200,
      'target-gray': null,
      'region-gray': null,
      slow: null,
    });
  });

  test('less traffic means later evidence', () => {
    const movedMs = (rps: number) =>
      failureCosts(exampleService(), rps).find(({ kind }) => kind === 'region-gray')?.withBallast
        .movedMs ?? 0;
    expect(movedMs(10)).toBeGreaterThan(movedMs(100));
    // 150 tries at 67/s take 2.2 s; then log, tick and write.
    expect(movedMs(67)).toBeGreaterThan(3_300);
    expect(movedMs(67)).toBeLessThan(3_500);
  });
});

test.each([
  [40, '< 0.1 s'],
  [800, '0.8 s'],
  [2_200, '2.2 s'],
  [90_000, '1 min 30 s'],
  [30 * 86_400_000, '30 days'],
  [5_400_000, '1 h 30 min'],
])('%i ms reads %s', (durationMs, text) => {
  expect(createFormat('en').duration(durationMs)).toBe(text);
});
