import { expect, test } from 'vitest';
import { baselineOf, CLEAN, type Unbroken } from './baseline.ts';
import { DEMO_TOPOLOGY } from './topology.ts';

function judge(change: Partial<Unbroken>, ratePerSecond = 200) {
  const side = { name: 'folklore', sent: 2_000, failed: 0, p50Ms: 19, ...change };
  return baselineOf([{ ...side, name: 'ballast', failed: 0, p50Ms: 19 }, side], {
    ratePerSecond,
    topology: DEMO_TOPOLOGY,
  });
}

test('answers as quick as the targets are clean', () => {
  expect(judge({})).toEqual(CLEAN);
  expect(judge({ failed: 2 })).toEqual(CLEAN);
});

test('losses with nothing broken are the machine’s', () => {
  const { clean, warning } = judge({ failed: 2_000, p50Ms: null });
  expect(clean).toBe(false);
  expect(warning).toBe(
    'This machine is too slow for 200 requests per second to each gateway: with nothing broken, ' +
      'folklore lost 2000 of 2000 requests. The figures tell about the machine, not about Kong. ' +
      'Try: ballast demo --rate 20',
  );
});

test('so are answers that take far longer than the targets', () => {
  expect(judge({ p50Ms: 1_840 }).warning).toContain(
    'folklore took 1840 ms (median) where its targets take 20 ms at most',
  );
});

test('a few requests say nothing yet', () => {
  expect(judge({ sent: 19, failed: 19, p50Ms: null })).toEqual(CLEAN);
});

test('at a low rate there is less to run instead', () => {
  expect(judge({ p50Ms: 900 }, 20).warning).toContain('--rate 10 --contestants folklore,ballast');
});
