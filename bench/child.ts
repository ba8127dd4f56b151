/** Child processes of the benchmarks, pinned to a core where the system can. */

import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Child {
  readonly pid: number;
  /** The first line it printed. */
  readonly line: string;
  stop(): void;
}

/** Pins a process to a core; Linux only. */
const PIN = 'taskset';
const HAS_PIN = spawnSync(PIN, ['-c', '0', 'true']).status === 0;

/** Starts a command on one core and waits for its first line of output. */
export async function startChild(command: readonly string[], core: number): Promise<Child> {
  const [file = '', ...args] = HAS_PIN ? [PIN, '-c', String(core), ...command] : command;
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${command.join(' ')} ended with ${String(code)}`)),
    );
  });
  return {
    pid: child.pid ?? 0,
    line,
    stop: () => {
      child.stdin.end();
      child.kill();
    },
  };
}

/** The kernel's clock ticks per second, on every Linux there is. */
const TICKS_PER_SECOND = 100;

/** Processor seconds that a process and its children have used; `null` where there is no /proc. */
export function cpuSeconds(pid: number): number | null {
  try {
    let ticks = 0;
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const fields = statOf(name);
      if (name === String(pid) || fields[1] === String(pid)) {
        ticks += Number(fields[11]) + Number(fields[12]);
      }
    }
    return ticks / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** Fields of /proc/PID/stat after the command's name; empty when the process has just ended. */
function statOf(pid: string): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** A node script of ours, as a child. */
export function startNode(args: readonly string[], core: number): Promise<Child> {
  return startChild([process.execPath, ...args], core);
}
