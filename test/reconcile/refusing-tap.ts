/** Between a client and an Admin API: passes everything on, and refuses writes once it is told to. */

import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, listen } from '../kong/recording.ts';

export interface RefusingTap {
  readonly url: string;
  /** Writes that got through, `METHOD path`. */
  readonly writes: string[];
  /** Lets this many more writes through. */
  mayWrite(count: number): void;
  close(): Promise<void>;
}

export async function startRefusingTap(adminUrl: string): Promise<RefusingTap> {
  const writes: string[] = [];
  let left = Infinity;
  const server = createServer((from, to) => {
    void readBody(from).then(async (body) => {
      const { method = 'GET', url = '' } = from;
      if (method !== 'GET') {
        if (left <= 0) {
          to.writeHead(400, { 'content-type': 'application/json' });
          return to.end(JSON.stringify({ message: 'refused by the test', code: 2 }));
        }
        left -= 1;
        writes.push(`${method} ${url}`);
      }
      const answer = await fetch(`${adminUrl}${url}`, {
        method,
        headers: { 'content-type': from.headers['content-type'] ?? 'application/json' },
        ...(body === '' ? {} : { body }),
      });
      to.writeHead(answer.status, { 'content-type': 'application/json' });
      return to.end(await answer.text());
    });
  });
  return {
    url: await listen(server),
    writes,
    mayWrite(count) {
      left = count;
    },
    close: () => closeServer(server),
  };
}

async function readBody(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += String(chunk);
  return text;
}
