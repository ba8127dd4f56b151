/** `host:port` of a listener, and what to say when it cannot be had. */

import type { Server } from 'node:net';

export interface ListenAddress {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
}

/** `127.0.0.1:9911`, `[::1]:9911`; throws `TypeError` for anything else. */
export function parseListenAddress(text: string): ListenAddress {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) throw new TypeError(`not host:port: ${text}`);
  return { host: match[1] ?? match[2] ?? '', port };
}

export type ListenErrorCode = 'LISTEN_IN_USE' | 'LISTEN_FAILED';

/** A listener that could not be opened. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code: ListenErrorCode;
  readonly hint: string;

  constructor(address: string, cause: NodeJS.ErrnoException) {
    const inUse = cause.code === 'EADDRINUSE';
    super(`cannot listen on ${address}: ${inUse ? 'already in use' : cause.message}`, { cause });
    this.code = inUse ? 'LISTEN_IN_USE' : 'LISTEN_FAILED';
    this.hint = inUse
      ? 'Stop the program that uses it, or set another telemetry.logs.listen.'
      : 'Check telemetry.logs.listen: the address must belong to this machine.';
  }
}

/** Opens the listener and gives the port it got. */
export function openListener(server: Server, address: ListenAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      reject(new ListenError(`${address.host}:${address.port}`, error));
    };
    server.once('error', onError);
    server.listen({ host: address.host, port: address.port }, () => {
      server.off('error', onError);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : address.port);
    });
  });
}

export function closeListener(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
