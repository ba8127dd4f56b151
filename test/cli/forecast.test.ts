/** `ballast forecast` as a process. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runBallast, temporaryFolder } from '../support/run-ballast.ts';

// Each command is a process, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const STRATEGY = new URL('../../examples/webshop/ballast.yaml', import.meta.url).pathname;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const run = (...args: string[]) => runBallast(args, { cwd: folder.path });

test('tells both designs and every service, the same for the same seed', async () => {
  const args = ['forecast', STRATEGY, '--years', '20', '--seed', '7'];
  const { code, stdout } = await run(...args);
  expect(code).toBe(0);
  for (const service of ['productAPI', 'orderAPI', 'klantAPI']) expect(stdout).toContain(service);
  expect(stdout).toContain('with Ballast');
  expect((await run(...args)).stdout).toBe(stdout);
});

test('reports all problems of a failures file, with places', async () => {
  const file = join(folder.path, 'failures.yaml');
  await writeFile(file, 'coverage: 2\nregions: { repare: 1h }\n');
  const { code, stdout, stderr } = await run('forecast', STRATEGY, '--failures', file);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('failures.yaml:1:11 coverage:');
  expect(stderr).toContain('failures.yaml:2:20 regions.repare:');
});
