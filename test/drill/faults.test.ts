/**
 * Every kind of fault on real sockets: it does what it says, requests and weights go where they should,
 * and afterwards all is as before, read back. Each in a world of its own, all at the same time.
 */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import type { DrillReport } from '../../src/model/drill-report.ts';
import { SERVED_BY_HEADER } from '../../src/demo/backend.ts';
import { OVERRIDES_SETTING } from '../../src/model/override.ts';
import { PRIMARY, type Regions, STANDBY } from '../system/support/regions.ts';
import { UPSTREAM } from '../system/support/strategy-text.ts';
import { shareOf } from '../system/support/traffic.ts';
import { waitFor } from '../system/support/wait.ts';
import {
  activeDrill,
  knowsRegions,
  type LiveOptions,
  type LiveWorld,
  startLiveWorld,
} from './support/live-world.ts';
import { startToxiproxy } from './support/toxiproxy.ts';

const text = (fault: string, more = '') => `version: 1
name: fault
title: A fault
hypothesis: All is as before when it is over
scope: { region: ${PRIMARY} }
fault: ${fault}
duration: 3s
steady: { for: 1s, requests: 5, failed: 100% }
expect: { failed: 100%, restoredAfter: 80s }
abort: { failed: 100%, for: 10s }
limits: { budget: 0% }
${more}`;

async function within(
  options: LiveOptions,
  work: (world: LiveWorld) => Promise<void>,
): Promise<void> {
  const world = await startLiveWorld(options);
  try {
    await work(world);
  } finally {
    await world.close();
  }
}

/** What every drill must leave behind. */
async function expectRestored(report: DrillReport, { store }: LiveWorld): Promise<void> {
  expect(report).toMatchObject({
    verdict: 'SUCCEEDED',
    restore: { restored: true, failures: [], manual: [] },
  });
  expect(report.restore.verified.length).toBeGreaterThan(0);
  expect(report.timeline.restoredAtMs).not.toBeNull();
  expect(await activeDrill(store)).toBeNull();
}

const status = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers });
  return { status: answer.status, text: await answer.text() };
};

function expectAborted({ verdict, reasons, restore }: DrillReport): void {
  expect([verdict, reasons[0]?.code, restore.restored, restore.failures]).toEqual([
    'INTERRUPTED',
    'abort-admin',
    true,
    [],
  ]);
}

const KEYS = 40;

/** Which target serves each key now; one after the other, for all at once would fill its queue. */
async function servedBy({ proxyUrl }: LiveWorld): Promise<ReadonlyMap<string, string>> {
  const served = new Map<string, string>();
  for (let index = 0; index < KEYS; index += 1) {
    const key = `tenant-${index}`;
    const answer = await fetch(`${proxyUrl}/products/1`, { headers: { tenant: key } });
    await answer.arrayBuffer();
    const target = answer.ok ? answer.headers.get(SERVED_BY_HEADER) : `status ${answer.status}`;
    served.set(key, target ?? '');
  }
  return served;
}

describe.concurrent('a drill by', () => {
  test('weight-out moves the region in two levels, and brings it back in steps', async () => {
    await within({ layout: 'two-level' }, async (world) => {
      await knowsRegions(world.store);
      const before = await world.kong.weights();
      // Long enough for a node to be seen with it on a machine that stalls.
      const drill = text('{ kind: weight-out }').replace('duration: 3s', 'duration: 6s');
      const report = await world.drill(drill, async () => {
        await waitFor('the move', async () => (await world.kong.shareOf(PRIMARY)) === 0);
        const movedMs = world.traffic.nowMs();
        await waitFor('traffic', () => world.traffic.between(movedMs).length > 20);
        expect(shareOf(world.traffic.between(movedMs + 200), STANDBY)).toBe(1);
      });
      await expectRestored(report, world);
      expect(await world.kong.weights()).toEqual(before);
      expect(await world.store.readSetting(OVERRIDES_SETTING)).toEqual([]);
      expect(world.traffic.lost()).toEqual([]);
      // Only the outer upstream was written: the node shows it, and T4 knows.
      const [node] = report.nodes;
      expect(node?.appliedMs).not.toBeNull();
      expect(report.timeline.appliedAtMs).not.toBeNull();
      expect(node?.recoveredMs).toBeGreaterThan(0);
      expect(report.events.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining([
          'override-set',
          'override-ended',
          'failback-step',
          'failback-done',
        ]),
      );
    });
  }, 90_000);

  test('request-termination answers marked requests, and nobody else notices', async () => {
    await within({}, async (world) => {
      const url = `${world.proxyUrl}/products/1`;
      const fault = '{ kind: request-termination, status: 503, trigger: x-drill }';
      const whole = text(fault).replace(`region: ${PRIMARY}`, 'services: [productAPI]');
      const report = await world.drill(whole, async () => {
        expect(await status(url, { 'x-drill': '1' })).toMatchObject({
          status: 503,
          text: expect.stringContaining('a drill of Ballast'),
        });
        expect((await status(url)).status).toBe(200);
        const drills = (await world.admin.plugins.list()).filter(
          ({ name }) => name === 'request-termination',
        );
        expect(drills).toMatchObject([{ tags: ['ballast-drill'] }]);
      });
      await expectRestored(report, world);
      expect((await status(url, { 'x-drill': '1' })).status).toBe(200);
      const left = (await world.admin.plugins.list()).map(({ name }) => name);
      expect(left).not.toContain('request-termination');
      expect(world.traffic.lost()).toEqual([]);
    });
  }, 90_000);

  test('toxiproxy breaks real connections: resets, then a proxy that is down', async () => {
    const toxiproxy = await startToxiproxy();
    const through = async (regions: Regions) => {
      const [first = '', second = ''] = regions.addressesOf(PRIMARY);
      const addresses = [await toxiproxy.add('one', first), await toxiproxy.add('two', second)];
      const standby = regions.addressesOf(STANDBY);
      return { addressesOf: (region: string) => (region === PRIMARY ? addresses : standby) };
    };
    try {
      await within({ reachedAt: through }, async (world) => {
        const fault = (more: string) =>
          text(`{ kind: toxiproxy, url: '${toxiproxy.url}', ${more} }`);
        const reset = fault('proxies: [one, two], toxic: reset_peer, attributes: { timeout: 0 }');
        const report = await world.drill(reset, async () => {
          expect(toxiproxy.stateOf('two').toxics).toMatchObject([{ type: 'reset_peer' }]);
        });
        await expectRestored(report, world);
        // The region was really gone: tries failed, and the others carried it.
        expect(report.timeline.detectedAtMs).not.toBeNull();
        expect(report.amplification.during).toBeGreaterThan(report.amplification.before ?? 1);
        expect(toxiproxy.stateOf('one').toxics).toEqual([]);
        expect(toxiproxy.stateOf('two').toxics).toEqual([]);
        const down = await world.drill(fault('proxies: [one, two]'), async () => {
          expect(toxiproxy.stateOf('one').enabled).toBe(false);
        });
        await expectRestored(down, world);
        expect(toxiproxy.stateOf('one').enabled).toBe(true);
        expect(down.previous).toMatchObject({ id: report.id });
        expect(toxiproxy.asked).toEqual([
          'POST /proxies/one/toxics',
          'POST /proxies/two/toxics',
          ...Array.from({ length: 2 }, () => expect.stringMatching(/^DELETE .+ballast-drill-/)),
          ...Array.from({ length: 2 }, () => expect.stringMatching(/^GET .+ballast-drill-/)),
          'POST /proxies/one',
          'POST /proxies/two',
          'POST /proxies/one',
          'POST /proxies/two',
          'GET /proxies/one',
          'GET /proxies/two',
        ]);
      });
    } finally {
      await toxiproxy.close();
    }
  }, 120_000);

  test('health mark of half a region under hashing touches the keys of that half, and no other', async () => {
    const algorithm = '{ consistent-hashing: { hashOn: { header: tenant } } }';
    await within({ algorithm }, async (world) => {
      const before = await servedBy(world);
      const hits = new Set<string>();
      const half = text('{ kind: health-mark }').replace('west }', 'west, share: 50% }');
      const report = await world.drill(half, async () => {
        for (let round = 0; round < 5; round += 1) {
          for (const [key, target] of await servedBy(world)) {
            if (target !== before.get(key)) hits.add(before.get(key) ?? '');
          }
        }
      });
      await expectRestored(report, world);
      expect(report.blast.targets).toHaveLength(1);
      // Only one target lost keys; all the others served each of theirs as before, in every round.
      expect([...hits]).toEqual([`${PRIMARY}/productAPI-1`]);
      expect(await servedBy(world)).toEqual(before);
      expect(world.traffic.lost()).toEqual([]);
    });
  }, 90_000);

  test.each([['refusing'], ['answering-503']] as const)(
    'health mark and plugin, with the Admin API %s in the midst of it, ends restored',
    async (how) => {
      await within({}, async (world) => {
        const { tap, proxyUrl, regions } = world;
        const watched = (fault: string) =>
          text(fault)
            .replace('for: 10s }', 'for: 10s, admin: 2s }')
            .replace('duration: 3s', 'duration: 1m');
        const isOver = async () => (await activeDrill(world.store))?.phase === 'restoring';
        const marks = await world.drill(watched('{ kind: health-mark }'), async () => {
          await tap.goAway(how);
          await waitFor('the abort', isOver);
          await tap.comeBack();
        });
        expectAborted(marks);
        const isWell = async () => {
          const { targets } = await world.admin.readHealth(UPSTREAM);
          const hit = targets.filter(({ target }) => regions.addressesOf(PRIMARY).includes(target));
          return hit.every(({ health }) => health === 'HEALTHY');
        };
        await waitFor('healthy targets', isWell);

        const marked = { 'x-drill': '1' };
        const plugin = watched('{ kind: request-termination, status: 503, trigger: x-drill }');
        const whole = plugin.replace(`region: ${PRIMARY}`, 'services: [productAPI]');
        const report = await world.drill(whole, async () => {
          await tap.goAway(how);
          await waitFor('the abort', isOver);
          // What Kong cannot be told stays in: it is ended when Kong can be told again.
          expect((await status(`${proxyUrl}/products/1`, marked)).status).toBe(503);
          await tap.comeBack();
        });
        expectAborted(report);
        expect((await status(`${proxyUrl}/products/1`, marked)).status).toBe(200);
        expect(await activeDrill(world.store)).toBeNull();
        expect(world.traffic.lost()).toEqual([]);
      });
    },
    90_000,
  );

  test('a webhook of one’s own breaks the region and mends it', async () => {
    const desk = await startDesk();
    try {
      await within({}, async (world) => {
        desk.regions = world.regions;
        const [inject, undo, verify] = ['break', 'mend', 'well'].map(
          (path) => `${desk.url}/${path}`,
        );
        const urls = `inject: '${inject}', undo: '${undo}', verify: '${verify}'`;
        const fault = `{ kind: webhook, ${urls}, body: '{"by":"drill"}' }`;
        const report = await world.drill(text(fault), async () => {
          expect(desk.asked).toEqual(['POST /break {"by":"drill"}']);
        });
        await expectRestored(report, world);
        expect(report.timeline.detectedAtMs).not.toBeNull();
        expect(desk.asked.slice(1)).toEqual(['POST /mend {"by":"drill"}', 'GET /well ']);
      });
    } finally {
      await desk.close();
    }
  }, 90_000);

  test('a command of one’s own does the same', async () => {
    const desk = await startDesk();
    try {
      await within({}, async (world) => {
        desk.regions = world.regions;
        const [run, undo, verify] = ['break', 'mend', 'well'].map((path) =>
          JSON.stringify(
            `${process.execPath} -e "fetch('${desk.url}/${path}').then((a) => process.exit(a.ok ? 0 : 1))"`,
          ),
        );
        const fault = `{ kind: command, run: ${run}, undo: ${undo}, verify: ${verify} }`;
        const report = await world.drill(text(fault));
        await expectRestored(report, world);
        expect(report.timeline.detectedAtMs).not.toBeNull();
        expect(desk.asked).toEqual(['GET /break ', 'GET /mend ', 'GET /well ']);
      });
    } finally {
      await desk.close();
    }
  }, 90_000);
});

interface Desk {
  regions: Regions | null;
  readonly url: string;
  readonly asked: string[];
  close(): Promise<void>;
}

/** Something of the user's that takes a region's targets away and brings them back. */
async function startDesk(): Promise<Desk> {
  const asked: string[] = [];
  let isWell = true;
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method, url } = request;
      asked.push(`${method} ${url} ${body}`);
      if (url !== '/well') isWell = url === '/mend';
      const doing =
        url === '/break'
          ? desk.regions?.breakAll(PRIMARY, { reachability: 'refuse' })
          : url === '/mend' && desk.regions?.heal(PRIMARY);
      void Promise.resolve(doing).then(() => {
        response.writeHead(isWell || url !== '/well' ? 200 : 500).end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const desk: Desk = {
    regions: null,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return desk;
}
