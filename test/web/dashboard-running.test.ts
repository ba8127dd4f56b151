import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, PATIENCE_MS } from './dashboard/browser.ts';
import { freeze, type Running, startRunning } from './dashboard/running.ts';

/** Two seconds at a tick a second, and what a busy machine adds. `bench/dashboard-live.ts` has times. */
const TICKS_MAX = 15;

describe.skipIf(chromiumPath === null)('the dashboard of a running Ballast', () => {
  let browser: Browser;
  let running: Running;
  beforeAll(async () => {
    [running, browser] = await Promise.all([startRunning(), launch()]);
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser?.close();
    await running?.close();
  });

  test(
    'shows what the controller does within ticks, without being asked',
    async () => {
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(running.url);
      await page.locator('[data-connection=live]').waitFor();
      const end = await freeze(running, 'to be seen');
      await page.locator('.banner', { hasText: 'Weights are frozen by this machine' }).waitFor();
      await page.getByText('has frozen all weights (to be seen)').first().waitFor();
      const { snapshot } = await running.remote.status.status();
      const events = await running.remote.journal.events({ limit: 100 });
      const set = events.find(({ entry }) => entry.kind === 'override-set')?.entry;
      expect(set?.atMs).toBeGreaterThan(0);
      expect((snapshot.atMs - (set?.atMs ?? 0)) / snapshot.tickMs).toBeLessThan(TICKS_MAX);
      await end();
      await page.locator('.banner').waitFor({ state: 'detached' });
    },
    PATIENCE_MS,
  );
});
