/** How the levers' commands answer wrong use, and what they print. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Override } from '../../src/model/override.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { PRIMARY, STANDBY } from '../system/support/regions.ts';
import { strategyText } from '../system/support/strategy-text.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-levers-'));
  const regions = {
    addressesOf: (region: string) => [`${region}-1:80`, `${region}-2:80`],
  };
  const url = 'http://127.0.0.1:9';
  const places = { adminUrl: url, proxyUrl: url, logsListen: '127.0.0.1:9', regions };
  await writeFile(join(folder, 'ballast.yaml'), strategyText(places));
  const store = await createSqliteStore({ file: join(folder, 'state.sqlite') });
  await store.close();
  // The first command loads all that the others use; on a busy machine that takes a while.
  await ballast('overrides');
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function ballast(...args: string[]) {
  const places = ['-s', join(folder, 'ballast.yaml')];
  return runInProcess([...places, ...args, '--state', join(folder, 'state.sqlite')]);
}

test.each<[what: string, args: readonly string[], code: number, said: string]>([
  ['an unknown region', ['evacuate', 'eu-wset', '--reason', 'a test'], 2, 'did you mean eu-west?'],
  ['no reason', ['evacuate', PRIMARY], 2, 'reason'],
  ['nobody to ask', ['freeze', '--reason', 'a test'], 2, '--yes'],
  ['a duration without a unit', ['freeze', '--reason', 'a test', '--for', '5'], 2, 'unit'],
  ['more than 72 h', ['freeze', '--reason', 'a test', '--for', '73h', '--yes'], 2, '72h'],
  [
    'a pin that is no share',
    ['pin', 'productAPI', 'eu-west:80', '--reason', 'a test'],
    2,
    'no share',
  ],
  ['a region twice', ['pin', 'productAPI', 'a=1%', 'a=2%', '--reason', 'a test'], 2, 'twice'],
  [
    'an override that is not there',
    ['overrides', 'end', 'abcd', '--reason', 'a test'],
    1,
    'No override',
  ],
  [
    'nothing to restore',
    ['restore', PRIMARY, '--reason', 'a test', '--yes'],
    1,
    'keeps eu-west out',
  ],
  ['nothing to undo', ['undo', '--reason', 'a test'], 1, 'changed nothing'],
  ['an unknown move', ['approve', 'a/b/c', '--reason', 'a test', '--yes'], 2, 'There is no move'],
  ['an unknown rule', ['disable', '--rule', 'ejektion'], 2, 'ejection'],
])('%s is said with the way on', async (_what, args, code, said) => {
  const finished = await ballast(...args);
  expect(finished.stderr).toContain(said);
  expect(finished.code).toBe(code);
});

test('a refusal without a terminal says why, and exits with 1', async () => {
  const { code, stdout, stderr } = await ballast('evacuate', PRIMARY, '--reason', 'a test');
  // Nothing is known of anybody: no controller has run yet.
  expect(code).toBe(1);
  expect(stdout).toContain('nothing is known of it just now');
  expect(stderr).toContain('--force');
});

test('a freeze is set, listed, taken back, and the warnings of the strategy stay out of it', async () => {
  const set = await ballast('freeze', '--reason', 'upgrade of Kong', '--for', '20m', '--yes');
  expect(set).toMatchObject({ code: 0 });
  expect(set.stdout).toContain('freeze all services, for 20m');
  expect(set.stdout).toContain('No controller is running');
  expect(set.stderr).not.toContain('BLS');
  const listed = await ballast('overrides');
  expect(listed.stdout).toContain('upgrade of Kong');
  const [override] = JSON.parse((await ballast('overrides', '--json')).stdout) as Override[];
  expect(override).toMatchObject({ lever: { kind: 'freeze' }, isForced: false });
  const asked = await ballast('undo', '--reason', 'enough');
  expect(asked).toMatchObject({ code: 2 });
  expect(asked.stderr).toContain('--yes');
  const undone = await ballast('undo', '--reason', 'enough', '--yes', '--json');
  expect(JSON.parse(undone.stdout)).toMatchObject({ subject: override, inForce: [] });
});

test('forced, it is loud', async () => {
  const args = ['evacuate', STANDBY, '--reason', 'a test', '--force', '--yes'];
  const { code, stderr } = await ballast(...args);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain('--force: what is refused above will be done all the same');
  expect(stderr).toContain('FORCED by');
  expect((await ballast('overrides')).stdout).toContain('FORCED');
  const other = await ballast('evacuate', PRIMARY, '--reason', 'a test', '--force', '--yes');
  expect(other.code).toBe(1);
  expect(other.stdout).toContain('left without a region');
  const restored = await ballast('restore', STANDBY, '--reason', 'a test', '--yes');
  expect(restored).toMatchObject({ code: 0 });
});

test('what was forced once is judged anew before it is set again', async () => {
  const undone = await ballast('undo', '--reason', 'a test', '--yes');
  expect(undone.code).toBe(1);
  expect(undone.stdout).toContain('nothing is known of it just now');
  expect(undone.stderr).toContain('--force');
  expect((await ballast('overrides', '--json')).stdout.trim()).toBe('[]');
  const forced = await ballast('undo', '--reason', 'a test', '--yes', '--force');
  expect(forced).toMatchObject({ code: 0 });
  expect((await ballast('overrides')).stdout).toContain('FORCED');
  expect(await ballast('undo', '--reason', 'a test', '--yes')).toMatchObject({ code: 0 });
});

test('enable and disable need no strategy file, and name who said so', async () => {
  const state = join(folder, 'state.sqlite');
  const nowhere = ['-s', join(folder, 'missing.yaml'), '--state', state];
  const disabled = await runInProcess(['disable', ...nowhere, '--json']);
  expect(disabled).toMatchObject({ code: 0 });
  expect(JSON.parse(disabled.stdout)).toMatchObject({ mode: 'observe' });
  const one = await ballast('disable', '--rule', 'trim', '--reason', 'not trusted yet', '--json');
  expect(JSON.parse(one.stdout)).toMatchObject({ rules: { trim: 'observe', spill: 'act' } });
});

test('a token that is not used is told, and how to use it', async () => {
  const args = ['overrides', '-s', join(folder, 'ballast.yaml')];
  const places = [...args, '--state', join(folder, 'state.sqlite')];
  const { code, stderr } = await runInProcess(places, { env: { BALLAST_TOKEN: 'secret' } });
  expect(code).toBe(0);
  expect(stderr).toContain('BALLAST_TOKEN is not used');
  expect(stderr).toContain('--api URL or BALLAST_API');
  expect(stderr).not.toContain('secret');
  expect((await runInProcess(places)).stderr).not.toContain('BALLAST_TOKEN');
});

test('without a state file it is said how to come by one', async () => {
  const args = ['overrides', '-s', join(folder, 'ballast.yaml'), '--state', join(folder, 'none')];
  const { code, stderr } = await runInProcess(args);
  expect(code).toBe(1);
  expect(stderr).toContain('ballast run');
});

test('every lever has help with examples', async () => {
  const names = ['evacuate', 'restore', 'drain', 'pin', 'freeze', 'overrides', 'undo', 'approve'];
  for (const name of names) {
    const { code, stdout } = await runInProcess([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`$ ballast ${name}`);
  }
});
