/**
 * How soon a page shows what happened: `node bench/dashboard-live.ts [times]`, after `npm run build`.
 * A lever is set over the API of a running controller; measured is from the answer, and from the
 * controller's tick that took it up, to the words on the page in Chromium.
 */

import process from 'node:process';

import { launch } from '../test/web/dashboard/browser.ts';
import { freeze, startRunning } from '../test/web/dashboard/running.ts';

const TIMES = Number(process.argv[2] ?? 20);

const running = await startRunning();
const browser = await launch();
const page = await browser.newPage();
await page.goto(running.url);
await page.locator('[data-connection=live]').waitFor();
const banner = page.locator('.banner', { hasText: 'Weights are frozen' });
const sinceSet: number[] = [];
const sinceTick: number[] = [];
for (let round = 0; round < TIMES; round += 1) {
  const reason = `seen as number ${round}`;
  const end = await freeze(running, reason);
  const setMs = Date.now();
  await banner.waitFor();
  sinceSet.push(Date.now() - setMs);
  await page.getByText(`has frozen all weights (${reason})`).first().waitFor();
  const shownMs = Date.now();
  const events = await running.remote.journal.events({ limit: 20 });
  const tickMs = events.findLast(({ entry }) => entry.kind === 'override-set')?.entry.atMs ?? 0;
  sinceTick.push(shownMs - tickMs);
  await end();
  await banner.waitFor({ state: 'detached' });
}
await browser.close();
await running.close();
process.stdout.write(`a lever, from the API's answer to the page: ${figures(sinceSet)}\n`);
process.stdout.write(`a decision, from the controller's tick to the page: ${figures(sinceTick)}\n`);
process.exitCode = Math.max(...sinceTick) <= 2_000 ? 0 : 1;

function figures(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  return `median ${at(0.5)} ms, longest ${at(1)} ms of ${values.length}`;
}
