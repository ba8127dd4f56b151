import { expect, test } from 'vitest';
import { demoState } from '../../test/web/demo-state.ts';
import { createLiveBaseline } from './live-baseline.ts';
import { DEMO_TOPOLOGY } from './topology.ts';

const [folklore] = demoState(1_800_000_000_000).contestants;

function watched(failedPerSecond: number, seconds: number) {
  const baseline = createLiveBaseline({ ratePerSecond: 200, topology: DEMO_TOPOLOGY });
  const see = (second: number) => {
    if (folklore === undefined) return;
    const failed = failedPerSecond * second;
    baseline.see([{ ...folklore, sent: 200 * second, failed, p50Ms: 19 }]);
  };
  for (let second = 0; second < seconds; second += 1) see(second);
  return { baseline, see };
}

test('losses before any fault are told, and forgotten when they end', () => {
  const { baseline, see } = watched(200, 4);
  expect(baseline.verdict().warning).toContain('folklore lost 600 of 600');
  for (let second = 4; second < 20; second += 1) see(4 + second / 1_000);
  expect(baseline.verdict().clean).toBe(true);
});

test('what is lost by a fault is not the machine’s', () => {
  const { baseline, see } = watched(0, 5);
  baseline.freeze();
  see(900);
  expect(baseline.verdict().clean).toBe(true);
});
