/** A long-running command as a child process, up to the JSON line that says it is ready. */

import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const READY_TIMEOUT_MS = 60_000;

export interface RunningCommand {
  /** What it printed on stdout when it was ready. */
  readonly ready: unknown;
  /** SIGTERM; resolves with the exit code and all that went to stderr. */
  stop(): Promise<{ code: number | null; stderr: string }>;
}

/** `args` contain `--json`; ready is the first complete JSON document on stdout. */
export function startBallast(
  args: readonly string[],
  options: { cwd: string },
): Promise<RunningCommand> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    return { code: await ended, stderr };
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('was not ready in time'), READY_TIMEOUT_MS);
    const fail = (what: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`ballast ${args.join(' ')} ${what}:\n${stderr}`));
    };
    void ended.then((code) => fail(`ended with ${code}`));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const ready = parseWhole(stdout);
      if (ready === null) return;
      clearTimeout(timer);
      resolve({ ready, stop });
    });
  });
}

function parseWhole(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
