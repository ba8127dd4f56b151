/**
 * Kong's `tcp-log` (one line per entry) and `udp-log` (one datagram per entry). Neither queues nor
 * retries: an entry that cannot be sent is lost.
 */

import dgram from 'node:dgram';
import net from 'node:net';

import type { KongPlugin } from '../entities/types.ts';
import { numberOr, textOr } from '../plugins/plugin-values.ts';

/** Bytes waiting for a slow receiver; beyond it entries are lost. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

export interface SocketLogSink {
  push(entry: string): void;
  close(): void;
}

/** One connection, opened with the first entry and again after it broke. */
export function createTcpLogSink({ config }: KongPlugin): SocketLogSink {
  let socket: net.Socket | null = null;
  const host = textOr(config['host'], '127.0.0.1');
  const port = numberOr(config['port'], 0);

  function open(): net.Socket {
    const opened = net.connect({ host, port, noDelay: true });
    opened.setTimeout(numberOr(config['keepalive'], 60_000), () => opened.destroy());
    opened.on('error', () => opened.destroy());
    opened.on('close', () => {
      if (socket === opened) socket = null;
    });
    opened.resume();
    opened.unref();
    return opened;
  }

  return {
    push(entry) {
      socket ??= open();
      if (socket.writableLength < MAX_WAITING_BYTES) socket.write(`${entry}\n`);
    },
    close() {
      socket?.end();
      socket = null;
    },
  };
}

export function createUdpLogSink({ config }: KongPlugin): SocketLogSink {
  const host = textOr(config['host'], '127.0.0.1');
  const port = numberOr(config['port'], 0);
  const socket = dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4');
  socket.on('error', () => undefined);
  socket.unref();
  return {
    push(entry) {
      // Too large for a datagram, or nobody there: lost, as in Kong.
      socket.send(entry, port, host, () => undefined);
    },
    close() {
      socket.close();
    },
  };
}
