import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Override } from '../../src/model/override.ts';
import { loadAxe, violationsOn } from './dashboard/axe.ts';
import { chromiumPath, launch, PATIENCE_MS, visit } from './dashboard/browser.ts';
import { startDashboard, type Dashboard } from './dashboard/start-dashboard.ts';

const POLL = { timeout: PATIENCE_MS, interval: 100 };

describe.skipIf(chromiumPath === null)('levers on the dashboard', { timeout: PATIENCE_MS }, () => {
  let browser: Browser;
  let dashboard: Dashboard;

  beforeAll(async () => {
    dashboard = await startDashboard({ scene: 'calm' });
    browser = await launch();
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser.close();
    await dashboard.api.close();
  });

  test('an evacuation is previewed, set, seen in force, and ended', async () => {
    const { page, context, complaints } = await visit(browser, dashboard, { as: 'operator' });
    await page.getByRole('button', { name: 'Evacuate … eu-west' }).click();
    const dialog = page.getByRole('dialog', { name: 'Evacuate a region' });
    expect(await dialog.getByRole('button', { name: 'Show what it would do' }).isDisabled()).toBe(
      true,
    );
    await dialog.getByLabel('Reason').fill('switches are replaced');
    await dialog.getByRole('button', { name: 'Show what it would do' }).click();
    await dialog.getByText('a second loss would be shed').waitFor();
    expect(
      await dialog
        .getByRole('row', { name: /eu-west/ })
        .first()
        .textContent(),
    ).toContain('99 % → 0 %');
    expect(dashboard.world.did).toEqual([]);
    await dialog.getByRole('button', { name: 'Set it' }).click();
    await expect.poll(() => page.locator('dialog').count(), POLL).toBe(0);
    const inForce = page.locator('.in-force li', { hasText: 'eu-west gets no traffic' });
    await inForce.waitFor();
    await inForce.getByRole('button', { name: 'End …' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('they are in');
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    await expect.poll(() => inForce.count(), POLL).toBe(0);
    expect(dashboard.world.did).toEqual(['set evacuate', 'end override-1']);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an override that expires goes away by itself', async () => {
    const { page, context } = await visit(browser, dashboard, { hash: '#/overrides' });
    await page.getByText('None: the automation decides everything.').waitFor();
    dashboard.world.put({ lever: { kind: 'freeze' }, untilMs: Date.now() + 6_500 });
    await page.locator('.banner', { hasText: 'Weights are frozen by oscar' }).waitFor();
    await expect.poll(() => page.locator('.banner').count(), POLL).toBe(0);
    await page.getByText('None: the automation decides everything.').waitFor();
    await context.close();
  });

  test('what a guard refuses can be forced by an admin only', async () => {
    dashboard.world.scene = 'trouble';
    for (const [as, mayForce] of [
      ['operator', false],
      ['admin', true],
    ] as const) {
      const { page, context } = await visit(browser, dashboard, { as });
      await page.getByRole('button', { name: 'Evacuate … eu-north' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Reason').fill('it must be');
      await dialog.getByRole('button', { name: 'Show what it would do' }).click();
      await dialog.getByText('eu-north is the last region that can serve').waitFor();
      expect(await dialog.getByRole('button', { name: 'Set it' }).isDisabled()).toBe(true);
      const force = dialog.getByLabel(/^Force it against/);
      expect(await force.count()).toBe(mayForce ? 1 : 0);
      if (mayForce) {
        await force.check();
        await dialog.getByRole('button', { name: 'Force it' }).click();
        await page.getByText('eu-north gets no traffic').first().waitFor();
      }
      await context.close();
    }
    dashboard.world.scene = 'calm';
  });

  test('an undo that would be refused is forced by an admin only, in the words of the reader', async () => {
    dashboard.world.scene = 'trouble';
    for (const [as, mayForce] of [
      ['operator', false],
      ['admin', true],
    ] as const) {
      dashboard.world.again = evacuationOf('eu-north');
      const { page, context, complaints } = await visit(browser, dashboard, {
        as,
        hash: '#/overrides',
        context: { locale: 'nl-NL' },
      });
      await page.getByRole('button', { name: 'Mijn laatste wijziging ongedaan maken …' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Het zou geweigerd worden').waitFor();
      await dialog.getByLabel('Reden').fill('het moet');
      expect(await dialog.getByRole('button', { name: 'Bevestigen' }).isDisabled()).toBe(true);
      const force = dialog.getByLabel(/^Forceer/);
      expect(await force.count()).toBe(mayForce ? 1 : 0);
      if (mayForce) {
        await force.check();
        await dialog.getByRole('button', { name: 'Forceren' }).click();
        await page
          .locator('[data-override=override-of-before]', { hasText: 'geforceerd' })
          .waitFor();
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
    expect(dashboard.world.did.at(-1)).toBe('undo by force');
    dashboard.world.again = null;
    dashboard.world.scene = 'calm';
  });

  test('a viewer sees why not: levers are off, the audit log is denied', async () => {
    const { page, context } = await visit(browser, dashboard, { as: 'viewer' });
    const freeze = page.getByRole('button', { name: 'Freeze all weights …' });
    await freeze.waitFor();
    expect(await freeze.isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('heading', { name: 'Permission denied' }).waitFor();
    await page.getByText('You are vera, with the role viewer.').waitFor();
    await page.getByRole('button', { name: 'Use another token' }).click();
    await page.getByLabel('Token').waitFor();
    await context.close();
  });

  test('a rule is told to observe, and the master switch too', async () => {
    const { page, context } = await visit(browser, dashboard, { hash: '#/overrides' });
    const rule = page.locator('[data-rule=evacuation]');
    await rule.getByRole('button').click();
    await page.getByRole('dialog').getByLabel('Reason').fill('trust grows slowly');
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    await rule.getByText('observes only').waitFor();
    expect(dashboard.world.did.at(-1)).toBe('mode evacuation observe');
    await context.close();
  });

  test('a move that waits is approved, a drill aborted, a scenario run', async () => {
    dashboard.world.scene = 'trouble';
    dashboard.world.drill = {
      drill: { title: 'Loss of eu-west', hypothesis: 'eu-north serves within 5 s' },
      phase: 'fault',
      by: 'ada',
      atMs: Date.now() - 9_000,
      expiresAtMs: Date.now() + 51_000,
      progress: { sentence: '0.4 % of the requests failed.', requests: 200, failed: 1 },
      manual: [],
    };
    const { page, context } = await visit(browser, dashboard, { hash: '#/overrides' });
    await page.getByRole('button', { name: 'Approve …' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('all is quiet');
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    await expect
      .poll(() => dashboard.world.did.at(-1), POLL)
      .toBe('approved productapi-upstream/eu-west/failback');
    await page.getByRole('link', { name: 'Drills' }).click();
    await page.getByRole('button', { name: 'Abort it …' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('enough seen');
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('No drill runs now.').waitFor();
    await page.getByRole('link', { name: 'What if' }).click();
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByRole('cell', { name: '2,391' }).waitFor();
    expect(dashboard.world.did.slice(-2)).toEqual(['abort', 'what-if region-blackhole']);
    await context.close();
  });

  test('a drill is looked at, started, followed, aborted, and its report opened, by keyboard', async () => {
    dashboard.world.scene = 'calm';
    const { page, context, complaints } = await visit(browser, dashboard, {
      as: 'operator',
      hash: '#/drills',
      context: { locale: 'nl-NL', viewport: { width: 360, height: 760 } },
    });
    await page.getByRole('combobox', { name: 'Regio' }).selectOption('eu-north');
    await page.getByRole('combobox', { name: 'Hoe lang' }).selectOption('30000');
    await page.getByRole('button', { name: 'Kijk of ze mag beginnen' }).focus();
    await page.keyboard.press('Enter');
    const plan = page.getByRole('region', { name: 'Wat region-loss zou doen' });
    await plan.getByText('Ruimte (N+1)').waitFor();
    await plan.getByText('30 s').waitFor();
    await loadAxe(page);
    expect(await violationsOn(page)).toEqual([]);
    // Another choice is another plan.
    await page.getByRole('combobox', { name: 'Service' }).fill('busy');
    await page.keyboard.press('Tab');
    await expect.poll(() => plan.count(), POLL).toBe(0);
    await page.getByRole('button', { name: 'Kijk of ze mag beginnen' }).click();
    await plan.getByText('Ze mag nu niet beginnen.').waitFor();
    expect(await plan.getByRole('button', { name: 'Starten …' }).isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Service' }).fill('');
    await page.getByRole('button', { name: 'Kijk of ze mag beginnen' }).click();
    await plan.getByText('Ze mag beginnen.').waitFor();
    await plan.getByRole('button', { name: 'Starten …' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'De oefening region-loss starten' });
    await dialog.waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const before = dashboard.world.did.length;
    await dialog.getByRole('button', { name: 'Nu starten' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('watching the steady state').waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Kijk of ze mag beginnen' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Afbreken …' }).click();
    await page.getByRole('dialog').getByLabel('Reden').fill('genoeg gezien');
    await page.getByRole('dialog').getByRole('button', { name: 'Bevestigen' }).click();
    const report = page.getByRole('link', { name: 'open het verslag' });
    await report.waitFor();
    expect(await report.getAttribute('href')).toBe('#/drills/drill-8');
    expect(dashboard.world.did.slice(before)).toEqual([
      'start region-loss {"region":"eu-north","durationMs":30000}',
      'abort',
    ]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a viewer sees which drills there are, and cannot hold one', async () => {
    const { page, context } = await visit(browser, dashboard, { as: 'viewer', hash: '#/drills' });
    await page.getByRole('combobox', { name: 'Drill' }).selectOption('target-loss');
    const look = page.getByRole('button', { name: 'Look whether it may begin' });
    expect(await look.isDisabled()).toBe(true);
    await context.close();
  });

  test('under the two-person rule one asks and another confirms; both see both', async () => {
    const two = await startDashboard({ scene: 'calm', twoPersons: true });
    const ada = await visit(browser, two, { as: 'admin' });
    const oscar = await visit(browser, two, { as: 'operator' });
    await ada.page.getByRole('button', { name: 'Evacuate … eu-west' }).click();
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('switches are replaced');
    await dialog.getByRole('button', { name: 'Show what it would do' }).click();
    await dialog.getByRole('button', { name: 'Set it' }).click();
    await expect.poll(() => ada.page.locator('dialog').count(), POLL).toBe(0);
    // Whatever page they are on.
    for (const { page } of [ada, oscar]) {
      const banner = page.locator('.banner', { hasText: 'Evacuation of eu-west by ada' });
      await banner.getByRole('link', { name: 'Overrides' }).click();
      await page.locator('[data-confirmation=wish-1]').waitFor();
    }
    expect(two.world.did).toEqual([]);
    const confirm = { name: 'Confirm' };
    await ada.page.locator('[data-confirmation]').getByRole('button', confirm).click();
    await ada.page.getByText('ada asked for it and cannot confirm it too.').waitFor();
    expect(two.world.did).toEqual([]);
    await oscar.page.locator('[data-confirmation]').getByRole('button', confirm).click();
    for (const { page } of [ada, oscar]) {
      await page
        .locator('.override-list li', { hasText: /eu-west gets no traffic.*by ada/ })
        .waitFor();
      await expect.poll(() => page.locator('[data-confirmation]').count(), POLL).toBe(0);
    }
    expect(two.world.did).toEqual(['set evacuate']);
    await Promise.all([ada.context.close(), oscar.context.close()]);
    await two.api.close();
  });
});

function evacuationOf(region: string): Override {
  const atMs = Date.now();
  return {
    id: 'override-of-before',
    lever: { kind: 'evacuate', region, overMs: 0 },
    services: null,
    origin: 'person',
    by: 'ada',
    reason: 'switches are replaced',
    atMs,
    untilMs: atMs + 600_000,
    isForced: false,
  };
}
