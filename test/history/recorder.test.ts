/** Ten seconds of traffic become a sample, whatever the store does meanwhile. */

import { expect, test } from 'vitest';

import type { Sample } from '../../src/model/history.ts';
import type { StatusSnapshot } from '../../src/model/status.ts';
import { createHistoryRecorder } from '../../src/store/history-recorder.ts';
import { exampleStrategy } from '../support/example-strategy.ts';

function setUp(appendSample: (sample: Sample) => Promise<void>) {
  const strategy = exampleStrategy();
  let nowMs = 1_000_000;
  const warnings: string[] = [];
  const recorder = createHistoryRecorder({
    strategy,
    store: { history: { appendSample } },
    clock: { nowMs: () => nowMs },
    logger: { warn: (_fields, message) => warnings.push(message) },
  });
  const [service] = strategy.services;
  if (service === undefined) throw new Error('The example has services.');
  const leader: StatusSnapshot['leader'] = { holder: 'a', token: 1 };
  const tick = async (options: { advanceMs: number; leads?: boolean }) => {
    nowMs += options.advanceMs;
    const regions = service.targets.map(({ region }) => ({ region, shares: [] }));
    const upstreams = [{ upstream: service.upstream, regions, budget: { leftRatio: 0.5 } }];
    const snapshot = { upstreams, leader: options.leads === false ? null : leader };
    recorder.meter.tickEnded({
      endedAtMs: nowMs,
      phasesMs: { observe: 0, decide: 0, act: 0, save: 0 },
      snapshot: snapshot as unknown as StatusSnapshot,
    });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  const { upstream, targets } = service;
  const send = (outcome: 'ok' | 'failed' | 'aborted' | 'shed', durationMs: number | null = 10) =>
    recorder.tap.requestRecorded({ upstream, outcome, durationMs });
  const [first] = targets;
  const tried = (outcome: 'ok' | 'errors' | 'timeouts') =>
    recorder.tap.tryRecorded({ upstream, target: first?.target ?? '', outcome, latencyMs: 1 });
  return { recorder, tick, send, tried, warnings, service, region: first?.region ?? '' };
}

test('a step has the counts, the bad seconds, the causes by region, and the quantiles', async () => {
  const samples: Sample[] = [];
  const { tick, send, tried, service, region } = setUp((sample) => {
    samples.push(sample);
    return Promise.resolve();
  });
  await tick({ advanceMs: 0 });
  for (let n = 0; n < 99; n += 1) send('ok');
  send('failed', 3_000);
  await tick({ advanceMs: 1_000 });
  for (let n = 0; n < 9; n += 1) send('ok');
  send('shed', 1);
  send('aborted', 1);
  tried('errors');
  tried('timeouts');
  tried('ok');
  await tick({ advanceMs: 9_000 });
  expect(samples).toHaveLength(1);
  expect(samples[0]).toMatchObject({ atMs: 1_000_000, stepMs: 10_000 });
  const [found] = samples[0]?.services ?? [];
  expect(found).toMatchObject({ service: service.name, requests: 110, failed: 2, shed: 1 });
  expect(found?.badSeconds).toBe(1); // 1 of 100 is not more than 1 %; 1 of 10 is.
  expect(found?.failedTries).toEqual({
    [region]: { errors: 1, overload: 0, timeouts: 1, connectFailures: 0 },
  });
  expect(found?.p50Ms).toBeGreaterThan(9);
  expect(found?.p50Ms).toBeLessThan(11);
  expect(found?.budgetLeftRatio).toBe(0.5);
});

test('a store that fails loses nothing for five minutes and holds up nobody', async () => {
  const samples: Sample[] = [];
  let fails = true;
  const { tick, send, warnings } = setUp((sample) => {
    if (fails) return Promise.reject(new Error('locked'));
    samples.push(sample);
    return Promise.resolve();
  });
  await tick({ advanceMs: 0 });
  for (let step = 0; step < 5; step += 1) {
    send('ok');
    await tick({ advanceMs: 10_000 });
  }
  expect(samples).toEqual([]);
  expect(warnings.length).toBeGreaterThan(0);
  fails = false;
  for (let step = 0; step < 3; step += 1) await tick({ advanceMs: 10_000 });
  expect(samples.map(({ atMs }) => atMs)).toEqual([0, 1, 2, 3, 4].map((n) => 1_000_000 + n * 1e4));
});

test('a follower writes nothing, and the end of the process what was counted', async () => {
  const samples: Sample[] = [];
  const { recorder, tick, send } = setUp((sample) => {
    samples.push(sample);
    return Promise.resolve();
  });
  await tick({ advanceMs: 0, leads: false });
  send('ok');
  await tick({ advanceMs: 10_000, leads: false });
  expect(samples).toEqual([]);
  await tick({ advanceMs: 1_000 });
  send('ok');
  await recorder.flush();
  expect(samples.map(({ services }) => services[0]?.requests)).toEqual([1]);
});
