import { expect, test } from 'vitest';
import { strategyFixture } from '../../test/support/strategy-fixture.ts';
import type { ControlEvent } from '../model/control.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createRecorder } from './recorder.ts';

const event = (atMs: number, upstream: string): ControlEvent => ({
  atMs,
  kind: 'override-ended',
  upstream,
  region: 'eu-west',
  target: null,
  message: 'A drill of ada has evacuated eu-west: that is ended.',
  evidence: {},
});

test('each line of the journal is kept once, also where services say the same at once', async () => {
  const store = createMemoryStore();
  const recorder = createRecorder({ store, strategy: strategyFixture(), places: [], sinceMs: 10 });
  await store.commit({ events: [event(5, 'order'), event(20, 'order'), event(20, 'product')] });
  await recorder.poll();
  await store.commit({ events: [event(30, 'order')] });
  await recorder.poll();
  const found = recorder.events.map(({ atMs, upstream }) => `${atMs} ${upstream}`);
  expect(found).toEqual(['20 order', '20 product', '30 order']);
});
