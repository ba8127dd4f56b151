/** Opens and closes the listeners that Kong's log plugins send to. */

import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { isIPv6 } from 'node:net';
import type { TelemetrySettings } from '../model/strategy.ts';
import type { TelemetryCounters } from './counters.ts';
import { createHttpReceiver, type ReceiverLimits } from './http-receiver.ts';
import { closeListener, ListenError, openListener, parseListenAddress } from './listen-address.ts';
import { createAllowList, createTokenCheck } from './sender-check.ts';
import {
  createTcpReceiver,
  createUdpReceiver,
  type StreamReceiverOptions,
} from './stream-receiver.ts';

export interface LogListenerOptions {
  readonly logs: TelemetrySettings['logs'];
  /** `host:port` for Kong's tcp-log and udp-log; not opened when not given. */
  readonly tcpListen?: string | undefined;
  readonly udpListen?: string | undefined;
  readonly limits?: ReceiverLimits | undefined;
  readonly counters: TelemetryCounters;
  readonly onEntry: (value: unknown, sender: string) => void;
}

export interface LogListeners {
  /** Where the http-log listener really is. */
  readonly url: string;
  /** Ports that tcp-log and udp-log got; `null` when not asked for. */
  readonly tcpPort: number | null;
  readonly udpPort: number | null;
  close(): Promise<void>;
}

/** Rejects with `ListenError` when an address cannot be had; then none stays open. */
export async function openLogListeners(options: LogListenerOptions): Promise<LogListeners> {
  const { logs, counters, onEntry, limits } = options;
  const isAllowed = createAllowList(logs.allow);
  const http = createHttpReceiver({
    isAllowed,
    hasToken: createTokenCheck(logs.tokenFile),
    counters,
    onEntry,
    ...(limits === undefined ? {} : { limits }),
  });
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    await Promise.all(opened.map((closeOne) => closeOne()));
  };
  try {
    const address = parseListenAddress(logs.listen);
    const port = await openListener(http, address);
    opened.push(() => closeHttp(http));
    const stream = { isAllowed, counters, onEntry };
    const tcp = options.tcpListen === undefined ? null : await openTcp(options.tcpListen, stream);
    if (tcp !== null) opened.push(tcp.close);
    const udp = options.udpListen === undefined ? null : await openUdp(options.udpListen, stream);
    if (udp !== null) opened.push(() => closeUdp(udp));
    const host = isIPv6(address.host) ? `[${address.host}]` : address.host;
    return {
      url: `http://${host === '' ? '127.0.0.1' : host}:${port}`,
      tcpPort: tcp?.port ?? null,
      udpPort: udp?.address().port ?? null,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function closeHttp(server: HttpServer): Promise<void> {
  server.closeIdleConnections();
  const closed = closeListener(server);
  // Deliveries under way get a moment; Kong sends again what was not answered.
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(timer);
}

const CLOSE_GRACE_MS = 500;

async function openTcp(
  listen: string,
  options: StreamReceiverOptions,
): Promise<{ port: number; close: () => Promise<void> }> {
  const receiver = createTcpReceiver(options);
  const port = await openListener(receiver.server, parseListenAddress(listen));
  return { port, close: () => receiver.close() };
}

async function openUdp(listen: string, options: StreamReceiverOptions): Promise<Socket> {
  const { host, port } = parseListenAddress(listen);
  const socket = createUdpReceiver(isIPv6(host) ? 'udp6' : 'udp4', options);
  socket.bind({ port, ...(host === '' ? {} : { address: host }) });
  try {
    await once(socket, 'listening');
  } catch (error) {
    throw new ListenError(listen, error instanceof Error ? error : new Error(String(error)));
  }
  return socket;
}

function closeUdp(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.close(() => resolve());
  });
}
