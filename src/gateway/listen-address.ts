/** Where a listener listens, and who may reach it. */

import net from 'node:net';

import type { ListenAddress } from './proxy/proxy-server.ts';

/** `127.0.0.1:8000`, `[::1]:8000`, `:8000` or `8000` (loopback); `null` when it is neither. */
export function parseListen(text: string): ListenAddress | null {
  const match = /^(?:(\[[^\]]+\]|[^:]*):)?(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) return null;
  const host = (match[1] ?? '').replaceAll(/[[\]]/g, '');
  return { host: host === '' ? '127.0.0.1' : host, port };
}

/** Only this machine can reach it. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return net.isIPv4(host) && host.startsWith('127.');
}
