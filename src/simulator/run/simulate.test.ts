import { expect, test } from 'vitest';
import { during, runInput, scenarioFixture } from '../../../test/support/scenario-fixture.ts';
import type { CheckedTick, CheckedWrite, Checker, Fault, RunResult } from '../contract.ts';
import { simulate } from './simulate.ts';

const PRIMARY = { region: 'primary' } as const;
const REGION_REFUSES = during({ kind: 'refuse', where: PRIMARY }, 15_000);
const ONE = { region: 'primary', targets: [0] } as const;

/** All but the time it took. */
function comparable({ engine, ...result }: RunResult) {
  return { ...result, events: engine.events };
}

function sentBySecond({ seconds }: RunResult): readonly number[] {
  return seconds.map(({ sent }) => sent);
}

test('the same input gives the same result, whatever happens in it', async () => {
  const scenario = scenarioFixture({
    telemetry: { delayMs: 150, lossRatio: 0.1, duplicateRatio: 0.05, hasUtilisation: true },
    faults: [
      REGION_REFUSES,
      during({ kind: 'controller-crash' }, 4_000),
      during({ kind: 'admin-partial', ratio: 0.5 }, 10_000),
    ],
  });
  const first = await simulate(runInput('ballast', scenario));
  const second = await simulate(runInput('ballast', scenario));
  expect(comparable(second)).toEqual(comparable(first));
  const other = await simulate(runInput('ballast', scenario, { seed: 2 }));
  expect(comparable(other)).not.toEqual(comparable(first));
});

test.each(['folklore', 'kong-default', 'kong-tuned', 'generated'] as const)(
  '%s meets the same requests as ballast',
  async (contestant) => {
    const scenario = scenarioFixture({ faults: [REGION_REFUSES] });
    const ballast = await simulate(runInput('ballast', scenario));
    const other = await simulate(runInput(contestant, scenario));
    expect(sentBySecond(other)).toEqual(sentBySecond(ballast));
  },
);

test('a region that refuses is evacuated and comes back; nobody but the first clients notices', async () => {
  const scenario = scenarioFixture({ durationMs: 60_000, faults: [REGION_REFUSES] });
  const result = await simulate(runInput('ballast', scenario));
  const kinds = result.decisions.map(({ kind }) => kind);
  expect(kinds).toContain('region-evacuated');
  expect(kinds).toContain('failback-step');
  expect(result.regionMoves).toBe(1);
  expect(result.failed).toBeLessThan(10);
  expect(result.cleanAfterMs).toBeLessThan(2_000);
  const evacuated = result.decisions.find(({ kind }) => kind === 'region-evacuated');
  expect(evacuated?.atMs).toBeGreaterThan(5_000);
  expect(evacuated?.atMs).toBeLessThan(9_000);
  const amid = result.seconds.find(({ second }) => second === 15);
  expect(amid?.served['eu-west']).toBe(0);
  expect(amid?.utilisation['eu-north']).toBeGreaterThan(0.05);
  const written = result.weights.findLast(({ atMs }) => atMs < 10_000);
  expect(written?.weights['eu-west-1:80']).toBe(1);
});

test('the figures add up', async () => {
  const scenario = scenarioFixture({
    faults: [during({ kind: 'errors', where: ONE, ratio: 0.5 })],
  });
  const result = await simulate(runInput('generated', scenario));
  const measured = result.seconds.filter(({ second }) => second >= 0);
  expect(result.seconds.map(({ second }) => second)).toEqual(
    Array.from({ length: 40 }, (_, index) => index - 10),
  );
  expect(measured.reduce((sum, { failed }) => sum + failed, 0)).toBe(result.failed);
  const served = Object.values(result.servedByTarget).reduce((sum, count) => sum + count, 0);
  expect(served).toBe(result.sent - result.failed);
  expect(result.latency.count).toBe(served);
  expect(Object.values(result.servedByRegion).reduce((sum, count) => sum + count, 0)).toBe(served);
  expect(result.failed).toBeGreaterThan(20);
  expect(result.writes).toBe(0);
});

const NOBODY_MOVES: readonly [name: string, fault: Fault][] = [
  ['its own probes fail everywhere', { kind: 'observer-blind', where: {} }],
  ['its own probes of a region fail', { kind: 'observer-blind', where: PRIMARY }],
  ['no log entry arrives', { kind: 'telemetry-lost' }],
  ['log entries are late', { kind: 'telemetry-late', delayMs: 8_000 }],
  ['the Admin API is away', { kind: 'admin-down' }],
];

test.each(NOBODY_MOVES)('Ballast moves nothing when %s', async (_name, fault) => {
  const result = await simulate(runInput('ballast', scenarioFixture({ faults: [during(fault)] })));
  expect(result.writes).toBe(0);
  expect(result.regionMoves).toBe(0);
  expect(result.failed).toBe(0);
});

test('while the Admin API is away nothing is written; when it is back the move is made', async () => {
  const faults = [REGION_REFUSES, during({ kind: 'admin-down' }, 10_000)];
  const result = await simulate(runInput('ballast', scenarioFixture({ faults })));
  const written = result.decisions.filter(({ kind }) => kind === 'weights-written');
  expect(result.decisions.map(({ kind }) => kind)).toContain('write-failed');
  expect(written[0]?.atMs).toBeGreaterThan(15_000);
  expect(written[0]?.atMs).toBeLessThan(17_000);
});

test('a call that takes too long is given up by the virtual clock, though Kong may carry it out', async () => {
  const faults = [REGION_REFUSES, during({ kind: 'admin-slow', callMs: 3_000 }, 12_000)];
  const result = await simulate(runInput('ballast', scenarioFixture({ faults })));
  const failed = result.decisions.find(({ kind }) => kind === 'write-failed');
  expect(failed?.message).toContain('no answer within 2000 ms');
  expect(result.decisions.map(({ kind }) => kind)).not.toContain('foreign-write');
});

test('a batch that fails in part is completed', async () => {
  const faults = [REGION_REFUSES, during({ kind: 'admin-partial', ratio: 0.6 })];
  const result = await simulate(runInput('ballast', scenarioFixture({ faults })));
  expect(result.decisions.map(({ kind }) => kind)).toContain('write-failed');
  const evacuated = result.weights.findLast(({ atMs }) => atMs < 20_000)?.weights;
  expect(evacuated).toMatchObject({ 'eu-west-1:80': 1, 'eu-west-2:80': 1, 'eu-west-3:80': 1 });
});

test('a controller that is killed leaves the weights, and a new one goes on from the store', async () => {
  const faults = [
    REGION_REFUSES,
    { atMs: 9_000, forMs: 8_000, fault: { kind: 'controller-crash' } as const },
  ];
  const result = await simulate(runInput('ballast', scenarioFixture({ faults })));
  const started = result.decisions.filter(({ kind }) => kind === 'controller-started');
  expect(started.map(({ evidence }) => evidence['resumed'])).toEqual([false, true]);
  const away = result.decisions.filter(({ atMs }) => atMs > 9_000 && atMs < 17_000);
  expect(away).toEqual([]);
  expect(result.regionMoves).toBe(1);
  expect(result.weights.filter(({ atMs }) => atMs > 9_000 && atMs < 20_000)).toEqual([]);
});

test('of two controllers only the leader writes, and the other takes over when it is killed', async () => {
  const seen = watch();
  const faults = [
    during({ kind: 'two-leaders' }),
    { atMs: 8_000, forMs: 15_000, fault: { kind: 'refuse', where: PRIMARY } as const },
    { atMs: 14_000, forMs: null, fault: { kind: 'controller-crash' } as const },
  ];
  const scenario = scenarioFixture({ durationMs: 60_000, faults });
  const result = await simulate(runInput('ballast', scenario), { checkers: [seen] });
  const kinds = result.decisions.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'not-leading')).toHaveLength(1);
  expect(kinds).toContain('leading');
  expect(kinds).not.toContain('foreign-write');
  const writers = seen.writes.map(({ writer }) => writer);
  expect([...new Set(writers)]).toEqual(['ballast-1', 'ballast-2']);
  expect(writers.toSorted()).toEqual(writers);
  expect([...new Set(seen.writes.map(({ token }) => token))]).toEqual([1, 2]);
});

test('weights that somebody else pushes are seen, told and left alone', async () => {
  const seen = watch();
  const faults = [
    { atMs: 2_000, forMs: 25_000, fault: { kind: 'refuse', where: PRIMARY } as const },
    { atMs: 15_000, forMs: null, fault: { kind: 'foreign-push' } as const },
  ];
  const scenario = scenarioFixture({ faults });
  const result = await simulate(runInput('ballast', scenario), { checkers: [seen] });
  expect(result.decisions.map(({ kind }) => kind)).toContain('foreign-write');
  expect(seen.writes.filter(({ writer }) => writer === 'foreign')).toHaveLength(6);
  const later = seen.writes.slice(seen.writes.findIndex(({ writer }) => writer === 'foreign'));
  expect(new Set(later.map(({ writer }) => writer))).toEqual(new Set(['foreign']));
});

test('checkers are told of writes and ticks with the truth that the controller cannot see', async () => {
  const seen = watch();
  const scenario = scenarioFixture({ faults: [REGION_REFUSES] });
  const result = await simulate(runInput('ballast', scenario), { checkers: [seen] });
  expect(result.findings).toMatchObject([{ guarantee: 'G2', message: 'seen' }]);
  // Told on the controller's clock, reported from the end of the warm-up.
  expect(result.findings[0]?.atMs).toBeGreaterThan(REGION_REFUSES.atMs);
  expect(result.findings[0]?.atMs).toBeLessThan(REGION_REFUSES.atMs + 10_000);
  const first = seen.writes[0];
  expect(first).toMatchObject({
    gateway: 'kong-eu',
    urgent: true,
    isTroubled: true,
    writer: 'ballast-1',
  });
  expect([...(first?.able ?? [])]).toEqual(['eu-north-1:80', 'eu-north-2:80', 'eu-north-3:80']);
  expect(first?.demandRps).toBeCloseTo(100);
  expect(first?.to).toBeGreaterThan(first?.from ?? 0);
  expect(seen.ticks.length).toBeGreaterThan(40);
  expect(seen.ticks.some(({ decision }) => decision !== null)).toBe(true);
  expect(seen.ticks.filter(({ isTroubled }) => isTroubled).length).toBeGreaterThan(20);
});

test('a run ends with its signal', async () => {
  const stop = new AbortController();
  const running = simulate(runInput('ballast', scenarioFixture()), {
    signal: stop.signal,
    onProgress: (doneRatio) => {
      if (doneRatio > 0.3) stop.abort(new Error('enough'));
    },
  });
  await expect(running).rejects.toThrow('enough');
});

function watch(): Checker & { readonly writes: CheckedWrite[]; readonly ticks: CheckedTick[] } {
  const writes: CheckedWrite[] = [];
  const ticks: CheckedTick[] = [];
  return {
    guarantee: 'G2',
    writes,
    ticks,
    onWrite: (write) => writes.push(write),
    onTick: (tick) => ticks.push(tick),
    findings: () => [
      { guarantee: 'G2', atMs: writes[0]?.atMs ?? 0, message: 'seen', evidence: {} },
    ],
  };
}

test.each(['flat', 'two-level'] as const)(
  'in the layout %s a standby that is too small sheds',
  async (layout) => {
    const small: Fault = { kind: 'capacity', where: { region: 'standby' }, ratio: 0.06 };
    const faults = [{ atMs: 0, forMs: null, fault: small }, REGION_REFUSES];
    const input = runInput('ballast', scenarioFixture({ durationMs: 25_000, faults }), {
      loopbackUrl: 'http://127.0.0.1:8000',
    });
    const result = await simulate({ ...input, strategy: { ...input.strategy, layout } });
    expect(result.regionMoves).toBe(1);
    expect(result.shed).toBeGreaterThan(100);
    expect(result.decisions.map(({ kind }) => kind)).toContain('shedding');
    expect(Object.keys(result.servedByTarget)).toHaveLength(6);
  },
);
