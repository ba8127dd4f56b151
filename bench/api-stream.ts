/**
 * Many who read the live stream for long: `node --expose-gc bench/api-stream.ts [readers] [seconds]`.
 * Tells what each got and what memory is left afterwards; fails when something was lost or stays.
 */

import { request, type ClientRequest } from 'node:http';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { startApi } from '../test/api/start-api.ts';

const READERS = Number(process.argv[2] ?? 200);
const SECONDS = Number(process.argv[3] ?? 50);
const EVENTS_PER_SECOND = 10;
/** What the JIT and the sockets' pools may keep. */
const MAX_GROWTH_MB = 8;

const api = await startApi({ limits: { streams: READERS + 1, streamsByToken: READERS + 1 } });
const url = await api.listen();
await round(Math.min(READERS, 20), 2);
const before = heapMb();
const { lost, bytes } = await round(READERS, SECONDS);
const after = heapMb();
await api.close();

const growth = after - before;
process.stdout.write(
  `${READERS} readers for ${SECONDS} s = ${READERS * SECONDS} SSE-seconds: ` +
    `${(bytes / 1e6).toFixed(1)} MB sent, ${lost} events lost, heap ${before.toFixed(1)} MB before ` +
    `and ${after.toFixed(1)} MB after (${growth.toFixed(1)} more), ` +
    `rss ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB\n`,
);
process.exitCode = lost > 0 || growth > MAX_GROWTH_MB ? 1 : 0;

interface Reader {
  readonly request: ClientRequest;
  events: number;
  bytes: number;
}

async function round(count: number, seconds: number): Promise<{ lost: number; bytes: number }> {
  const readers = await Promise.all(Array.from({ length: count }, open));
  let told = 0;
  for (let second = 0; second < seconds; second += 1) {
    api.operations.tick();
    for (let index = 0; index < EVENTS_PER_SECOND; index += 1) {
      api.operations.tell('something happened');
      told += 1;
    }
    await sleep(1_000);
  }
  for (let tries = 0; tries < 100 && readers.some(({ events }) => events < told); tries += 1) {
    await sleep(100);
  }
  for (const reader of readers) reader.request.destroy();
  await sleep(500);
  return {
    lost: readers.reduce((sum, { events }) => sum + told - events, 0),
    bytes: readers.reduce((sum, reader) => sum + reader.bytes, 0),
  };
}

/** Resolves when the state has come. */
function open(): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${api.tokens.viewer}` };
    const asked = request(`${url}/v1/stream`, { headers, agent: false }, (answer) => {
      const reader: Reader = { request: asked, events: 0, bytes: 0 };
      answer.setEncoding('utf8').on('error', () => null);
      answer.on('data', (text: string) => {
        reader.bytes += text.length;
        reader.events += text.split('event: event').length - 1;
        if (text.includes('event: state')) resolve(reader);
      });
    });
    asked.on('error', reject).end();
  });
}

function heapMb(): number {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('start it with --expose-gc');
  gc();
  gc();
  return process.memoryUsage().heapUsed / 1e6;
}
