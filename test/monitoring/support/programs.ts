/** Prometheus's and Alertmanager's programs from Debian: on the path, or unpacked by the test run. */

import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where `scripts/system-packages.mjs` unpacks packages when it may not install them. */
const UNPACKED = fileURLToPath(
  new URL('../../../node_modules/.cache/ballast-debian/usr/bin', import.meta.url),
);

export type Program = 'prometheus' | 'promtool' | 'prometheus-alertmanager' | 'amtool';

/** Path of a program; `null` when this machine does not have it. */
export function findProgram(name: Program): string | null {
  const unpacked = join(UNPACKED, name);
  const path = existsSync(unpacked) ? unpacked : name;
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0 ? path : null;
}

export function hasPrograms(...names: readonly Program[]): boolean {
  return names.every((name) => findProgram(name) !== null);
}

const TIMEOUT_MS = 240_000;

/** Runs it to its end; what it said is in the result. */
export function runProgram(
  name: Program,
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string } = {},
): { readonly code: number | null; readonly output: string } {
  const path = findProgram(name);
  if (path === null) throw new Error(`${name} is missing`);
  const { status, stdout, stderr } = spawnSync(path, args, {
    ...options,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  return { code: status, output: `${stdout}${stderr}` };
}

/** As `runProgram`, while others go on. */
export async function runProgramApart(
  name: Program,
  args: readonly string[],
  { cwd }: { readonly cwd: string },
): Promise<{ readonly isGood: boolean; readonly output: string }> {
  const path = findProgram(name);
  if (path === null) throw new Error(`${name} is missing`);
  return await new Promise((resolve) => {
    execFile(path, args, { cwd, timeout: TIMEOUT_MS }, (error, stdout, stderr) =>
      resolve({ isGood: error === null, output: `${stdout}${stderr}` }),
    );
  });
}
