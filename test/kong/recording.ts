/** Recorded exchanges with a real Kong 3.9.3, and a server that plays them back. */

import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';

export interface RecordedExchange {
  readonly n: number;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly json?: unknown;
    readonly body?: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly body?: string;
  };
}

const FOLDER = new URL('../fixtures/kong/admin/', import.meta.url);

export function recordingNames(): string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
}

export function readRecording(name: string): RecordedExchange[] {
  const file = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as { exchanges: unknown[] };
  return file.exchanges.filter((entry): entry is RecordedExchange => {
    return typeof entry === 'object' && entry !== null && 'request' in entry;
  });
}

export interface ReplayServer {
  readonly url: string;
  /** Puts the tape before this exchange. */
  rewindTo(exchange: RecordedExchange): void;
  close(): Promise<void>;
}

/**
 * Answers a request with the first exchange at or after the tape's position, else on the whole
 * tape, that has the same method, path and body; 599 when there is none.
 */
export async function startReplayServer(tape: readonly RecordedExchange[]): Promise<ReplayServer> {
  let position = 0;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const matches = ({ request: recorded }: RecordedExchange) =>
        recorded.method === request.method &&
        recorded.path.replace(/\/$/, '') === request.url?.replace(/\/$/, '') &&
        sameBody(recorded, body);
      const ahead = tape.findIndex((exchange, at) => at >= position && matches(exchange));
      const index = ahead >= 0 ? ahead : tape.findIndex(matches);
      const found = tape[index];
      if (found === undefined) {
        response.writeHead(599).end(`not recorded: ${request.method} ${request.url} ${body}`);
        return;
      }
      position = index + 1;
      const { status, json, body: raw } = found.response;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(json === undefined ? (raw ?? '') : JSON.stringify(json));
    });
  });
  return {
    url: await listen(server),
    rewindTo(exchange) {
      position = tape.indexOf(exchange);
    },
    close: () => closeServer(server),
  };
}

function sameBody(recorded: RecordedExchange['request'], body: string): boolean {
  if (recorded.json !== undefined) return isDeepStrictEqual(parse(body), recorded.json);
  return (recorded.body ?? '') === body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Listens on a free loopback port and gives the URL. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}
