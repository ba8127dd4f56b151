/** Post-mortems on the dashboard: made of what the timeline shows, kept, read, taken along. */

import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, PATIENCE_MS, visit } from './dashboard/browser.ts';
import { startDashboard, type Dashboard } from './dashboard/start-dashboard.ts';

describe.skipIf(chromiumPath === null)('post-mortems', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await startDashboard({ pathPrefix: '/ops' });
    browser = await launch();
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser.close();
    await dashboard.api.close();
  });

  test('an operator makes one in Dutch, reads it on a phone, and takes it along', async () => {
    const { page, context, complaints } = await visit(browser, dashboard, {
      as: 'operator',
      hash: '#/timeline',
      context: { locale: 'nl-NL', viewport: { width: 360, height: 760 } },
    });
    await page.getByText('Verslagen achteraf').click();
    expect(await page.getByLabel('Van', { exact: true }).inputValue()).toMatch(/^20\d\d-/);
    await page.getByLabel('Service').first().selectOption('productAPI');
    await page.getByRole('button', { name: 'Verslag maken' }).click();
    await page.getByRole('heading', { name: /^Post-mortem van/ }).waitFor();
    await page.getByRole('region', { name: 'Gevolgen' }).waitFor();
    await page.getByRole('columnheader', { name: 'Slechte seconden' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Downloaden als Markdown' }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toBe('post-mortem-made-1.md');
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^# Post-mortem van/);
    await page.getByRole('link', { name: 'Terug naar de tijdlijn' }).click();
    await page.getByText('Verslagen achteraf').click();
    await page.getByRole('link', { name: /productAPI: 20/ }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a viewer reads them, without what people did, and makes none', async () => {
    const { page, context } = await visit(browser, dashboard, {
      as: 'viewer',
      hash: '#/post-mortems/made-1',
    });
    await page.getByText('ask an operator').waitFor();
    await page.goto(`${dashboard.url}#/timeline`);
    await page.getByText('Post-mortems', { exact: true }).click();
    const make = page.getByRole('button', { name: 'Make a post-mortem' });
    expect(await make.isDisabled()).toBe(true);
    await context.close();
  });
});
