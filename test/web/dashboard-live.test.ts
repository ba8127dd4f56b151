import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventOf } from './dashboard/world-events.ts';
import { cuttableLine } from './dashboard/line.ts';
import { chromiumPath, launch, PATIENCE_MS, visit } from './dashboard/browser.ts';
import { startDashboard, type Dashboard } from './dashboard/start-dashboard.ts';

/** Rows in the document while a thousand are in the table. */
const MAX_ROWS = 40;

describe.skipIf(chromiumPath === null)('the dashboard, live', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;
  let dashboard: Dashboard;

  beforeAll(async () => {
    dashboard = await startDashboard();
    browser = await launch();
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser.close();
    await dashboard.api.close();
  });

  test('asks for a token, refuses a wrong one, and lets a good one in', async () => {
    const { page, context } = await visit(browser, dashboard, { as: null });
    await page.getByLabel('Token').fill('bal_nonsense');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Token').fill(dashboard.api.tokens.viewer);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('vera (viewer)').waitFor();
    await page.getByText('vera (viewer)').click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate('sessionStorage.getItem("ballast.token")')).toBeNull();
    await context.close();
  });

  test('an expired token leads to the login, with the reason', async () => {
    const { page, context } = await visit(browser, dashboard, { as: 'expired' });
    await page.getByLabel('Token').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/expired/i);
    await context.close();
  });

  test('what is wrong, what Ballast did and the way out follow within two seconds', async () => {
    const { page, context, complaints } = await visit(browser, dashboard);
    await page.getByText('4 things need attention').waitFor();
    dashboard.world.scene = 'calm';
    dashboard.world.tell(
      eventOf(Date.now(), 'failback-done', { message: 'eu-west serves its share again.' }),
    );
    await page.getByText('All is well').waitFor();
    await page.getByText('eu-west serves its share again.').waitFor();
    dashboard.world.scene = 'trouble';
    await page.getByText('4 things need attention').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a service shows its targets, three kinds of weight, and its history', async () => {
    const { page, context } = await visit(browser, dashboard, { hash: '#/service/productAPI' });
    const target = page.locator('[data-target="eu-north-0-1.shop.internal:8080"]');
    await target.getByText('3,332 · 3,332 · 3,332').first().waitFor();
    await page.locator('.chart[data-ready] canvas').first().waitFor();
    expect(await page.locator('.chart canvas').count()).toBe(5);
    expect(await page.locator('.figure', { hasText: 'p99' }).textContent()).toContain('310 ms');
    await context.close();
  });

  test('the timeline is filtered and searched, and shows before and after', async () => {
    const { page, context } = await visit(browser, dashboard, { hash: '#/timeline' });
    await page.getByRole('combobox', { name: 'Service' }).selectOption('productAPI');
    await page.getByRole('searchbox').fill('written');
    const written = page.locator('[data-kind="weights-written"]');
    await written.waitFor();
    expect(await page.locator('.events li').count()).toBe(1);
    await written.getByText('Evidence').click();
    await written.getByRole('cell', { name: '3,332' }).waitFor();
    await written.getByRole('link', { name: 'Explain' }).click();
    await page.getByText('What would change it').first().waitFor();
    await context.close();
  });

  test('a thousand services: few rows in the document, found by a search', async () => {
    const { services } = dashboard.world;
    dashboard.world.services = Array.from({ length: 1_000 }, (_, n) => `service-${n}`);
    const { page, context } = await visit(browser, dashboard);
    await page.getByText('1,000 of 1,000').waitFor();
    const rows = page.locator('.grid-table.services .scroller .row');
    expect(await rows.count()).toBeLessThan(MAX_ROWS);
    await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 30_000));
    await page.getByRole('link', { name: 'service-660', exact: true }).waitFor();
    expect(await rows.count()).toBeLessThan(MAX_ROWS);
    await page.getByRole('searchbox').fill('service-777');
    await page.getByText('1 of 1,000', { exact: true }).waitFor();
    dashboard.world.services = services;
    await context.close();
  });

  test('when the server is gone the last state stays with its age, and comes back with it', async () => {
    const line = await cuttableLine(dashboard.url);
    const { page, context } = await visit(browser, { ...dashboard, url: line.url });
    await page.getByText('4 things need attention').waitFor();
    line.cut();
    await page.getByText(/No connection to Ballast for/).waitFor();
    await page.getByText('4 things need attention').waitFor();
    dashboard.world.scene = 'calm';
    await line.mend();
    await page.getByText('All is well').waitFor();
    expect(await page.locator('[data-connection=live]').count()).toBe(1);
    dashboard.world.scene = 'trouble';
    await context.close();
    line.cut();
  });
});
