/** `plan`, `apply` and `import` as commands, on the embedded gateway over sockets. */

import { createServer, type Server } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { findFreePort } from '../../src/demo/ports.ts';
import { type RunningGateway, startGateway } from '../../src/gateway/index.ts';
import { closeServer, listen } from '../kong/recording.ts';
import { temporaryFolder } from '../support/run-ballast.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { type RefusingTap, startRefusingTap } from './refusing-tap.ts';

// The machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let kong: RunningGateway;
let tap: RefusingTap;
let target: Server;
/** A target that works; `127.0.0.1:9` refuses. */
let alive = '';
const DEAD = '127.0.0.1:9';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  target = createServer((_request, response) => response.end('ok'));
  alive = new URL(await listen(target)).host;
});
afterAll(() => closeServer(target));

beforeEach(async () => {
  folder = await temporaryFolder();
  kong = await startGateway({
    proxy: `127.0.0.1:${await findFreePort()}`,
    admin: '127.0.0.1:0',
    trustedIps: ['127.0.0.0/8'],
    seed: 1,
  });
  tap = await startRefusingTap(kong.adminUrl);
});
afterEach(async () => {
  await tap.close();
  await kong.close();
  await folder.remove();
});

const run = (command: 'plan' | 'apply', ...args: string[]) =>
  runInProcess([
    command,
    `--strategy=${join(folder.path, 'ballast.yaml')}`,
    `--state=${join(folder.path, 'state.sqlite')}`,
    ...args,
  ]);
const runImport = (...args: string[]) => runInProcess(['import', ...args]);

async function writeStrategy(options: {
  readonly west: string;
  readonly north?: string;
  readonly admin?: string;
  readonly algorithm?: string;
  readonly loopback?: string;
  readonly name?: string;
  /** Name of the strategy. */
  readonly strategy?: string;
  /** Probes that a busy machine can answer in time, unless the test is about them. */
  readonly probes?: string;
}): Promise<void> {
  const { west, north = DEAD, admin = tap.url, algorithm = 'round-robin', name = 'shop' } = options;
  const { strategy = 'test', loopback = kong.proxyUrl } = options;
  const { probes = 'interval: 10s, timeout: 9s' } = options;
  await writeFile(
    join(folder.path, 'ballast.yaml'),
    `version: 1
name: ${strategy}
regions: { west: {}, north: {} }
gateways:
  kong: { region: west, admin: "${admin}", loopback: "${loopback}" }
telemetry: { logs: { listen: 127.0.0.1:9911 } }
services:
  ${name}:
    routes: [{ paths: [/shop] }]
    algorithm: ${algorithm}
    health: { path: /health, ${probes} }
    targets:
      west: { hosts: ["${west}"] }
      north: { hosts: ["${north}"] }
`,
  );
}

const ask = () => fetch(`${kong.proxyUrl}/shop`).then((answer) => answer.text());

test.each(['round-robin', 'least-connections'])(
  'an empty Kong becomes what the strategy says (%s), and then there is nothing to do',
  async (algorithm) => {
    await writeStrategy({ west: alive, algorithm });
    const apply = await run('apply', '--yes', '--with-base', '--settle', '100ms');
    expect(apply).toMatchObject({ code: 0 });
    expect(apply.stderr).toContain('Kong is as the strategy says');
    expect(await ask()).toBe('ok');
    const before = tap.writes.length;
    expect(await run('plan', '--check', '--with-base')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing to do') as string,
    });
    expect(await run('apply', '--with-base')).toMatchObject({ code: 0 });
    expect(tap.writes.length).toBe(before);

    const file = join(folder.path, 'ballast.yaml');
    expect(await runImport(kong.adminUrl, '--out', file)).toMatchObject({ code: 2 });
    const imported = await runImport(kong.adminUrl, '--out', file, '--force', '--lang', 'nl');
    expect(imported).toMatchObject({ code: 0, stdout: `${file}\n` });
    expect(await readFile(file, 'utf8')).toContain(alive);
    const again = await run('plan', '--check', '--with-base');
    expect(again.stdout).toContain('nothing to do');
  },
);

test('what decK has not brought yet is told, with the way out, and is quiet once it is there', async () => {
  await writeStrategy({ west: alive });
  const apply = await run('apply', '--yes', '--settle', '0s');
  expect(apply).toMatchObject({ code: 0 });
  expect(apply.stderr).not.toContain('Kong is as the strategy says');
  expect(apply.stderr).toMatch(/\d+ services, routes and plugins of base.yaml are missing/);
  const plan = await run('plan');
  expect(plan.stdout).toContain('nothing to do');
  expect(plan.stdout).toMatch(
    /of base.yaml; (\d+) of them are missing in this Kong\n.*services\/shop/,
  );
  expect(plan.stdout).toContain('--with-base');
  const parsed = JSON.parse((await run('plan', '--json')).stdout) as Record<string, unknown>[];
  expect(parsed[0]?.['notCompared']).toMatchObject({
    missing: expect.arrayContaining(['services/shop']) as string[],
  });

  await run('apply', '--yes', '--with-base', '--settle', '0s');
  const quiet = await run('plan');
  expect(quiet.stdout).toContain('all are there by name');
  expect(quiet.stdout).not.toContain('missing');
  expect((await run('plan', '--with-base')).stdout).not.toContain('not compared');
});

test('two levels that do not lead back to this Kong are refused before anything is written', async () => {
  // The default of the key; the proxy of the test is elsewhere.
  await writeStrategy({
    west: alive,
    algorithm: 'least-connections',
    loopback: 'http://127.0.0.1:8000',
  });
  const apply = await run('apply', '--yes', '--with-base', '--settle', '0s');
  expect(apply.code).toBe(1);
  expect(apply.stdout).toContain('where its proxy does not listen');
  expect(apply.stdout).toContain(`loopback: "${kong.proxyUrl}" at gateways.kong`);
  expect(tap.writes).toEqual([]);
  const plan = await run('plan');
  expect(plan).toMatchObject({ code: 1 });
  expect(plan.stdout).toContain('where its proxy does not listen');
  // One level does not go by loopback.
  await writeStrategy({ west: alive, loopback: 'http://127.0.0.1:8000' });
  expect(await run('apply', '--yes', '--settle', '0s')).toMatchObject({ code: 0 });
});

test('before the first apply a plan needs no key between Kong and itself, and makes none', async () => {
  await writeStrategy({ west: alive, algorithm: 'least-connections' });
  const keyFile = join(folder.path, '.ballast-hop-key');
  const plan = await run('plan', '--with-base');
  expect(plan).toMatchObject({ code: 0 });
  expect(plan.stdout).toContain('shop-upstream.west');
  expect(plan.stderr).toContain('`ballast apply` makes the key');
  expect(plan.stdout).not.toContain('placeholder');
  await expect(readFile(keyFile, 'utf8')).rejects.toThrow('ENOENT');
  await run('apply', '--yes', '--with-base', '--settle', '0s');
  expect(await readFile(keyFile, 'utf8')).toMatch(/^\w{32,}/);
  const again = await run('plan', '--with-base');
  expect(again.stderr).not.toContain('hop key');
});

test('two strategies share a Kong: each keeps to its own, also when it changes or loses a service', async () => {
  const options = ['--yes', '--with-base', '--settle', '0s'];
  const names = async (kind: string) => {
    const answer = await fetch(`${kong.adminUrl}/${kind}`);
    const { data } = (await answer.json()) as { data: { name: string }[] };
    return data.map(({ name }) => name).filter((name) => !name.startsWith('ballast-'));
  };
  const both = ['cart', 'shop'];
  await writeStrategy({ west: alive, strategy: 'first', name: 'shop' });
  expect(await run('apply', ...options)).toMatchObject({ code: 0 });

  await writeStrategy({ west: alive, strategy: 'second', name: 'cart' });
  const plan = await run('plan', '--with-base');
  expect(plan.stdout).toContain('0 to change, 0 to delete');
  expect(plan.stdout).not.toContain('refused');
  expect(await run('apply', ...options)).toMatchObject({ code: 0 });
  expect((await names('services')).toSorted()).toEqual(both);
  expect(await ask()).toBe('ok');

  // The name of a service that the other strategy has.
  await writeStrategy({ west: alive, strategy: 'second', name: 'shop' });
  const refused = await run('plan', '--with-base');
  expect(refused.stdout).toContain('services/shop belongs to the strategy first');
  expect(refused.stdout).not.toContain('plugins/http-log of services/shop belongs');

  // Its own service is gone from it: that alone is deleted.
  await writeStrategy({ west: alive, strategy: 'second', name: 'other' });
  expect(await run('apply', ...options)).toMatchObject({ code: 0 });
  expect((await names('upstreams')).toSorted()).toEqual(['other-upstream', 'shop-upstream']);

  // A strategy with a new name takes over what the old one had.
  await writeStrategy({ west: alive, strategy: 'renamed', name: 'other' });
  expect((await run('plan', '--with-base')).stdout).toContain('--adopt second');
  expect(await run('apply', ...options, '--adopt', 'second')).toMatchObject({ code: 0 });
  expect((await run('plan', '--check', '--with-base')).stdout).toContain('nothing to do');
});

test('what fails half-way says what is done and left, and the next apply goes on', async () => {
  await writeStrategy({ west: alive });
  tap.mayWrite(3);
  const first = await run('apply', '--yes', '--with-base', '--json', '--settle', '0s');
  expect(first.code).toBe(1);
  const { error } = JSON.parse(first.stdout) as { error: Record<string, unknown> };
  expect(error).toMatchObject({
    message: expect.stringContaining('refused by the test') as string,
  });
  expect(error['done']).toHaveLength(3);
  expect(error['left']).toContain(error['failed']);
  expect(error['fix']).toContain('goes on from here');
  tap.mayWrite(Infinity);
  expect(await run('apply', '--yes', '--with-base', '--settle', '0s')).toMatchObject({ code: 0 });
  expect(await ask()).toBe('ok');
  expect(new Set(tap.writes).size).toBeGreaterThan(3);
});

test('the only target that Kong finds healthy is not taken away (G2)', async () => {
  const probes = 'interval: 500ms, timeout: 300ms';
  await writeStrategy({ west: alive, probes });
  await run('apply', '--yes', '--with-base', '--settle', '0s');
  const health = () =>
    fetch(`${kong.adminUrl}/upstreams/shop-upstream/health`).then((answer) => answer.text());
  await vi.waitUntil(async () => (await health()).includes('"UNHEALTHY"'), { timeout: 60_000 });
  // What comes in its place refuses connections too, but nobody knows that yet.
  await writeStrategy({ west: '127.0.0.1:10', probes });
  const apply = await run('apply', '--yes', '--with-base', '--settle', '0s');
  expect(apply.code).toBe(1);
  expect(apply.stderr).toContain('only target');
  expect(await ask()).toBe('ok');
});

test('a changed weight is put back by one PATCH; secrets and foreign entities are left alone', async () => {
  await writeStrategy({ west: alive });
  await run('apply', '--yes', '--with-base', '--settle', '0s');
  const upstream = `${kong.adminUrl}/upstreams/shop-upstream`;
  const json = { 'content-type': 'application/json' };
  await fetch(`${upstream}/targets/${alive}`, {
    method: 'PATCH',
    headers: json,
    body: '{"weight":7}',
  });
  await fetch(`${upstream}/targets`, {
    method: 'POST',
    headers: json,
    body: '{"target":"127.0.0.1:11","weight":1}',
  });
  await fetch(upstream, { method: 'PATCH', headers: json, body: '{"host_header":"by.hand"}' });
  const plan = await run('plan', '--check');
  expect(plan).toMatchObject({ code: 1 });
  expect(plan.stdout).toContain('host_header: by.hand → –');
  expect(plan.stdout).toContain('weight: 7 → 9900');
  expect(plan.stdout).not.toContain('127.0.0.1:11');
  const before = tap.writes.length;
  expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
  expect(tap.writes.slice(before).toSorted()).toEqual([
    expect.stringMatching(/^PATCH \/upstreams\/[^/]+$/),
    expect.stringMatching(/^PATCH \/upstreams\/shop-upstream\/targets\//),
  ]);
  expect(await run('plan', '--check')).toMatchObject({ code: 0 });
});

test('somebody else’s upstream under our name is refused, with a way out', async () => {
  await writeStrategy({ west: alive });
  await fetch(`${kong.adminUrl}/upstreams`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"shop-upstream","tags":["theirs"]}',
  });
  const refused = await run('apply', '--yes');
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('somebody else');
  expect(tap.writes).toEqual([]);
  expect(await run('apply', '--yes', '--adopt', 'shop-upstream')).toMatchObject({ code: 0 });
  expect(await run('plan', '--check')).toMatchObject({ code: 0 });
});

test('nothing is written without a yes', async () => {
  await writeStrategy({ west: alive });
  const apply = await run('apply');
  expect(apply).toMatchObject({ code: 2 });
  expect(apply.stderr).toContain('--yes');
  expect(tap.writes).toEqual([]);
});

test('without a database the whole configuration is posted, unless it would take others along', async () => {
  const dbless = await startGateway({
    proxy: '127.0.0.1:0',
    admin: '127.0.0.1:0',
    database: 'off',
    seed: 1,
  });
  try {
    await writeStrategy({ west: alive, admin: dbless.adminUrl });
    const apply = await run('apply', '--yes');
    expect(apply).toMatchObject({ code: 0 });
    expect(apply.stderr).toContain('the whole configuration is replaced');
    expect(await run('plan', '--check')).toMatchObject({ code: 0 });
    const config = { _format_version: '3.0', upstreams: [{ name: 'theirs' }] };
    await fetch(`${dbless.adminUrl}/config`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(config),
    });
    const refused = await run('apply', '--yes');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('theirs');
  } finally {
    await dbless.close();
  }
});
