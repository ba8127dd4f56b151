/**
 * Makes docs/demo.png: `npm run screenshot`. Starts the demo, lets it run warm, black-holes the
 * primary region with the page's own button, and takes the picture a quarter of a minute later.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const PORT = 18_080;
const URL = `http://127.0.0.1:${PORT}/`;
// Half the usual rate: the browser that takes the picture shares the machine with the demo.
const RATE = '100';
const WARM_UP_MS = 12_000;
const BROKEN_MS = 15_000;
const root = join(import.meta.dirname, '..');

const demo = spawn(
  process.execPath,
  [join(root, 'bin/ballast.js'), 'demo', '--port', String(PORT), '--rate', RATE],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1240 } });
  await untilServed();
  await page.goto(URL);
  await page.locator('[data-contestant=ballast]').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(WARM_UP_MS);
  await page.getByRole('button', { name: 'region-blackhole' }).click();
  await page.waitForTimeout(BROKEN_MS);
  await page.screenshot({ path: join(root, 'docs/demo.png') });
} finally {
  await browser.close();
  demo.kill('SIGINT');
  await once(demo, 'exit');
}

async function untilServed(): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const served = await fetch(URL).then(
      (response) => response.ok,
      () => false,
    );
    if (served) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`the demo did not come up at ${URL}`);
}
