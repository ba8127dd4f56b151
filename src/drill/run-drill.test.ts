import { describe, expect, test } from 'vitest';
import { drillOf, createFakeWorld, type FakeWorld } from '../../test/drill/support/fake-world.ts';
import { DRILL_SETTING, type ActiveDrill } from '../model/drill.ts';
import { LAST_DRILL_SETTING, readDrillRecord } from '../model/drill-record.ts';
import { OVERRIDES_SETTING, type Override } from '../model/override.ts';
import type { DrillReport } from '../model/drill-report.ts';
import { createDrillOperations } from '../operations/drills.ts';
import { runDrill } from './run-drill.ts';
import { createWarden } from './warden.ts';

const MARK = `version: 1
name: marks
title: A region is marked
hypothesis: nobody notices
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 20s
steady: { for: 5s, requests: 100 }
expect: { failed: 1%, cleanAfter: 5s, restoredAfter: 30s }
abort: { failed: 20%, for: 3s, admin: 3s, stale: 5s }
`;
const COMMAND = MARK.replace(
  '{ kind: health-mark }',
  "{ kind: command, run: 'break', undo: 'mend' }",
);
const TERMINATION = MARK.replace('{ kind: health-mark }', '{ kind: request-termination }').replace(
  'region: eu-west',
  'services: [productAPI]',
);

async function inWorld<T>(work: (world: FakeWorld) => Promise<T>): Promise<T> {
  const world = createFakeWorld();
  const stop = new AbortController();
  world.start(stop.signal);
  await world.clock.pass(3_000);
  try {
    return await work(world);
  } finally {
    stop.abort();
  }
}

/** Runs a drill and does something once the fault has been in for a while. */
function drill(
  text: string,
  during: (world: FakeWorld, abort: () => void) => void | Promise<void> = () => undefined,
): Promise<{ report: DrillReport; world: FakeWorld }> {
  return inWorld(async (world) => {
    const stop = new AbortController();
    const running = runDrill(world.options(drillOf(text), stop.signal), world.ports);
    const meddling = (async () => {
      await world.clock.sleep(10_000, new AbortController().signal);
      await during(world, () => stop.abort());
    })();
    const report = await world.clock.until(running);
    await meddling;
    return { report, world };
  });
}

const active = (world: FakeWorld) =>
  world.store.readSetting(DRILL_SETTING) as Promise<ActiveDrill | null>;

describe('a drill that goes well', () => {
  test('by health marks holds them against Kong’s probes, restores and succeeds', async () => {
    const { report, world } = await drill(MARK);
    expect(report).toMatchObject({ verdict: 'SUCCEEDED', restore: { restored: true } });
    // Probes undo a mark each second; it is back within a tenth of one.
    expect(report.leakRatio).toBeLessThan(0.25);
    expect(report.survivors[0]).toMatchObject({ region: 'eu-north', capacityRps: 300 });
    expect(report.survivors[0]?.peakRps).toBeGreaterThan(60);
    expect(world.marked.size).toBe(0);
    expect(await active(world)).toBeNull();
    expect(await world.store.readSetting(LAST_DRILL_SETTING)).toMatchObject({ passed: true });
    const kinds = (await world.store.readEvents(10)).map(({ kind }) => kind);
    expect(kinds).toEqual(['drill-started', 'drill-ended']);
  });

  test('by weight sets an override that ends by itself, and takes it back', async () => {
    const text = MARK.replace('health-mark', 'weight-out');
    const { report, world } = await drill(text, async ({ store }) => {
      const [override] = (await store.readSetting(OVERRIDES_SETTING)) as Override[];
      expect(override).toMatchObject({ origin: 'drill', lever: { kind: 'evacuate' } });
      expect((override?.untilMs ?? 0) - (override?.atMs ?? 0)).toBeLessThan(60_000);
    });
    expect(report.verdict).toBe('SUCCEEDED');
    expect(await world.store.readSetting(OVERRIDES_SETTING)).toEqual([]);
    expect(report.timeline.restoredAtMs).not.toBeNull();
  });

  test('by weight that Kong never took has shown nothing', async () => {
    const text = MARK.replace('health-mark', 'weight-out');
    const { report } = await inWorld(async (world) => {
      world.faults.isDeaf = true;
      const running = runDrill(world.options(drillOf(text)), world.ports);
      return { report: await world.clock.until(running) };
    });
    expect(report.reasons[0]?.code).toBe('fault-not-held');
    expect([report.verdict, report.restore.restored]).toEqual(['INCONCLUSIVE', true]);
  });

  test('by a plugin adds it under a known id and deletes it', async () => {
    const { report, world } = await drill(TERMINATION, ({ plugins }) => {
      expect([...plugins.values()]).toMatchObject([{ service: 'productAPI' }]);
    });
    expect(report.restore).toMatchObject({ restored: true });
    expect(world.plugins.size).toBe(0);
  });

  test('is compared with the one before it', async () => {
    await inWorld(async (world) => {
      const hold = () => world.clock.until(runDrill(world.options(drillOf(MARK)), world.ports));
      const first = await hold();
      const second = await hold();
      expect(second.previous).toMatchObject({ id: first.id, verdict: 'SUCCEEDED' });
      expect(second.previous).toMatchObject({ isSameDrill: true, lost: { before: 0, now: 0 } });
      const dutch = createDrillOperations({
        ...world.ports,
        strategy: world.strategy,
        language: 'nl',
      });
      const told = (await dutch.report(second.id)).report as DrillReport;
      expect(told.preChecks.map(({ found }) => found)).toContain('er loopt geen andere oefening');
      expect(told.hashes).toEqual(second.hashes);
    });
  });
});

describe('a drill that is ended early is restored', () => {
  test.each<
    [
      string,
      string,
      (world: FakeWorld, abort: () => void) => void | Promise<void>,
      Partial<DrillReport['reasons'][number]>,
      DrillReport['verdict'],
    ]
  >([
    [
      'when too many requests fail',
      MARK,
      ({ faults }) => void (faults.failedRatio = 0.5),
      { code: 'abort-failed-ratio' },
      'FAILED',
    ],
    [
      'when another region falls ill',
      MARK,
      ({ faults }) => {
        faults.changeSnapshot = (snapshot) => evacuated(snapshot, 'eu-north');
      },
      { code: 'abort-other-region' },
      'FAILED',
    ],
    [
      'when the budget runs out',
      MARK,
      ({ faults }) => {
        faults.changeSnapshot = (snapshot) => ({
          ...snapshot,
          upstreams: snapshot.upstreams.map((one) => ({
            ...one,
            budget: { leftRatio: 0.01, burn: {} },
          })),
        });
      },
      { code: 'abort-budget' },
      'FAILED',
    ],
    [
      'when the controller falls silent',
      COMMAND,
      ({ faults }) => void (faults.controllerStopped = true),
      { code: 'abort-stale' },
      'INTERRUPTED',
    ],
    [
      'when a person pulls a lever',
      MARK,
      ({ store, clock }) => store.writeSetting(OVERRIDES_SETTING, [freeze(clock.nowMs())]),
      { code: 'abort-lever' },
      'INTERRUPTED',
    ],
    [
      'when a person asks for it',
      COMMAND,
      async ({ ports, strategy }) => {
        const operations = createDrillOperations({ ...ports, strategy });
        const actor = { name: 'eve', role: 'operator', via: 'api' } as const;
        await operations.abort(actor, { reason: 'sale begins' });
      },
      { code: 'abort-person', values: { by: 'eve', why: 'sale begins' } },
      'INTERRUPTED',
    ],
    ['at Ctrl-C', COMMAND, (_, abort) => abort(), { code: 'abort-signal' }, 'INTERRUPTED'],
    [
      'when the Admin API goes away, once it is back',
      MARK,
      ({ faults, clock }) => {
        faults.adminDown = true;
        void clock
          .sleep(10_000, new AbortController().signal)
          .then(() => (faults.adminDown = false));
      },
      { code: 'abort-admin' },
      'INTERRUPTED',
    ],
  ])('%s', async (_, text, during, reason, verdict) => {
    const { report, world } = await drill(text, during);
    expect(report.reasons[0]).toMatchObject(reason);
    expect(report.verdict).toBe(verdict);
    expect(report.restore.restored).toBe(true);
    expect(world.marked.size).toBe(0);
    expect(world.calls).toEqual(text === COMMAND ? ['break', 'mend'] : []);
    expect(await active(world)).toBeNull();
    // An interrupted one has shown nothing: neither fresh nor failed for metric and alert.
    const record = readDrillRecord(await world.store.readSetting(LAST_DRILL_SETTING));
    expect(record?.passed ?? null).toBe(verdict === 'FAILED' ? false : null);
    const faultMs = (report.timeline.faultEndAtMs ?? 0) - (report.timeline.faultAtMs ?? 0);
    expect(faultMs).toBeLessThan(20_000);
  });

  test('when its fault cannot be injected', async () => {
    const { report, world } = await inWorld(async (w) => {
      w.faults.callsToFail = 1;
      const running = runDrill(w.options(drillOf(COMMAND)), w.ports);
      return { report: await w.clock.until(running), world: w };
    });
    expect(report.reasons[0]?.code).toBe('fault-not-injected');
    expect(world.calls).toEqual(['break', 'mend']);
  });
});

test('without a steady state nothing is injected', async () => {
  const { report, world } = await inWorld(async (w) => {
    w.faults.failedRatio = 0.05;
    const running = runDrill(w.options(drillOf(COMMAND)), w.ports);
    return { report: await w.clock.until(running), world: w };
  });
  expect(report.verdict).toBe('INCONCLUSIVE');
  expect(world.calls).toEqual([]);
  expect(await world.store.readSetting(LAST_DRILL_SETTING)).toBeNull();
});

test('what cannot be undone is said loudly, kept, and undone by the warden when it can be', async () => {
  await inWorld(async (world) => {
    const running = runDrill(world.options(drillOf(COMMAND)), world.ports);
    void world.clock
      .sleep(10_000, new AbortController().signal)
      .then(() => (world.faults.callsToFail = 1_000));
    const report = await world.clock.until(running);
    expect(report).toMatchObject({ verdict: 'FAILED', restore: { restored: false } });
    expect(report.restore.manual).toEqual(['mend']);
    expect((await active(world))?.phase).toBe('unrestored');
    const warden = wardenOf(world);
    world.faults.callsToFail = 0;
    const amended = await world.clock.until(warden.tick());
    expect(amended).toMatchObject({
      id: report.id,
      verdict: 'FAILED',
      restore: { restored: true },
    });
    expect(await active(world)).toBeNull();
  });
});

describe('the warden', () => {
  test('leaves a drill alone whose driller lives', async () => {
    await drill(MARK, async (world) => {
      expect(await wardenOf(world).tick()).toBeNull();
    });
  });

  test.each([
    ['armed', null, []],
    ['fault', 0, ['mend']],
    ['restoring', 0, ['mend']],
  ] as const)('ends a drill that is %s when its driller dies', async (phase, faultAtMs, calls) => {
    await inWorld(async (world) => {
      const dead = await deadDrill(world, { phase, faultAtMs });
      const warden = wardenOf(world);
      expect(await warden.tick()).toBeNull();
      await world.clock.pass(11_000);
      const report = await world.clock.until(warden.tick());
      expect(report).toMatchObject({ id: dead.id, verdict: 'INTERRUPTED' });
      expect(report?.restore).toMatchObject({ restored: true, by: 'controller' });
      expect(world.calls).toEqual(calls);
      expect(await active(world)).toBeNull();
      expect(await warden.tick()).toBeNull();
    });
  });

  test('is only one, though many look', async () => {
    await inWorld(async (world) => {
      await deadDrill(world, { phase: 'fault', faultAtMs: 0 });
      await world.clock.pass(11_000);
      const wardens = ['a', 'b', 'c'].map((holder) => wardenOf(world, holder));
      const reports = await world.clock.until(Promise.all(wardens.map((one) => one.tick())));
      expect(reports.filter((report) => report !== null)).toHaveLength(1);
      expect(world.calls).toEqual(['mend']);
    });
  });

  test('ends a drill whose driller beats but does not come to its end', async () => {
    await inWorld(async (world) => {
      const dead = await deadDrill(world, { phase: 'fault', faultAtMs: 0 });
      await world.clock.pass(40_000);
      const late = { ...dead, heartbeatAtMs: world.clock.nowMs() };
      await world.store.writeSetting(DRILL_SETTING, late);
      expect(await world.clock.until(wardenOf(world).tick())).not.toBeNull();
    });
  });

  test('a driller that wakes up after it was taken for dead marks nothing any more', async () => {
    const { report, world } = await drill(MARK, async ({ store }) => {
      const taken = { ...((await store.readSetting(DRILL_SETTING)) as ActiveDrill), holder: 'x' };
      await store.writeSetting(DRILL_SETTING, taken);
    });
    expect(report.reasons[0]?.code).toBe('driller-died');
    expect(world.marked.size).toBe(0);
  });
});

function wardenOf(world: FakeWorld, holder = 'controller') {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createWarden(
    { strategy: world.strategy, ballastVersion: '0', holder, logger },
    world.ports,
  );
}

async function deadDrill(
  world: FakeWorld,
  { phase, faultAtMs }: Pick<ActiveDrill, 'phase' | 'faultAtMs'>,
): Promise<ActiveDrill> {
  const nowMs = world.clock.nowMs();
  const dead: ActiveDrill = {
    version: 1,
    id: 'drill-dead',
    drill: drillOf(COMMAND),
    phase,
    by: 'ada',
    via: 'cli',
    holder: 'driller',
    atMs: nowMs,
    faultAtMs: faultAtMs === null ? null : nowMs,
    expiresAtMs: nowMs + 23_000,
    heartbeatAtMs: nowMs,
    undo: [{ kind: 'command', run: 'mend', verify: null, timeoutMs: 1_000 }],
    manual: ['mend'],
    abort: null,
    progress: null,
  };
  await world.store.writeSetting(DRILL_SETTING, dead);
  return dead;
}

function freeze(nowMs: number): Override {
  return {
    id: 'p-1',
    lever: { kind: 'freeze' },
    services: null,
    origin: 'person',
    by: 'eve',
    reason: 'no',
    atMs: nowMs,
    untilMs: nowMs + 600_000,
    isForced: false,
  };
}

function evacuated<T extends { upstreams: readonly { regions: readonly { region: string }[] }[] }>(
  snapshot: T,
  region: string,
): T {
  return {
    ...snapshot,
    upstreams: snapshot.upstreams.map((one) => ({
      ...one,
      regions: one.regions.map((each) =>
        each.region === region ? { ...each, phase: 'evacuated' } : each,
      ),
    })),
  };
}
