/** The commands of drills that need nothing running. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/run-ballast.ts';

const EXAMPLE = new URL('../../examples/webshop/ballast.yaml', import.meta.url).pathname;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let state: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  state = join(folder.path, 'state.sqlite');
  await (await createSqliteStore({ file: state })).close();
});
afterAll(() => folder.remove());

const drill = (...args: string[]) => runInProcess(['-s', EXAMPLE, 'drill', ...args]);

test('list names the drills of the package', async () => {
  const { code, stdout } = await drill('list', '--json');
  expect(code).toBe(0);
  const names = (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['region-loss', 'region-out', 'target-loss']));
});

test('plan refuses without a controller, with every reason and how to go on', async () => {
  const { code, stdout } = await drill('plan', 'region-loss', '--state', state);
  expect(code).toBe(1);
  expect(stdout).toMatch(/✗ A controller leads: no controller has ever ticked/);
  expect(stdout).toMatch(/✗ Kong’s Admin APIs answer: .*\n *fix: .*mend the Admin API/);
  expect(stdout).toContain('it may not begin');
});

test('run refuses alike, and writes nothing', async () => {
  const { code, stdout } = await drill('run', 'region-loss', '--state', state, '--json');
  expect(code).toBe(1);
  const { error } = JSON.parse(stdout) as { error: { code: string; reasons: string[] } };
  expect(error).toMatchObject({ code: 'refused' });
  expect(error.reasons).toContain('controller');
});

test.each([
  [['run', 'region-los'], /did you mean region-loss/],
  [['run', 'region-loss', '--region', 'eu-wst'], /did you mean eu-west/],
  [['run', 'region-loss', '--duration', 'long'], /Write it as 30s/],
  [['schedule', 'region-loss', '--next', '0'], /from 1 to 1000/],
  [['abort'], /--reason/],
])('%j is wrong use, with the fix', async (args, fix) => {
  const { code, stderr } = await drill(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(fix);
});

test('a file with mistakes is shown with place and fix', async () => {
  const file = join(folder.path, 'wrong.yaml');
  await writeFile(file, 'version: 1\nname: x\nfalt: { kind: health-mark }\n');
  const { code, stderr } = await drill('plan', file, '--state', state);
  expect(code).toBe(2);
  expect(stderr).toMatch(/wrong.yaml:3:1 error BLS1101/);
  expect(stderr).toMatch(/did you mean fault/);
});

test('the next times of a schedule are shown', async () => {
  const file = join(folder.path, 'weekly.yaml');
  await writeFile(
    file,
    `version: 1
name: weekly
title: t
hypothesis: h
scope: { region: eu-west }
fault: { kind: health-mark }
duration: 1m
schedule: { cron: '30 9 * * 2', zone: UTC }
`,
  );
  const { code, stdout } = await drill('schedule', file, '--next', '3', '--json');
  expect(code).toBe(0);
  const times = JSON.parse(stdout) as { at: string }[];
  expect(times).toHaveLength(3);
  for (const { at } of times) {
    expect([new Date(at).getUTCDay(), at.slice(11, 16)]).toEqual([2, '09:30']);
  }
});

test('abort says that nothing runs, report that there has been none', async () => {
  const abort = await drill('abort', '--reason', 'x', '--state', state);
  expect([abort.code, abort.stderr]).toEqual([1, expect.stringContaining('No drill runs')]);
  const report = await drill('report', '--state', state);
  expect([report.code, report.stderr]).toEqual([1, expect.stringContaining('no drill yet')]);
});
