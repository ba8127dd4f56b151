/** Several people at once, on one file: nobody's word is lost, and no two together take the last region. */

import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLeverOperations } from '../../src/operations/levers.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { temporaryFolder } from '../support/run-ballast.ts';
import { strategyFixture } from '../support/strategy-fixture.ts';
import { actor, evacuate, request } from './lever-world.ts';

const PEOPLE = 3;
const EACH = 6;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let stores: Awaited<ReturnType<typeof createSqliteStore>>[];
beforeEach(async () => {
  folder = await temporaryFolder();
  stores = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    stores.push(await createSqliteStore({ file: join(folder.path, 'state.sqlite') }));
  }
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await folder.remove();
});

/** Each person has a connection of their own, as each command has. */
function desks() {
  const strategy = strategyFixture({ regions: { 'eu-west': 30, 'eu-north': 30 } });
  return stores.map((store, person) => {
    let count = 0;
    const newId = () => `${person}-${(count += 1)}`;
    const clock = { nowMs: () => Date.now() };
    return createLeverOperations({ strategy, store, history: store.history, clock, newId });
  });
}

test('levers that are pulled at the same time are all there', async () => {
  const pulls = desks().flatMap((levers, person) =>
    Array.from({ length: EACH }, (_, index) => {
      const target = `eu-west-${person * EACH + index + 1}:80`;
      const who = actor('operator', `person-${person}`);
      return levers.set(who, request({ kind: 'drain', target }));
    }),
  );
  const set = await Promise.all(pulls);
  const listed = (await desks()[0]?.list()) ?? [];
  expect(listed.map(({ id }) => id).sort()).toEqual(set.map(({ id }) => id).sort());
  expect(listed).toHaveLength(PEOPLE * EACH);
});

test('two who evacuate different regions at once do not leave nobody', async () => {
  const people = desks();
  const force = true;
  const regions = ['eu-west', 'eu-north'];
  const pulls = regions.flatMap((region, index) => {
    const levers = people[index];
    if (levers === undefined) return [];
    return [levers.set(actor('admin', `person-${index}`), request(evacuate(region), { force }))];
  });
  const outcomes = await Promise.allSettled(pulls);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await people[0]?.list()).toHaveLength(1);
});
