/** Listeners for Kong's tcp-log (one JSON line per entry) and udp-log (one datagram per entry). */

import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server, type Socket as TcpSocket } from 'node:net';
import type { TelemetryCounters } from './counters.ts';
import { closeListener } from './listen-address.ts';

export interface StreamReceiverOptions {
  readonly isAllowed: (remoteAddress: string) => boolean;
  readonly counters: TelemetryCounters;
  readonly onEntry: (value: unknown, sender: string) => void;
}

/** A line longer than this is no log entry; the connection is closed. */
const MAX_LINE_LENGTH = 1024 * 1024;
const IDLE_TIMEOUT_MS = 120_000;

export interface TcpReceiver {
  readonly server: Server;
  /** Kong keeps its connections, so they are cut. */
  close(): Promise<void>;
}

export function createTcpReceiver(options: StreamReceiverOptions): TcpReceiver {
  const sockets = new Set<TcpSocket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (options.isAllowed(socket.remoteAddress ?? '')) {
      readLines(socket, options);
    } else {
      options.counters.refused.address += 1;
      socket.destroy();
    }
  });
  server.maxConnections = 1_024;
  return {
    server,
    close() {
      const closed = closeListener(server);
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

function readLines(socket: TcpSocket, options: StreamReceiverOptions): void {
  socket.setTimeout(IDLE_TIMEOUT_MS, () => socket.destroy());
  socket.setEncoding('utf8');
  let rest = '';
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) takeText(line, options, socket.remoteAddress ?? '');
    if (rest.length <= MAX_LINE_LENGTH) return;
    options.counters.refused['too-large'] += 1;
    socket.destroy();
  });
}

export function createUdpReceiver(family: 'udp4' | 'udp6', options: StreamReceiverOptions): Socket {
  const socket = createSocket(family);
  socket.on('message', (message, sender) => {
    if (options.isAllowed(sender.address))
      takeText(message.toString('utf8'), options, sender.address);
    else options.counters.refused.address += 1;
  });
  return socket;
}

function takeText(
  text: string,
  { counters, onEntry }: StreamReceiverOptions,
  sender: string,
): void {
  if (text.trim() === '') return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    counters.malformed['bad-json'] += 1;
    return;
  }
  onEntry(value, sender);
}
