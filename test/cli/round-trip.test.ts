/** init → generate → advise in an empty folder, as a new user would. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';

import { runBallast, temporaryFolder } from '../support/run-ballast.ts';

// Each command is a process, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const run = (...args: string[]) => runBallast(args, { cwd: folder.path });
const read = (file: string) => readFile(join(folder.path, file), 'utf8');

test('init, generate and advise lead from nothing to a configuration', async () => {
  const init = await run(
    'init',
    '--yes',
    '--target',
    'productAPI@eu-west=10.0.0.1:8080,10.0.0.2:8080',
    '--target',
    'productAPI@eu-north=10.1.0.1:8080',
    '--gateway',
    'http://127.0.0.1:8001',
    '--algorithm',
    'round-robin',
  );
  expect(init).toMatchObject({ code: 0, stdout: 'ballast.yaml\n' });
  // Its first line leads editors to a file that is not there yet.
  expect(init.stderr).toContain('ballast schema > ballast.schema.json');

  const generate = await run('generate');
  expect(generate.code).toBe(0);
  const written = generate.stdout.split('\n');
  // Both outputs often go to one screen: the names once, and one line about them.
  expect(generate.stderr).toMatch(/generated: wrote \d+ files, 0 were up to date\n$/);
  expect(generate.stderr).not.toContain('generated/');
  expect(written).toContain('generated/README.md');
  expect(written).toContain('generated/kong/upstreams.yaml');
  const upstreams: unknown = parse(await read('generated/kong/upstreams.yaml'));
  expect(upstreams).toMatchObject({
    upstreams: [
      {
        targets: [
          { target: '10.0.0.1:8080', weight: 4_950 },
          { target: '10.0.0.2:8080', weight: 4_950 },
          { target: '10.1.0.1:8080', weight: 100 },
        ],
      },
    ],
  });

  expect(await run('generate', '--check')).toMatchObject({ code: 0, stdout: '' });
  await writeFile(join(folder.path, 'generated/kong/base.yaml'), 'edited: true\n');
  await writeFile(join(folder.path, 'generated/kong/old.yaml'), 'of another strategy\n');
  const check = await run('generate', '--check');
  expect(check.code).toBe(1);
  expect(check.stderr).toContain('base.yaml is different');
  expect(check.stderr).toContain('old.yaml is left over');

  const advise = await run('advise', '--lang', 'nl', '--no-simulate');
  expect(advise).toMatchObject({ code: 0 });
  expect(advise.stdout).toMatch(/^# webshop: zo blijft het draaien\n/);
});

test('init never overwrites a file unless told to', async () => {
  const file = join(folder.path, 'mine.yaml');
  await writeFile(file, 'mine');
  expect((await run('init', '--yes', '--out', 'mine.yaml')).code).toBe(2);
  expect(await read('mine.yaml')).toBe('mine');
  expect((await run('init', '--yes', '--out', 'mine.yaml', '--force')).code).toBe(0);
  expect(await read('mine.yaml')).toContain('version: 1');
});

test('answers that make no valid strategy are not written', async () => {
  const { code, stderr } = await run('init', '-y', '-o', 'bad.yaml', '--target', 'a@west=host');
  expect(code).toBe(2);
  expect(stderr).toContain('has no port');
  await expect(read('bad.yaml')).rejects.toThrow('ENOENT');
});

test('--json of generate and advise can be piped into a JSON reader', async () => {
  const init = await run('init', '--yes', '--out', 'json.yaml', '--json');
  expect(JSON.parse(init.stdout)).toEqual({ file: 'json.yaml', strategy: 'webshop' });
  const generate = await run('--json', 'generate', '-s', 'json.yaml');
  expect(JSON.parse(generate.stdout)).toMatchObject({
    kong: { 'kong-eu-west': { base: {}, upstreams: {} } },
  });
  const advise = await run('advise', '-s', 'json.yaml', '--json', '--no-simulate');
  expect(JSON.parse(advise.stdout)).toMatchObject({ facts: { name: 'webshop' } });
});
