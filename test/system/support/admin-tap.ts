/**
 * Stands between a controller and an Admin API on loopback, as a network does: passes everything
 * through, remembers each write, and can hold a chosen write back, so that a test can kill the
 * controller exactly between two writes of a batch. It can also be away, as an Admin API is: nobody
 * listens there, or something in front of it answers 503.
 */

import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOn } from '../../../src/demo/ports.ts';

export interface AdminWrite {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface AdminTap {
  readonly url: string;
  /** Writes that reached the Admin API, oldest first. */
  readonly writes: readonly AdminWrite[];
  /**
   * Lets `count` more writes through and holds what follows; resolves when the first one is held.
   * Held writes never reach the Admin API: they end with the connection of who sent them.
   */
  holdAfter(count: number): Promise<void>;
  /** Writes from now on pass again. */
  letPass(): void;
  /** From now on, for questions and writes alike; connections there are now are closed. */
  goAway(how: 'refusing' | 'answering-503'): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Writes are read before they are passed on; none of ours is near this. */
const MAX_BODY_BYTES = 64 * 1_024;

export async function startAdminTap(targetPort: number): Promise<AdminTap> {
  const agent = new Agent({ keepAlive: true });
  const writes: AdminWrite[] = [];
  let mayPass = Infinity;
  let onHeld: (() => void) | null = null;
  let isUnavailable = false;

  const pass = (from: IncomingMessage, to: ServerResponse, body: string) => {
    const { method, url, headers } = from;
    const options = { host: '127.0.0.1', port: targetPort, method, path: url, headers, agent };
    const onward = request(options, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    onward.on('error', () => to.destroy());
    onward.end(body);
  };
  const server = createServer((from, to) => {
    void readBody(from).then((body) => {
      const { method = '', url = '' } = from;
      if (isUnavailable) return void to.writeHead(503).end('{"message":"no service"}');
      if (method === 'GET') return pass(from, to, body);
      if (mayPass <= 0) return onHeld?.();
      mayPass -= 1;
      writes.push({ method, path: url, body });
      pass(from, to, body);
    });
  });
  const port = await listenOn(server, null);

  return {
    url: `http://127.0.0.1:${port}`,
    writes,
    holdAfter(count) {
      mayPass = count;
      return new Promise((resolve) => {
        onHeld = resolve;
      });
    },
    letPass() {
      mayPass = Infinity;
      onHeld = null;
    },
    async goAway(how) {
      isUnavailable = how === 'answering-503';
      const closed = isUnavailable ? null : new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    async comeBack() {
      isUnavailable = false;
      if (!server.listening) await listenOn(server, port);
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) {
    if (text.length < MAX_BODY_BYTES) text += String(chunk);
  }
  return text;
}
