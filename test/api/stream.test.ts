/** The live stream on real sockets: what is sent, after a break, to slow readers, and at the end. */

import { request as httpRequest, type IncomingMessage } from 'node:http';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterEach, expect, test } from 'vitest';

import { OperationError } from '../../src/operations/operation-error.ts';
import { createFakeOperations } from './fake-operations.ts';
import { startApi, type TestApi } from './start-api.ts';

const open: TestApi[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(changes: Parameters<typeof startApi>[0] = {}) {
  const api = await startApi(changes);
  open.push(api);
  const url = await api.listen();
  return { api, url };
}

interface Frame {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/** A reader as a browser has one. */
async function read(url: string, token: string, headers: Record<string, string> = {}) {
  const stop = new AbortController();
  const answer = await fetch(`${url}/v1/stream`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: stop.signal,
  });
  const frames: Frame[] = [];
  let isEnded = false;
  const { body } = answer;
  const reading = (async () => {
    if (body === null) return;
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) if (!part.startsWith(':')) frames.push(frameIn(part));
    }
  })()
    .catch(() => null)
    .finally(() => {
      isEnded = true;
    });
  const until = async (isThere: () => boolean) => {
    for (let tries = 0; tries < 600 && !isThere(); tries += 1) await sleep(20);
    expect(isThere()).toBe(true);
  };
  return {
    answer,
    frames,
    of: (event: string) => frames.filter((frame) => frame.event === event),
    waitFor: (event: string, count = 1) =>
      until(() => frames.filter((frame) => frame.event === event).length >= count),
    ended: () => until(() => isEnded),
    async stop() {
      stop.abort();
      await reading;
    },
  };
}

function frameIn(text: string): Frame {
  const fields = new Map(
    text.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  const data = JSON.parse(fields.get('data') ?? 'null') as unknown;
  return { id: fields.get('id') ?? null, event: fields.get('event') ?? '', data };
}

test('it begins with the state, then tells what changes and what happens', async () => {
  const { api, url } = await start();
  api.operations.tell('before');
  const reader = await read(url, api.tokens.viewer);
  expect(reader.answer.headers.get('content-type')).toContain('text/event-stream');
  expect(reader.answer.headers.get('content-security-policy')).toContain("'none'");
  await reader.waitFor('state');
  expect(reader.frames.map(({ event }) => event)).toEqual(['hello', 'state']);
  expect(reader.frames[0]?.data).toMatchObject({ version: '1.2.3', lastId: 1 });
  api.operations.tick();
  api.operations.tell('after');
  await reader.waitFor('event');
  await reader.waitFor('state', 2);
  expect(reader.of('event')).toMatchObject([
    { id: '2', data: { id: 2, entry: { message: 'after' } } },
  ]);
  await sleep(1_200);
  expect(reader.of('state')).toHaveLength(2);
  await reader.stop();
});

test('after a break nothing is lost and nothing comes twice', async () => {
  const { api, url } = await start();
  for (let count = 0; count < 1_234; count += 1) api.operations.tell(`event ${count}`);
  const first = await read(url, api.tokens.viewer, { 'last-event-id': '4' });
  await first.waitFor('event', 1_230);
  api.operations.tell('live');
  await first.waitFor('event', 1_231);
  await first.stop();
  api.operations.tell('missed');
  const second = await read(url, api.tokens.viewer, { 'last-event-id': '1235' });
  await second.waitFor('event');
  const ids = [...first.of('event'), ...second.of('event')].map(({ id }) => Number(id));
  expect(ids).toEqual(Array.from({ length: 1_232 }, (_, index) => index + 5));
  await second.stop();
});

test('an id of another journal is no dead end', async () => {
  const { api, url } = await start();
  api.operations.tell('one');
  const reader = await read(url, api.tokens.viewer, { 'last-event-id': '999999' });
  await reader.waitFor('state');
  api.operations.tell('two');
  await reader.waitFor('event');
  expect(reader.of('event')).toMatchObject([{ id: '2' }]);
  await reader.stop();
});

test('it is bounded in all and for each token, and gives its places back', async () => {
  const { api, url } = await start({ limits: { streams: 3, streamsByToken: 2 } });
  const readers = [await read(url, api.tokens.viewer), await read(url, api.tokens.viewer)];
  expect((await read(url, api.tokens.viewer)).answer.status).toBe(429);
  readers.push(await read(url, api.tokens.admin));
  expect((await read(url, api.tokens.operator)).answer.status).toBe(429);
  await Promise.all(readers.map((reader) => reader.stop()));
  for (let tries = 0; tries < 50; tries += 1) {
    const again = await read(url, api.tokens.viewer);
    await again.stop();
    if (again.answer.status === 200) return;
    await sleep(20);
  }
  expect.unreachable('no place came free');
});

test('who stops reading is dropped, and others go on', async () => {
  let nowMs = 1_000_000;
  const { api, url } = await start({ clock: { nowMs: () => nowMs } });
  const token = api.tokens.viewer;
  const slow = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    httpRequest(`${url}/v1/stream`, { headers }, resolve).on('error', reject).end();
  });
  slow.pause();
  const closed = new Promise<void>((resolve) => slow.on('close', resolve).on('error', resolve));
  const quick = await read(url, token);
  const long = 'x'.repeat(20_000);
  let told = 0;
  const isDropped = closed.then(() => true);
  for (let round = 0; round < 100; round += 1) {
    for (let count = 0; count < 100; count += 1) {
      api.operations.tell(long);
      told += 1;
    }
    nowMs += 5_000;
    await quick.waitFor('event', told);
    // A dropped socket says so only when it is read.
    if (round > 5) slow.resume();
    if (await Promise.race([isDropped, sleep(10, false)])) break;
  }
  await isDropped;
  expect(quick.of('event')).toHaveLength(told);
  await quick.stop();
});

test('when the API ends it says bye and closes', async () => {
  const { api, url } = await start();
  const reader = await read(url, api.tokens.viewer);
  await reader.waitFor('state');
  await api.app.close();
  await reader.ended();
  expect(reader.of('bye')).toMatchObject([{ data: { reason: 'Ballast stops.' } }]);
});

test('when the token ends, so does the stream', async () => {
  let isKnown = true;
  const { url } = await start({
    // Heart-beats come each 15 s of this clock.
    clock: { nowMs: () => Date.now() * 20 },
    authenticator: {
      identify: async () =>
        isKnown
          ? { kind: 'known', key: 'k', actor: { name: 'vera', role: 'viewer', via: 'api' } }
          : {
              kind: 'denied',
              code: 'unauthenticated',
              detail: { key: 'token-unknown' },
              fix: { key: 'fix-token-unknown' },
            },
    },
  });
  const reader = await read(url, 'any');
  await reader.waitFor('state');
  isKnown = false;
  await reader.ended();
  expect(reader.of('bye')).toMatchObject([{ data: { reason: 'The token has ended.' } }]);
  await reader.stop();
});

test('without a state it says why, and goes on when there is one', async () => {
  const fake = createFakeOperations({ nowMs: () => Date.now() });
  let isThere = false;
  const absent = new OperationError('unavailable', 'No tick yet.', { fix: 'Wait a second.' });
  const status = () => (isThere ? fake.status.status() : Promise.reject(absent));
  const { api, url } = await start({
    operations: { ...fake, status: { ...fake.status, status } },
  });
  const reader = await read(url, api.tokens.viewer);
  await reader.waitFor('no-state');
  expect(reader.of('no-state')).toMatchObject([{ data: { code: 'unavailable' } }]);
  isThere = true;
  await reader.waitFor('state');
  await reader.stop();
});

test('readers that come and go leave nothing behind', async () => {
  const { api, url } = await start();
  const round = async () => {
    const readers = await Promise.all(
      Array.from({ length: 20 }, () => read(url, api.tokens.viewer)),
    );
    api.operations.tell('x'.repeat(50_000));
    await Promise.all(readers.map((reader) => reader.waitFor('event')));
    await Promise.all(readers.map((reader) => reader.stop()));
  };
  await round();
  const before = heapBytes();
  for (let count = 0; count < 2; count += 1) await round();
  // 40 readers that stayed, each with a state and an event, would be more.
  expect(heapBytes() - before).toBeLessThan(3_000_000);
});

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
