/** Whoever reads the dashboard in Dutch reads all of it in Dutch, what the server says as well. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalOperations, speaking } from '../../src/operations/local.ts';
import { startApi, type TestApi } from '../api/start-api.ts';
import { actor, ANN, evacuate, failureOf, leverWorld, request } from '../levers/lever-world.ts';
import { chromiumPath, launch, PATIENCE_MS, visit } from './dashboard/browser.ts';
import { PAGES } from './dashboard/start-dashboard.ts';
import { createWorld } from './dashboard/world.ts';

/** Words that Dutch does not have; names, commands and what people typed are none of them. */
const ENGLISH = /\b(?:the|its|with|would|will|there|which|and|not|has|are|from|waits|out of)\b/i;

/** Each page with something that the server says on it. */
const SAID: Readonly<Record<string, string>> = {
  '#/overview': 'ada heeft alle gewichten bevroren',
  '#/timeline': 'is geëvacueerd:',
  '#/overrides': 'gezet door de strategie',
  '#/what-if': 'De Admin-API van Kong',
  '#/audit': 'Gevraagd: ingreep abcd beëindigen',
  '#/service/productAPI': 'ada heeft alle gewichten bevroren',
  '#/explain/productAPI': 'Ballast grijpt in',
  '#/explain/eu-west': 'eu-west van productAPI',
  '#/explain/nergens': 'Over nergens is niets bekend',
};
const HASHES = Object.keys(SAID);

const ADA = actor('admin', 'ada');

/** A region lost and waiting for a word, levers forced and refused. */
async function seeded() {
  const made = leverWorld({ capacityRps: 30, failback: { approval: 'manual' } });
  const { store, strategy, world, levers, run } = made;
  await run(30);
  world.setFaults({ 'eu-west': { refuse: true } });
  await run(30);
  world.setFaults({});
  await run(40);
  await levers.set(ADA, request({ kind: 'drain', target: 'eu-north-2:80' }, { force: true }));
  await levers.set(ADA, request({ kind: 'freeze' }));
  await failureOf(levers.set(ANN, request(evacuate('eu-north'))));
  await failureOf(levers.end(ANN, { id: 'abcd', reason: 'voorbij' }));
  await levers.setMode(ADA, { mode: 'observe', rule: 'trim', reason: 'eens kijken' });
  await run(2);
  const { history } = store;
  const clock = { nowMs: () => world.nowMs() };
  const ports = { strategy, store, history, clock, newId: () => 'id-9' };
  const operations = createLocalOperations(ports);
  const dutch = speaking(operations, { ...ports, language: 'nl' });
  return { operations, operationsIn: () => dutch, clock };
}

describe.skipIf(chromiumPath === null)('the dashboard in Dutch', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;
  let api: TestApi;
  let url = '';

  beforeAll(async () => {
    api = await startApi({ ...(await seeded()), pageFolder: PAGES });
    url = `${await api.listen()}/`;
    browser = await launch();
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  test('no page has a sentence of the server in English', async () => {
    const dashboard = { api, world: createWorld('calm'), url };
    const { page, context, complaints } = await visit(browser, dashboard, {
      context: { locale: 'nl-NL' },
    });
    const found: Record<string, readonly string[]> = {};
    for (const [hash, said] of Object.entries(SAID)) {
      found[hash] = await englishOn(page, `${url}${hash}`, said);
    }
    expect(found).toEqual(Object.fromEntries(HASHES.map((hash) => [hash, []])));
    expect(complaints).toEqual([]);
    await context.close();
  });
});

async function englishOn(page: Page, address: string, said: string): Promise<readonly string[]> {
  await page.goto(address);
  await page.locator('main').filter({ hasText: said }).waitFor();
  const text = await page.locator('main').innerText();
  const told = text.replaceAll(/`[^`]*`|\(a test\)|“a test”|: a test\./g, '');
  return told.split('\n').filter((line) => ENGLISH.test(line));
}
