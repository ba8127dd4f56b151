/** Each kind of fault does what its name says, seen from the clients. */

import { expect, test } from 'vitest';
import { runInput, scenarioFixture } from '../../../test/support/scenario-fixture.ts';
import type { ContestantName, Fault, RunResult, SecondPoint } from '../contract.ts';
import { simulate } from '../run/simulate.ts';

const PRIMARY = { region: 'primary' } as const;

/** From 5 to 15 s of 20. */
async function runWith(fault: Fault, contestant: ContestantName = 'generated'): Promise<RunResult> {
  const faults = [{ atMs: 5_000, forMs: 10_000, fault }];
  return await simulate(runInput(contestant, scenarioFixture({ durationMs: 20_000, faults })));
}

/** Means per second before the fault, in it (once it has told on Kong), and after it. */
function phases(result: RunResult, valueOf: (point: SecondPoint) => number) {
  const mean = (from: number, to: number) => {
    const points = result.seconds.filter(({ second }) => second >= from && second < to);
    return points.reduce((sum, point) => sum + valueOf(point), 0) / points.length;
  };
  return { before: mean(-5, 5), amid: mean(7, 15), after: mean(18, 20) };
}

const failed = ({ sent, failed: lost }: SecondPoint) => lost / sent;
const p50Ms = (point: SecondPoint) => point.p50Ms ?? 0;
const toPrimary = ({ served }: SecondPoint) =>
  (served['eu-west'] ?? 0) / ((served['eu-west'] ?? 0) + (served['eu-north'] ?? 0));

test.each(['refuse', 'black-hole'] as const)(
  '%s: Kong leaves the region, and it comes back',
  async (kind) => {
    const shares = phases(await runWith({ kind, where: PRIMARY }), toPrimary);
    expect(shares.before).toBeGreaterThan(0.95);
    expect(shares.amid).toBeLessThan(0.05);
    expect(shares.after).toBeGreaterThan(0.95);
  },
);

test('slow: answers take longer by the factor, and no longer after it', async () => {
  const times = phases(await runWith({ kind: 'slow', where: PRIMARY, factor: 4 }), p50Ms);
  expect(times.amid / times.before).toBeGreaterThan(3);
  expect(times.amid / times.before).toBeLessThan(5);
  expect(times.after / times.before).toBeLessThan(1.2);
});

test('errors: the part said of the answers of the targets named', async () => {
  const where = { region: 'primary', targets: [1] } as const;
  const ratios = phases(await runWith({ kind: 'errors', where, ratio: 0.3 }), failed);
  expect(ratios.before).toBe(0);
  expect(ratios.amid).toBeGreaterThan(0.05);
  expect(ratios.amid).toBeLessThan(0.15);
  expect(ratios.after).toBe(0);
});

test('shared-dependency: both regions fail, so leaving one would help nobody', async () => {
  const fault: Fault = { kind: 'shared-dependency', where: PRIMARY, ratio: 0.8 };
  const result = await runWith(fault, 'kong-default');
  expect(phases(result, failed).amid).toBeGreaterThan(0.7);
  const both = await runWith({ kind: 'shared-dependency', where: {}, ratio: 0.8 }, 'kong-default');
  expect(both.failed).toBe(result.failed);
});

test('flapping: refuses and recovers in turn', async () => {
  const fault: Fault = { kind: 'flapping', where: PRIMARY, downMs: 3_000, upMs: 3_000 };
  const { seconds } = await runWith(fault, 'kong-default');
  const ups = seconds
    .filter(({ second }) => second >= 5 && second < 15)
    .map((one) => toPrimary(one));
  expect(ups.slice(0, 3).every((share) => !(share > 0.1))).toBe(true);
  expect(ups[4]).toBeGreaterThan(0.9);
  expect(ups[7] ?? 0).not.toBeGreaterThan(0.1);
});

test('capacity: fewer workers are left, each as fast as before', async () => {
  const fault: Fault = { kind: 'capacity', where: PRIMARY, ratio: 0.25 };
  const result = await runWith(fault);
  const busy = phases(result, ({ utilisation }) => utilisation['eu-west'] ?? 0);
  expect(busy.amid / busy.before).toBeGreaterThan(3);
  expect(busy.amid / busy.before).toBeLessThan(5);
});

test('cold: slow at first, warm by and by', async () => {
  const fault: Fault = { kind: 'cold', where: PRIMARY, factor: 6, tauMs: 2_000 };
  const { seconds } = await runWith(fault);
  const at = (second: number) => seconds.find((point) => point.second === second)?.p50Ms ?? 0;
  expect(at(5) / at(4)).toBeGreaterThan(3);
  expect(at(14) / at(4)).toBeLessThan(1.3);
});

test('a server that comes back starts cold where servers do', async () => {
  const faults = [{ atMs: 2_000, forMs: 3_000, fault: { kind: 'refuse', where: {} } as const }];
  const base = scenarioFixture({ durationMs: 20_000, faults });
  const servers = { ...base.servers, cold: { factor: 6, tauMs: 2_000 } };
  const cold = await simulate(runInput('kong-default', { ...base, servers }));
  const warm = await simulate(runInput('kong-default', base));
  const p50At = ({ seconds }: RunResult, second: number) =>
    seconds.find((point) => point.second === second)?.p50Ms ?? 0;
  expect(p50At(cold, 6) / p50At(warm, 6)).toBeGreaterThan(2);
  expect(p50At(cold, 19) / p50At(warm, 19)).toBeLessThan(1.3);
});

// With `generated` it would not: good traffic clears the counters that the probes filled.
test('lying-health: Kong believes /health where only failures count', async () => {
  const down = phases(
    await runWith({ kind: 'lying-health', where: PRIMARY, says: 'down' }, 'kong-tuned'),
    toPrimary,
  );
  expect(down.amid).toBeLessThan(0.05);
  expect(down.after).toBeGreaterThan(0.95);
});

test('antagonist: one target after the other is slow', async () => {
  const fault: Fault = { kind: 'antagonist', where: PRIMARY, factor: 10, everyMs: 4_000 };
  const calm = await runWith({ kind: 'traffic', factor: 1 });
  const times = phases(await runWith(fault), (point) => point.p99Ms ?? 0);
  expect(times.amid / phases(calm, (point) => point.p99Ms ?? 0).amid).toBeGreaterThan(3);
});

test('traffic: more requests, and as many as before afterwards', async () => {
  const sent = phases(await runWith({ kind: 'traffic', factor: 3 }), (point) => point.sent);
  expect(sent.amid / sent.before).toBeGreaterThan(2.6);
  expect(sent.amid / sent.before).toBeLessThan(3.4);
  expect(sent.after / sent.before).toBeLessThan(1.3);
});

test('faults overlap: what one has begun another does not end', async () => {
  const errors = { kind: 'errors', where: { region: 'primary' }, ratio: 0.5 } as const;
  const faults = [
    { atMs: 3_000, forMs: 6_000, fault: errors },
    { atMs: 6_000, forMs: 8_000, fault: errors },
  ];
  const result = await simulate(
    runInput('kong-default', scenarioFixture({ durationMs: 20_000, faults })),
  );
  const ratioIn = (from: number, to: number) => {
    const points = result.seconds.filter(({ second }) => second >= from && second < to);
    return points.reduce((sum, point) => sum + failed(point), 0) / points.length;
  };
  expect(ratioIn(3, 6)).toBeCloseTo(0.5, 0.1);
  expect(ratioIn(6, 9)).toBeGreaterThan(0.65);
  expect(ratioIn(9, 14)).toBeGreaterThan(0.35);
  expect(ratioIn(9, 14)).toBeLessThan(0.6);
  expect(ratioIn(14, 20)).toBe(0);
});
