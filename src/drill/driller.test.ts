/** Drills that are asked for over the API: which are taken, who may, and how they end. */

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFakeWorld, type FakeWorld } from '../../test/drill/support/fake-world.ts';
import { silentLogger } from '../../test/telemetry/fixtures.ts';
import type { Actor } from '../operations/actor.ts';
import type { DrillOperations } from '../operations/contract.ts';
import type { DrillRequest } from '../operations/drill-plan.ts';
import { createDrillOperations } from '../operations/drills.ts';
import { type BackgroundDriller, createDriller } from './driller.ts';
import { createDrillLibrary } from './library.ts';

const MARK = `version: 1
name: marks
title: A region is marked
hypothesis: nobody notices
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 20s
steady: { for: 2s, requests: 100 }
expect: { failed: 1%, restoredAfter: 30s }
`;
const withFault = (fault: string) => MARK.replace('{ kind: health-mark }', fault);
const COMMAND = withFault("{ kind: command, run: 'canary', undo: 'mend' }");
const WEBHOOK = withFault(
  "{ kind: webhook, inject: 'http://127.0.0.1/a', undo: 'http://127.0.0.1/b', tokenFile: /etc/passwd }",
);
const TOXIPROXY = withFault("{ kind: toxiproxy, url: 'http://127.0.0.1:8474', proxies: [a] }");

const operator: Actor = { name: 'oscar', role: 'operator', via: 'api' };
const admin: Actor = { name: 'ada', role: 'admin', via: 'api' };
const viewer: Actor = { name: 'vera', role: 'viewer', via: 'api' };

const text = (drill: string): DrillRequest => ({ drill: { text: drill }, choice: {} });
const named = (name: string): DrillRequest => ({ drill: { name }, choice: {} });

let folder: string;
beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), 'ballast-drills-'));
  folder = join(root, 'drills');
  await mkdir(folder);
  await writeFile(join(root, 'secret.yaml'), MARK);
  await writeFile(join(folder, 'own.yaml'), COMMAND);
  await writeFile(join(folder, 'broken.yaml'), 'version: 1\nfalt: x\n');
  await writeFile(join(folder, 'region-loss.yaml'), MARK.replace('A region', 'Our region'));
  await writeFile(join(folder, 'huge.yaml'), `${MARK}${'#'.repeat(70_000)}`);
  await mkdir(join(folder, 'a.yaml'));
  await symlink('/nowhere', join(folder, 'dangling.yaml'));
});
afterAll(() => rm(join(folder, '..'), { recursive: true }));

interface Desk {
  readonly world: FakeWorld;
  readonly driller: BackgroundDriller;
  readonly drills: DrillOperations;
}

async function within(work: (desk: Desk) => Promise<void>): Promise<void> {
  const world = createFakeWorld();
  const stop = new AbortController();
  world.start(stop.signal);
  await world.clock.pass(3_000);
  const { strategy, ports } = world;
  const library = createDrillLibrary(folder);
  const options = { strategy, library, holder: 'api', ballastVersion: '0', logger: silentLogger };
  const driller = createDriller(options, ports);
  const drills = createDrillOperations({ ...ports, strategy, driller });
  try {
    await work({ world, driller, drills });
  } finally {
    stop.abort();
  }
}

const settled = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => error,
  );

describe('a drill that is started over the API', () => {
  test('is armed at once, held in the background, restored and reported', async () => {
    await within(async ({ world, drills }) => {
      const begun = await world.clock.until(drills.start(operator, text(MARK)));
      expect(begun).toMatchObject({ phase: 'armed', by: 'oscar', via: 'api' });
      await world.clock.pass(10_000);
      expect(await drills.current()).toMatchObject({ phase: 'fault' });
      expect(world.marked.size).toBeGreaterThan(0);
      await world.clock.pass(60_000);
      expect(await drills.current()).toBeNull();
      expect(world.marked.size).toBe(0);
      expect(await drills.reports(10)).toMatchObject([{ verdict: 'SUCCEEDED' }]);
      const told = await world.ports.history.readAudit({ limit: 10 });
      expect(told.map(({ entry }) => [entry.action, entry.by, entry.via])).toEqual([
        ['drill.start', 'oscar', 'api'],
        ['drill.end', 'oscar', 'api'],
      ]);
    });
  });

  test('is ended and restored when the server stops, before that is over; nothing begins then', async () => {
    await within(async ({ world, driller, drills }) => {
      await world.clock.until(drills.start(operator, named('region-loss')));
      await world.clock.pass(8_000);
      expect(world.marked.size).toBeGreaterThan(0);
      await world.clock.until(driller.close());
      expect(world.marked.size).toBe(0);
      const [newest] = await drills.reports(1);
      const { report } = await drills.report(newest?.id ?? '');
      expect(report).toMatchObject({
        verdict: 'INTERRUPTED',
        reasons: [{ code: 'abort-signal' }],
        restore: { restored: true },
      });
      expect(await settled(drills.start(operator, text(MARK)))).toMatchObject({
        code: 'unavailable',
      });
    });
  });

  test('is one at a time, and refused with the checks that do not pass', async () => {
    await within(async ({ world, drills }) => {
      await world.clock.until(drills.start(operator, text(MARK)));
      const second = await world.clock.until(settled(drills.start(operator, named('own'))));
      expect(second).toMatchObject({ code: 'refused', details: { reasons: ['no-drill'] } });
      const audit = await world.ports.history.readAudit({ limit: 10 });
      expect(audit.at(-1)?.entry).toMatchObject({ action: 'drill.start', outcome: 'refused' });
    });
  });

  test('is ended by a person who waits for its shares no longer', async () => {
    await within(async ({ world, drills }) => {
      world.faults.changeSnapshot = (snapshot) => ({
        ...snapshot,
        upstreams: snapshot.upstreams.map((one) => ({
          ...one,
          regions: one.regions.map((region) => ({ ...region, shares: [] })),
        })),
      });
      await world.clock.until(drills.start(operator, text(MARK)));
      await world.clock.pass(24_000);
      expect(await drills.current()).toMatchObject({ phase: 'watching' });
      await drills.abort(operator, { reason: 'enough' });
      await world.clock.pass(2_000);
      expect(await drills.current()).toBeNull();
    });
  });
});

describe('text from outside', () => {
  test.each([
    ['a command', COMMAND],
    ['a webhook', WEBHOOK],
    ['a toxic', TOXIPROXY],
  ])('with %s is refused, even of an admin, and nothing is called', async (_claim, drill) => {
    await within(async ({ world, drills }) => {
      for (const ask of [drills.plan(admin, text(drill)), drills.start(admin, text(drill))]) {
        expect(await settled(ask)).toMatchObject({
          code: 'refused',
          fix: expect.stringContaining('--drills'),
        });
      }
      expect(world.calls).toEqual([]);
    });
  });

  test('that is laxer than usual needs an admin', async () => {
    await within(async ({ world, drills }) => {
      const lax = text(`${MARK}abort: { failed: 90%, for: 1h }\nlimits: { budget: 0% }\n`);
      expect(await settled(drills.plan(operator, lax))).toMatchObject({
        code: 'forbidden',
        message: expect.stringMatching(/abort.failed 90%.*abort.for 1h.*limits.budget 0%/),
      });
      expect(await world.clock.until(drills.plan(admin, lax))).toMatchObject({ mayBegin: true });
      const strict = text(`${MARK}abort: { failed: 5%, for: 2s }\nlimits: { budget: 50% }\n`);
      expect(await world.clock.until(settled(drills.plan(operator, strict)))).toBe('done');
    });
  });

  test('with mistakes is told with line and fix', async () => {
    await within(async ({ drills }) => {
      const wrong = text(MARK.replace('fault:', 'falt:').replace('eu-west', 'eu-wst'));
      const error = await settled(drills.plan(operator, wrong));
      expect(error).toMatchObject({ code: 'invalid' });
      expect(JSON.stringify((error as { details: unknown }).details)).toMatch(
        /line 5: eu-wst.*eu-west/,
      );
    });
  });
});

describe('the library', () => {
  test('has the drills of the package and of the own folder, which win', async () => {
    await within(async ({ drills }) => {
      const found = await drills.library();
      expect(found.find(({ name }) => name === 'region-loss')).toMatchObject({
        title: 'Our region is marked',
        origin: 'folder',
      });
      expect(found.find(({ name }) => name === 'region-out')).toMatchObject({ origin: 'package' });
      const names = found.map(({ name }) => name);
      expect(names).toContain('own');
      for (const name of ['broken', 'huge', 'a', 'dangling', 'secret'])
        expect(names).not.toContain(name);
    });
  });

  test.each(['../secret', 'secret', '/etc/passwd', 'own.yaml', './own', '', '..', 'drills/own'])(
    'has nothing called %j: no name leads out of it',
    async (name) => {
      await within(async ({ drills }) => {
        const found = await settled(drills.plan(operator, named(name)));
        expect(found).toMatchObject({ code: 'not-found' });
      });
    },
  );

  test('lets its own commands run, tells of them without showing them, and not elsewhere', async () => {
    await within(async ({ world, drills }) => {
      const plan = await world.clock.until(drills.plan(operator, named('own')));
      expect(plan.effects).toEqual([expect.stringContaining('a command')]);
      expect(JSON.stringify(plan)).not.toContain('canary');
      const elsewhere = { drill: { name: 'own' }, choice: { region: 'eu-north' } };
      expect(await settled(drills.plan(operator, elsewhere))).toMatchObject({ code: 'invalid' });
      await world.clock.until(drills.start(operator, named('own')));
      await world.clock.pass(6_000);
      expect(world.calls).toEqual(['canary']);
    });
  });
});

describe('a plan', () => {
  test('says what would be done and what takes it back, in both languages, and changes nothing', async () => {
    await within(async ({ world, driller, drills }) => {
      const plan = await world.clock.until(drills.plan(operator, text(MARK)));
      expect(plan).toMatchObject({ mayBegin: true, wholeRegions: ['eu-west'] });
      expect(plan.effects[0]).toMatch(/^kong-eu: Kong is told, .* unhealthy$/);
      expect(plan.undo[0]).toMatch(/healthy again/);
      const { strategy, ports } = world;
      const dutch = createDrillOperations({ ...ports, strategy, driller, language: 'nl' });
      const told = await world.clock.until(dutch.plan(operator, text(MARK)));
      expect(told.effects[0]).toMatch(/ongezond/);
      expect(told.preChecks[0]?.found).toMatch(/leidt/);
      expect(await drills.current()).toBeNull();
      expect([world.marked.size, world.calls]).toEqual([0, []]);
    });
  });

  test.each([
    ['{ kind: weight-out }', 'scope: { region: eu-west }', ['eu-west'], /takes eu-west out/],
    ['{ kind: health-mark }', 'scope: { region: eu-west, share: 50% }', [], /unhealthy/],
    [
      '{ kind: request-termination }',
      'scope: { services: [productAPI] }',
      ['eu-west', 'eu-north'],
      /answers 503/,
    ],
  ])('of %s on %s takes away %j', async (fault, scope, regions, effect) => {
    await within(async ({ world, drills }) => {
      const drill = withFault(fault).replace('scope: { region: eu-west }', scope);
      const plan = await world.clock.until(drills.plan(operator, text(drill)));
      expect(plan.wholeRegions).toEqual(regions);
      expect(plan.effects[0]).toMatch(effect);
      const { found } = plan.preChecks.find(({ code }) => code === 'dead-man') ?? {};
      expect(found).toMatch(fault.includes('mark') ? /Kong’s own probes/ : /its next start/);
    });
  });
});

test('who may not is told so and audited; where nothing can hold a drill, that is told', async () => {
  await within(async ({ world, drills }) => {
    expect(await settled(drills.start(viewer, text(MARK)))).toMatchObject({ code: 'forbidden' });
    expect(await settled(drills.plan(viewer, text(MARK)))).toMatchObject({ code: 'forbidden' });
    const audit = await world.ports.history.readAudit({ limit: 10 });
    expect(audit.map(({ entry }) => [entry.by, entry.outcome])).toEqual([['vera', 'refused']]);
    const { strategy, ports } = world;
    const alone = createDrillOperations({ ...ports, strategy });
    expect(await settled(alone.start(operator, text(MARK)))).toMatchObject({
      code: 'unavailable',
      fix: expect.stringContaining('--api'),
    });
  });
});
