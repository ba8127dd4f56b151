import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { expect, test } from 'vitest';
import { ChildError, startBallast, waitUntil } from './child.ts';

const WATCH = new URL('./die-with-parent.ts', import.meta.url).href;

/** Starts a process that loads the watch and starts nothing else, from a parent that we can kill. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const args = ['--import', ${JSON.stringify(WATCH)}, '-e', 'setInterval(() => {}, 1000)'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a child ends when its parent is killed with SIGKILL', async () => {
  const parent = spawn(process.execPath, ['-e', PARENT], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = await once(parent.stdout, 'data');
  const pid = Number(String(text));
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

test('a child that ends at its start is reported with what it wrote', async () => {
  const child = startBallast(['no-such-command']);
  const waiting = waitUntil({
    what: 'the gateway of folklore',
    child,
    isReady: () => Promise.resolve(false),
    timeoutMs: 15_000,
  });
  await expect(waiting).rejects.toThrow(ChildError);
  await expect(waiting).rejects.toThrow(/^the gateway of folklore ended at its start:\n.*unknown/s);
  await child.stop();
  expect(child.hasEnded()).toBe(true);
});
