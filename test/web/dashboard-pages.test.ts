import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadAxe, violationsOn } from './dashboard/axe.ts';
import { chromiumPath, launch, PATIENCE_MS, visit } from './dashboard/browser.ts';
import { PAGES, startDashboard, type Dashboard } from './dashboard/start-dashboard.ts';

const MAX_BUNDLE_BYTES = 400_000;

/** Each page, and words that are there once it has its data. */
const ROUTES: readonly (readonly [hash: string, words: string])[] = [
  ['#/overview', '4 things need attention'],
  ['#/service/productAPI', 'Why its weights are what they are'],
  ['#/timeline', 'ballast-1 leads with fencing token 17.'],
  ['#/post-mortems/made-1', 'Where the figures come from'],
  ['#/explain/productAPI', 'The hold ends in 78 s'],
  ['#/overrides', 'maintenance of the switches'],
  ['#/what-if', 'No result yet'],
  ['#/drills', 'Clients notice nothing.'],
  ['#/drills/drill-7', 'applied at the last node'],
  ['#/settings', 'services.productAPI.health.path'],
  ['#/audit', 'it is the last region that can serve'],
];

test('the whole page is less than 400 KB when compressed', async () => {
  const files = await readdir(PAGES, { recursive: true, withFileTypes: true });
  let total = 0;
  for (const file of files.filter((each) => each.isFile())) {
    const body = await readFile(join(file.parentPath, file.name));
    total += gzipSync(body, { level: 9 }).length;
  }
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(MAX_BUNDLE_BYTES);
});

const POLL = { timeout: PATIENCE_MS, interval: 100 };

describe.skipIf(chromiumPath === null)(
  'the pages of the dashboard',
  { timeout: PATIENCE_MS },
  () => {
    let browser: Browser;
    let dashboard: Dashboard;

    beforeAll(async () => {
      dashboard = await startDashboard({ pathPrefix: '/ops/ballast' });
      dashboard.world.put({ lever: { kind: 'evacuate', region: 'eu-west', overMs: 600_000 } });
      const { postMortems } = dashboard.world;
      const actor = { name: 'ada', role: 'admin', via: 'api' } as const;
      const nowMs = Date.now();
      await postMortems.make(actor, { sinceMs: nowMs - 600_000, untilMs: nowMs, service: null });
      browser = await launch();
    }, PATIENCE_MS);
    afterAll(async () => {
      await browser.close();
      await dashboard.api.close();
    });

    test('each page works behind a prefix, is accessible in both themes, and asks nobody else', async () => {
      const { page, context, complaints } = await visit(browser, dashboard);
      await page.getByText('4 things need attention').waitFor();
      await loadAxe(page);
      for (const [hash, words] of ROUTES) {
        await page.goto(`${dashboard.url}${hash}`);
        await page.getByText(words).first().waitFor();
        expect({ hash, found: await violationsOn(page, {}) }).toEqual({ hash, found: [] });
        await page.emulateMedia({ colorScheme: 'dark' });
        const contrast = { runOnly: ['color-contrast'] };
        expect({ hash, found: await violationsOn(page, contrast) }).toEqual({ hash, found: [] });
        await page.emulateMedia({ colorScheme: 'light' });
      }
      expect(complaints).toEqual([]);
      await context.close();
    });

    test('no page scrolls sideways on a phone', async () => {
      const { page, context } = await visit(browser, dashboard, {
        context: { viewport: { width: 360, height: 760 } },
      });
      for (const [hash, words] of ROUTES) {
        await page.goto(`${dashboard.url}${hash}`);
        await page.getByText(words).first().waitFor();
        const width = await page.evaluate('document.documentElement.scrollWidth');
        expect({ hash, width }).toEqual({ hash, width: 360 });
      }
      await context.close();
    });

    test('speaks Dutch to who reads Dutch, and keeps a chosen language and theme', async () => {
      const { page, context } = await visit(browser, dashboard, { context: { locale: 'nl-NL' } });
      await page.getByRole('heading', { name: '4 punten hebben aandacht nodig' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('nl');
      await page.getByText('ada (beheerder)').click();
      await page.getByLabel('Thema').selectOption('dark');
      await page.getByLabel('Taal').selectOption('en');
      await page.reload();
      await page.getByText('4 things need attention').waitFor();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      await context.close();
    });

    test('can be used by keyboard alone: skip link, menu, dialog with the focus inside', async () => {
      const { page, context } = await visit(browser, dashboard, { hash: '#/timeline' });
      await page.getByText('ballast-1 leads').waitFor();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
      await page.getByRole('button', { name: 'Freeze …' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Freeze all weights' }).waitFor();
      expect(await page.evaluate('document.activeElement.closest("dialog") !== null')).toBe(true);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('dialog').count(), POLL).toBe(0);
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Freeze …');
      await context.close();
    });
  },
);
