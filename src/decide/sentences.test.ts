/** Whatever the law decides is said as data that survives the journal and has words in both languages. */

import { expect, test } from 'vitest';
import { overrideFixture } from '../../test/support/override-fixture.ts';
import { createOverloadWorld } from '../../test/support/overload-world.ts';
import { serviceFixture } from '../../test/support/strategy-fixture.ts';
import type { ControlEvent } from '../model/control.ts';
import { wordsOf } from '../model/sentences.ts';

/** A loss and its way back, overload, a failing target, a lever that is refused and one that is not. */
function story(): readonly ControlEvent[] {
  const world = createOverloadWorld({
    service: serviceFixture({ regions: { west: 3, north: 3 }, capacityRps: 100 }),
    gatewayRegion: 'west',
    seed: 7,
    rps: 150,
    workers: 4,
    queue: 50,
    medianMs: 12,
    sigma: 0.5,
    timeoutMs: 2_000,
  });
  world.run(20);
  world.set('west', { isDown: true });
  world.run(20);
  world.set('west', {});
  world.run(180);
  const lever = { kind: 'evacuate', region: 'west', overMs: 0 } as const;
  world.say({ overrides: [overrideFixture(lever, { atMs: world.nowMs() })] });
  world.run(20);
  world.say({});
  world.run(60);
  return world.events;
}

const events = story();
const kinds = new Set(events.map(({ kind }) => kind));

test('the story has enough of all kinds', () => {
  expect(kinds.size).toBeGreaterThan(6);
});

test('the message is the English of the data, also after the journal', () => {
  const kept = JSON.parse(JSON.stringify(events)) as readonly ControlEvent[];
  expect(kept.map(({ said }) => said)).toEqual(events.map(({ said }) => said));
  expect(kept.map(({ said }) => wordsOf(said ?? '', 'en'))).toEqual(
    events.map(({ message }) => message),
  );
});

test('every sentence has a Dutch one, with no English left in it', () => {
  for (const { said, message } of events) {
    const dutch = wordsOf(said ?? '', 'nl');
    expect(dutch).not.toBeNull();
    expect(dutch).not.toBe(message);
    expect(dutch).not.toMatch(/\b(the|its|tries|failed|room for|returns?)\b|\{|undefined|NaN/);
  }
});
