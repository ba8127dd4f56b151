/**
 * Ports for the demo's servers, below the range from which systems take the ports of outgoing
 * connections (Linux 32768–60999, macOS and Windows 49152–65535). A target that refuses gives its
 * port up for a while; from that range an outgoing connection could take it, or connect to itself.
 */

import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LOWEST_PORT = 18_000;
const PORT_COUNT = 12_000;
const ATTEMPTS = 200;
/** How long a target that returns waits for its own port. */
const REOPEN_ATTEMPTS = 50;
const REOPEN_PAUSE_MS = 100;

/** Where the next search starts: spread by process, so that two demos seldom meet. */
let cursor = (process.pid * 97) % PORT_COUNT;

/** Listens on 127.0.0.1, on the port given or on a free one, and returns the port. */
export async function listenOn(server: Server, port: number | null): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const candidate = port ?? nextPort();
    try {
      await listenOnce(server, candidate);
      return candidate;
    } catch (error) {
      if (!isInUse(error)) throw error;
      if (attempt >= (port === null ? ATTEMPTS : REOPEN_ATTEMPTS)) throw error;
      if (port !== null) await sleep(REOPEN_PAUSE_MS);
    }
  }
}

/** A port that was free a moment ago, for a child process to listen on. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOn(server, null);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Thrown when a port that someone named cannot be had: taken, or only for administrators. */
export class PortUnusableError extends Error {
  override readonly name = 'PortUnusableError';
  readonly port: number;

  constructor(port: number, why: string) {
    super(`port ${port} of 127.0.0.1 ${why}`);
    this.port = port;
  }
}

/** What kept a server from listening, told by its port where that is the cause. */
export function portProblem(error: unknown, port: number): unknown {
  if (isInUse(error)) return new PortUnusableError(port, 'is in use');
  if (hasCode(error, 'EACCES')) return new PortUnusableError(port, 'is not for this user');
  return error;
}

/** Fails early with a `PortUnusableError`; 0 stands for any port and is always free. */
export async function checkPortFree(port: number): Promise<void> {
  const server = createServer();
  try {
    await listenOnce(server, port);
  } catch (error) {
    throw portProblem(error, port);
  }
  await new Promise((resolve) => server.close(resolve));
}

function isInUse(error: unknown): boolean {
  return hasCode(error, 'EADDRINUSE');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function nextPort(): number {
  cursor = (cursor + 1) % PORT_COUNT;
  return LOWEST_PORT + cursor;
}

function listenOnce(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      server.removeListener('listening', succeed);
      reject(error);
    };
    const succeed = () => {
      server.removeListener('error', fail);
      resolve();
    };
    server.once('error', fail);
    server.once('listening', succeed);
    server.listen({ port, host: '127.0.0.1' });
  });
}
