import { afterEach, expect, test } from 'vitest';
import type { DemoState } from './api-types.ts';
import { demoState } from '../../test/web/demo-state.ts';
import { createLiveServer } from './live-server.ts';
import type { Live } from './live.ts';

const state: DemoState = demoState(1_800_000_000_000);
let listeners: ((state: DemoState) => void)[] = [];
let pressed: string[] = [];

const live: Live = {
  state: () => state,
  async begin(name) {
    pressed.push(name);
  },
  async heal() {
    pressed.push('heal');
  },
  subscribe(listener) {
    listeners.push(listener);
    return () => {
      listeners = listeners.filter((each) => each !== listener);
    };
  },
  async close() {},
};

const server = await createLiveServer(live);

afterEach(() => {
  pressed = [];
});

function post(url: string, headers: Record<string, string> = {}) {
  return server.inject({
    method: 'POST',
    url,
    headers: { host: '127.0.0.1:8080', ...headers },
    payload: {},
  });
}

test('the state is JSON of the types that the page reads', async () => {
  const answer = await server.inject({ url: '/api/state', headers: { host: 'localhost:8080' } });
  expect(answer.json()).toEqual(state);
});

test('a button breaks, another heals', async () => {
  expect((await post('/api/faults/region-refuse')).statusCode).toBe(202);
  expect((await post('/api/heal')).statusCode).toBe(202);
  expect(pressed).toEqual(['region-refuse', 'heal']);
});

test('an unknown fault is 404 and breaks nothing', async () => {
  const answer = await post('/api/faults/toString');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toEqual({ message: 'there is no fault called toString' });
  expect(pressed).toEqual([]);
});

test.each<[who: string, headers: Record<string, string>]>([
  ['a page of another origin', { origin: 'http://evil.example' }],
  ['a page on another local port', { origin: 'http://127.0.0.1:3000' }],
  ['a sandboxed page', { origin: 'null' }],
  ['a page that browsers call cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['a name that was rebound to loopback', { host: 'evil.example:8080' }],
])('%s is refused', async (_who, headers) => {
  expect((await post('/api/heal', headers)).statusCode).toBe(403);
  expect(pressed).toEqual([]);
});

test.each<[who: string, headers: Record<string, string>]>([
  ['the page itself', { origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'same-origin' }],
  ['the page by name', { host: 'localhost:8080', origin: 'http://localhost:8080' }],
  ['curl', {}],
])('%s may press', async (_who, headers) => {
  expect((await post('/api/heal', headers)).statusCode).toBe(202);
});

test('the stream sends the state at once and then each new one', async () => {
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  try {
    const response = await fetch(`${url}/api/stream`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(`data: ${JSON.stringify(state)}\n\n`);
    for (const listener of listeners) listener({ ...state, rate: 7 });
    expect((await reader?.read())?.value).toContain('"rate":7');
    await reader?.cancel();
    await expect.poll(() => listeners.length).toBe(0);
  } finally {
    await server.close();
  }
});
