/** `ballast simulate` end to end: threads, tables, files, exit codes. No socket is opened. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { createController } from '../../src/controller/controller.ts';
import { standardStrategy } from '../../src/simulator/scenario/index.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { runBallast, temporaryFolder } from '../support/run-ballast.ts';
import { createVirtualWorld } from '../support/virtual-world.ts';

// Each command is a process, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder.path, 'small.yaml'), SMALL);
  await writeFile(join(folder.path, 'broken.yaml'), 'version: 1\nnam: x\n');
  await writeFile(join(folder.path, 'astray.yaml'), SMALL.replace('primary', 'secondary'));
});
afterAll(() => folder.remove());

const SMALL = `version: 1
name: small
title: One target refuses
description: Small enough for a test.
warmUp: 2s
duration: 8s
world: { targets: 2 }
traffic: { rate: 30rps }
faults: [{ at: 2s, for: 3s, fault: refuse, region: primary, targets: [0] }]
`;

const run = (...args: string[]) => runBallast(['simulate', ...args], { cwd: folder.path });
const small = (...args: string[]) => run('--scenario', 'small.yaml', '--seeds', '2', ...args);

test('the figures are the same whatever the number of threads', async () => {
  const [one, three] = await Promise.all([
    small('--jobs', '1', '--json', '--compare', 'kong-tuned,ballast'),
    small('--jobs', '3', '--json', '--compare', 'kong-tuned,ballast'),
  ]);
  expect(one.code).toBe(0);
  expect(three.stdout).toBe(one.stdout);
  const result: unknown = JSON.parse(one.stdout);
  expect(result).toMatchObject({
    contestants: ['kong-tuned', 'ballast'],
    seeds: [1, 2],
    scenarios: [{ scenario: 'small', findings: [] }],
  });
});

test('a table on stdout, the report in a file, no progress where nobody looks', async () => {
  const { code, stdout, stderr } = await small('--compare', 'kong-tuned', '--out', 'report.html');
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'wrote report.html\n' });
  expect(stdout).toMatch(/^Strategy: each scenario’s own\.\n\nsmall {2}One target refuses\n/);
  expect(stdout).toMatch(/requests lost +[\d.]+/);
  const page = await readFile(join(folder.path, 'report.html'), 'utf8');
  expect(page).toContain('<!doctype html>');
  expect(page).not.toMatch(/https?:/);
});

test('whose strategy it is comes first, with the way to the one in this folder', async () => {
  const file = join(folder.path, 'ballast.yaml');
  await writeFile(file, 'version: 1\n');
  try {
    const { stdout } = await small('--compare', 'kong-tuned');
    expect(stdout).toMatch(
      /^Strategy: each scenario’s own\. For yours: --strategy ballast\.yaml\.\n/,
    );
  } finally {
    await rm(file);
  }
});

test('a line for each run as CSV', async () => {
  const { stdout } = await small('--compare', 'kong-tuned', '--csv');
  const [head, first] = stdout.split('\r\n');
  expect(head).toMatch(/^scenario,contestant,seed,/);
  expect(first).toMatch(/^small,kong-tuned,1,/);
});

test('the scenarios are listed', async () => {
  const [text, json] = await Promise.all([run('--list'), run('--list', '--json')]);
  expect(text.stdout).toMatch(/^region-down +15m {2}A region is gone/m);
  const list: { name: string }[] = JSON.parse(json.stdout);
  expect(list.length).toBeGreaterThanOrEqual(25);
});

describe('wrong use ends with 2 and says what to do', () => {
  test.each([
    ['no scenario', [], '--list'],
    ['an unknown scenario', ['--scenario', 'region-dwon'], 'did you mean region-down?'],
    ['a broken scenario', ['--scenario', 'broken.yaml'], 'did you mean name?'],
    ['a fault in no region', ['--scenario', 'astray.yaml'], 'has a secondary region'],
    ['an unknown contestant', ['--compare', 'haproxy'], 'folklore, kong-default'],
    ['no such strategy', ['none.yaml', '--scenario', 'small.yaml'], 'ballast init'],
    ['no such state', ['--replay', 'none.db', '--strategy', 'none.yaml'], 'ballast init'],
  ])('%s', async (_name, args, text) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(text);
  });
});

test('a journal is decided again from the state file of a controller', async () => {
  const text = standardStrategy(
    { regions: 2, services: 1, targetsPerRegion: 3, strategy: {} },
    {
      workers: 4,
      queue: 33,
      serviceTime: { kind: 'constant', meanMs: 10 },
      errorRatio: 0,
      errorTimeRatio: 0.2,
      sizes: [1],
      cold: null,
    },
  );
  await writeFile(join(folder.path, 'strategy.yaml'), text);
  await recordJournal(text, join(folder.path, 'state.db'));
  const { code, stdout } = await run('strategy.yaml', '--replay', 'state.db');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^40 ticks from .+, decided again with standard-world\.\n/);
  expect(stdout).toMatch(/ same +region-evacuated: eu-west evacuated/);
  expect(stdout).toMatch(/\n\d+ the same, 0 missing, 0 new\n$/);
});

async function recordJournal(text: string, file: string): Promise<void> {
  const { strategy } = parseStrategy(text);
  if (strategy === null) throw new Error('the standard strategy is not valid');
  const world = createVirtualWorld({ strategy, rps: 67, seed: 5 });
  const { telemetry, clock, kong } = world;
  const store = await createSqliteStore({ file });
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  const ports = { kong: { kong }, telemetry, clock, store, logger };
  const controller = createController({ strategy, ports });
  for (let second = 0; second < 40; second += 1) {
    if (second === 15) world.setFaults({ 'eu-west': { refuse: true } });
    world.advance(1_000);
    await controller.tick();
  }
  await store.close();
}
