/**
 * Pictures of every page of the dashboard, for people to look at: `node scripts/dashboard-shots.ts
 * FOLDER [NAME…]`. The data is the tests' world; themes, a phone and Dutch are variants.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startDashboard } from '../test/web/dashboard/start-dashboard.ts';

const PAGES: Readonly<Record<string, string>> = {
  overview: '#/overview',
  service: '#/service/productAPI',
  timeline: '#/timeline',
  explain: '#/explain/productAPI',
  overrides: '#/overrides',
  'what-if': '#/what-if',
  drills: '#/drills',
  drill: '#/drills/drill-7',
  settings: '#/settings',
  audit: '#/audit',
};
const VARIANTS = {
  light: { colorScheme: 'light', locale: 'en-GB', viewport: { width: 1400, height: 1000 } },
  dark: { colorScheme: 'dark', locale: 'en-GB', viewport: { width: 1400, height: 1000 } },
  phone: { colorScheme: 'light', locale: 'en-GB', viewport: { width: 360, height: 760 } },
  dutch: { colorScheme: 'dark', locale: 'nl-NL', viewport: { width: 1400, height: 1000 } },
} as const;

const [folder = 'shots', ...wanted] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const { api, world, url } = await startDashboard();
world.put({ lever: { kind: 'evacuate', region: 'eu-west', overMs: 600_000 } });
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const [variant, options] of Object.entries(VARIANTS)) {
    const context = await browser.newContext(options);
    await context.addInitScript(`sessionStorage.setItem('ballast.token', '${api.tokens.admin}')`);
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    page.on('console', (message) => console.log(variant, message.type(), message.text()));
    page.on('pageerror', (error) => console.log(variant, error.message));
    for (const [name, hash] of Object.entries(PAGES)) {
      if (wanted.length > 0 && !wanted.includes(`${name}-${variant}`)) continue;
      await page.goto(`${url}${hash}`);
      await page.locator('main section').first().waitFor();
      await page.waitForTimeout(name === 'service' ? 1_500 : 500);
      await page.screenshot({ path: join(folder, `${name}-${variant}.png`), fullPage: true });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await api.close();
}
