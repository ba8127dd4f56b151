/** A small in-memory Admin API: enough CRUD to apply a configuration to, and it counts writes. */

import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, listen } from './recording.ts';

type Entity = Record<string, unknown>;

const DEFAULTS: Readonly<Record<string, Entity>> = {
  services: {
    port: 80,
    protocol: 'http',
    retries: 5,
    connect_timeout: 60_000,
    read_timeout: 60_000,
    write_timeout: 60_000,
  },
  upstreams: { algorithm: 'round-robin', slots: 10_000, healthchecks: {} },
  plugins: { enabled: true, config: {} },
  targets: { weight: 100 },
  routes: {},
};

export interface FakeAdmin {
  readonly url: string;
  /** `METHOD path`, writes only. */
  readonly writes: string[];
  close(): Promise<void>;
}

export async function startFakeAdmin(): Promise<FakeAdmin> {
  const lists = new Map<string, Entity[]>();
  const writes: string[] = [];
  let ids = 0;
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const [path = ''] = (request.url ?? '').split('?');
      const parts = path.slice(1).split('/').map(decodeURIComponent);
      const isTarget = parts.length > 2;
      const listPath = isTarget ? parts.slice(0, 3).join('/') : (parts[0] ?? '');
      const key = isTarget ? parts[3] : parts[1];
      const list = lists.get(listPath) ?? [];
      lists.set(listPath, list);
      if (request.method !== 'GET') writes.push(`${request.method} ${path}`);
      if (request.method === 'GET') {
        response.end(JSON.stringify({ data: list, next: null }));
        return;
      }
      if (request.method === 'POST') {
        const kind = isTarget ? 'targets' : (parts[0] ?? '');
        list.push({ ...DEFAULTS[kind], ...body, id: idOf((ids += 1)) });
        response.writeHead(201).end(JSON.stringify(list.at(-1)));
        return;
      }
      const found = list.find((entity) => entity['id'] === key);
      if (found !== undefined) Object.assign(found, body);
      response.writeHead(found === undefined ? 404 : 200);
      response.end(JSON.stringify(found ?? { message: 'Not found' }));
    });
  });
  return { url: await listen(server), writes, close: () => closeServer(server) };
}

async function readJson(request: IncomingMessage): Promise<Entity> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Entity);
}

function idOf(count: number): string {
  return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
}
