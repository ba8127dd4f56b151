/** The commands of drills against an API: what they ask, what they print, how they exit. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../api/start-api.ts';
import { temporaryFolder } from '../support/run-ballast.ts';
import { runInProcess } from '../support/run-in-process.ts';

let api: TestApi;
let url: string;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  api = await startApi();
  url = await api.listen();
  folder = await temporaryFolder();
});
afterAll(async () => {
  await api.close();
  await folder.remove();
});

const drill = (...args: string[]) =>
  runInProcess(['drill', ...args], {
    env: { BALLAST_API: url, BALLAST_TOKEN: api.tokens.operator },
  });

test('list shows those that can be started there, without a strategy here', async () => {
  const { code, stdout } = await drill('list');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^region-loss +The first region is lost \(health-mark, 2m\)\ntarget-loss/);
});

test('plan tells what would be done, and its exit code whether it may', async () => {
  const may = await drill('plan', 'region-loss');
  expect([may.code, may.stdout]).toEqual([
    0,
    expect.stringMatching(/is told.*\n.*it may begin\n$/s),
  ]);
  const mayNot = await drill('plan', 'region-loss', '--service', 'busy', '--json');
  expect(mayNot.code).toBe(1);
  expect(JSON.parse(mayNot.stdout)).toMatchObject({ drill: 'region-loss', mayBegin: false });
});

test('run --detach begins it there, in the name of the token, and tells its id', async () => {
  const { code, stdout, stderr } = await drill('run', 'region-loss', '--detach', '--lang', 'nl');
  expect([code, stdout]).toEqual([0, 'drill-1\n']);
  expect(stderr).toContain('drill-1 loopt daar nu');
  expect(api.operations.did).toContain('oscar began region-loss');
});

test('run is refused with what does not pass, and begins nothing', async () => {
  const before = api.operations.did.length;
  const { code, stderr } = await drill('run', 'region-loss', '--service', 'busy');
  expect([code, stderr]).toEqual([1, expect.stringMatching(/does not begin.*\nfix: .*quieter/)]);
  expect(api.operations.did).toHaveLength(before);
});

test('what is no name there is a file here, whose mistakes are shown with their lines', async () => {
  const file = join(folder.path, 'mine.yaml');
  await writeFile(file, 'version: 1\nname: x\nfalt: { kind: health-mark }\n');
  const wrong = await drill('plan', file);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/mine.yaml:3:1 error/)]);
  await writeFile(
    file,
    'version: 1\nname: x\ntitle: t\nhypothesis: h\nscope: { region: r }\nfault: { kind: health-mark }\nduration: 1m\n',
  );
  const right = await drill('plan', file, '--json');
  expect(JSON.parse(right.stdout)).toMatchObject({ drill: 'from-text' });
});

test.each([
  [['plan', 'region-los'], /did you mean region-loss/],
  [['run', 'region-loss', '--shadow'], /state file/],
  [['run', 'region-loss', '--duration', 'long'], /Write it as 30s/],
])('%j is wrong use, with the fix', async (args, fix) => {
  const { code, stderr } = await drill(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(fix);
});
