/**
 * Connections to targets, kept open between requests as nginx's upstream keep-alive does: newest
 * first, at most `MAX_IDLE` idle ones per pool, closed after a minute of idleness or 10,000 requests.
 *
 * Each connection is one undici `Client` carrying one request at a time. Its own connector tells
 * when the connection stands, which decides what nginx's retry rules call "sent".
 */

import net from 'node:net';
import tls from 'node:tls';

import { Client } from 'undici';

/** Kong's `upstream_keepalive_pool_size`, `_idle_timeout` and `_max_requests` (3.9 defaults). */
const MAX_IDLE = 512;
const IDLE_MS = 60_000;
const MAX_REQUESTS = 10_000;
/** Of an answer; nginx refuses more than its buffer too. */
const MAX_HEADER_BYTES = 64 * 1024;

export interface Peer {
  readonly ip: string;
  readonly port: number;
  readonly tls: { readonly servername: string; readonly verify: boolean } | null;
}

export interface PooledConnection {
  readonly client: Client;
  /** The TCP (and TLS) connection stands. */
  isConnected: boolean;
  /** Called once when it does. */
  onConnected: (() => void) | null;
}

export interface ConnectionPool {
  acquire(peer: Peer): PooledConnection;
  /** Hands a connection back after a complete exchange; a broken one is destroyed instead. */
  release(connection: PooledConnection): void;
  close(): Promise<void>;
}

interface Slot extends PooledConnection {
  readonly key: string;
  isIdle: boolean;
}

export function createConnectionPool(): ConnectionPool {
  return new Pool();
}

class Pool implements ConnectionPool {
  /** Without empty lists. */
  readonly #idle = new Map<string, Slot[]>();
  readonly #all = new Set<Slot>();

  acquire(peer: Peer): PooledConnection {
    const key = `${peer.ip}|${peer.port}|${peer.tls?.servername ?? ''}`;
    const slot = this.#idle.get(key)?.at(-1);
    if (slot === undefined) return this.#open(peer, key);
    this.#takeOut(slot);
    return slot;
  }

  release(connection: PooledConnection): void {
    const slot = slotOf(this.#all, connection);
    if (slot === null) return;
    const idle = this.#idle.get(slot.key) ?? [];
    if (!slot.isConnected || slot.client.destroyed || idle.length >= MAX_IDLE) {
      this.#drop(slot);
      return;
    }
    slot.isIdle = true;
    slot.onConnected = null;
    if (idle.push(slot) === 1) this.#idle.set(slot.key, idle);
  }

  async close(): Promise<void> {
    const clients = [...this.#all].map((slot) => slot.client.destroy());
    this.#all.clear();
    this.#idle.clear();
    await Promise.all(clients);
  }

  #open(peer: Peer, key: string): Slot {
    const slot: Slot = {
      client: new Client(originOf(peer), {
        connect: (_options, callback) => connect(peer, slot, callback),
        pipelining: 1,
        keepAliveTimeout: IDLE_MS,
        keepAliveMaxTimeout: IDLE_MS,
        headersTimeout: 0,
        bodyTimeout: 0,
        maxHeaderSize: MAX_HEADER_BYTES,
        maxRequestsPerClient: MAX_REQUESTS,
      }),
      key,
      isIdle: false,
      isConnected: false,
      onConnected: null,
    };
    this.#all.add(slot);
    slot.client.on('disconnect', () => {
      slot.isConnected = false;
      if (slot.isIdle) this.#drop(slot);
    });
    return slot;
  }

  #drop(slot: Slot): void {
    if (slot.isIdle) this.#takeOut(slot);
    this.#all.delete(slot);
    void slot.client.destroy();
  }

  #takeOut(slot: Slot): void {
    const idle = this.#idle.get(slot.key) ?? [];
    if (idle.at(-1) === slot) idle.pop();
    else idle.splice(idle.indexOf(slot), 1);
    if (idle.length === 0) this.#idle.delete(slot.key);
    slot.isIdle = false;
  }
}

function slotOf(all: ReadonlySet<Slot>, connection: PooledConnection): Slot | null {
  const slot = connection as Slot;
  return all.has(slot) ? slot : null;
}

type ConnectCallback = (...result: [Error, null] | [null, net.Socket | tls.TLSSocket]) => void;

function connect(peer: Peer, slot: Slot, callback: ConnectCallback): void {
  const where = { host: peer.ip.replaceAll(/[[\]]/g, ''), port: peer.port, noDelay: true };
  const socket =
    peer.tls === null
      ? net.connect(where)
      : tls.connect({
          ...where,
          servername: net.isIP(peer.tls.servername) === 0 ? peer.tls.servername : '',
          rejectUnauthorized: peer.tls.verify,
        });
  const fail = (error: Error) => {
    socket.destroy();
    callback(error, null);
  };
  socket.once('error', fail);
  socket.once(peer.tls === null ? 'connect' : 'secureConnect', () => {
    socket.off('error', fail);
    slot.isConnected = true;
    slot.onConnected?.();
    callback(null, socket);
  });
}

function originOf(peer: Peer): string {
  const host = net.isIPv6(peer.ip) ? `[${peer.ip}]` : peer.ip;
  return `${peer.tls === null ? 'http' : 'https'}://${host}:${peer.port}`;
}
