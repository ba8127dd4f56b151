/** What our logs show of the demand, told by a Prometheus that sees all of it. */

import { expect, test } from 'vitest';
import { serviceFixture } from '../../test/support/strategy-fixture.ts';
import { advanceCoverage, type Coverage, coverageFactor, inOurRequests } from './coverage.ts';

function after(seconds: number, rates: { own: number; all: number | undefined }) {
  let coverage: Coverage | undefined;
  for (let second = 0; second < seconds; second += 1) {
    const tick = { requests: rates.own, demandRps: rates.all, elapsedMs: 1_000 };
    coverage = advanceCoverage(coverage, tick);
  }
  return coverageFactor(coverage);
}

test.each<[claim: string, own: number, all: number | undefined, seconds: number, factor: number]>([
  ['one of three replicas sees a third', 100, 300, 600, 3],
  ['without a Prometheus all that is known is all there is', 100, undefined, 600, 1],
  ['a tenth more is the error of the rates', 100, 110, 600, 1],
  ['less than our own logs show is no news', 100, 50, 600, 1],
  ['a few requests show nothing', 1, 300, 60, 1],
])('%s', (_claim, own, all, seconds, factor) => {
  expect(after(seconds, { own, all })).toBeCloseTo(factor, 1);
});

test('a surge that Prometheus sees a minute late changes the factor little', () => {
  let coverage: Coverage | undefined;
  for (let second = 0; second < 900; second += 1) {
    const own = second < 840 ? 100 : 300;
    coverage = advanceCoverage(coverage, { requests: own, demandRps: 100, elapsedMs: 1_000 });
  }
  expect(coverageFactor(coverage)).toBe(1);
});

test('a third of the requests is served by a third of the stated capacity', () => {
  const service = serviceFixture();
  const ours = inOurRequests(service, 3);
  expect(ours.targets.map(({ capacityRps }) => capacityRps)).toEqual(
    service.targets.map(({ capacityRps }) => (capacityRps === null ? null : capacityRps / 3)),
  );
});
