import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { waitForAnswer } from './page-answers.ts';
import { listenOn } from './ports.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Answers from the given request on; keeps those before waiting. */
async function answeringFrom(first: number) {
  const asked = { count: 0 };
  server = createServer((_request, response) => {
    asked.count += 1;
    if (asked.count >= first) response.end('{}');
  });
  const url = `http://127.0.0.1:${await listenOn(server, null)}/`;
  return { asked, url };
}

test('a page that keeps its first visitor waiting is not ready', async () => {
  const { asked, url } = await answeringFrom(2);
  await waitForAnswer(url, { signal: new AbortController().signal });
  expect(asked.count).toBe(2);
});

test('patience ends, and so does a demo that is stopped', async () => {
  const { asked, url } = await answeringFrom(Infinity);
  await waitForAnswer(url, { signal: new AbortController().signal, patienceMs: 50 });
  await waitForAnswer(url, { signal: AbortSignal.abort() });
  expect(asked.count).toBeLessThanOrEqual(1);
});
