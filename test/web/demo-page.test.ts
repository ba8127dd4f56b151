import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { demoState } from './demo-state.ts';

const PAGES = join(import.meta.dirname, '../../dist/web');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('the page of the demo', () => {
  let browser: Browser;
  let page: Page;
  let pressed: string[];
  let streams: ServerResponse[];
  let refuse: boolean;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname.replace(/^\/prefix\//, '/');
    if (request.method === 'POST') {
      pressed.push(path);
      response.writeHead(refuse ? 409 : 204).end(refuse ? 'one fault at a time' : undefined);
    } else if (path === '/api/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      streams.push(response);
      send(demoState(1_800_000_000_000));
    } else {
      const file = path === '/' ? 'index.html' : path.slice(1);
      readFile(join(PAGES, file)).then(
        (body) => response.writeHead(200, { 'content-type': TYPES[extname(file)] }).end(body),
        () => response.writeHead(404).end(),
      );
    }
  });
  const send = (state: unknown) => {
    for (const stream of streams) stream.write(`data: ${JSON.stringify(state)}\n\n`);
  };
  const urlOf = (path: string) => {
    const { port }: AddressInfo = JSON.parse(JSON.stringify(server.address()));
    return `http://127.0.0.1:${port}${path}`;
  };

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    browser = await launchChromium(chromiumPath ?? '');
  });
  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(async () => {
    pressed = [];
    streams = [];
    refuse = false;
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  });
  afterEach(async () => {
    await page.close();
  });

  test('shows what each contestant lost, and where its traffic goes', async () => {
    await page.goto(urlOf('/'));
    const folklore = page.locator('[data-contestant=folklore]');
    await folklore.getByText('2,391').waitFor();
    const ballast = page.locator('[data-contestant=ballast]');
    expect(await ballast.locator('svg.flow').getAttribute('aria-label')).toContain('eu-north 198');
    expect(await ballast.locator('td[data-state=unhealthy]').count()).toBe(9);
    expect(await ballast.locator('.phase').first().textContent()).toBe('evacuated');
  });

  test('follows the stream, second by second', async () => {
    await page.goto(urlOf('/'));
    await page.getByText('for 12 s').waitFor();
    const standing = { level: 'healthy', text: 'Everything is healthy.' };
    send({ ...demoState(1_800_000_001_000), fault: null, standing });
    await page.getByText('Everything is healthy.').waitFor();
    expect(await page.getByRole('button', { name: 'heal' }).isDisabled()).toBe(true);
  });

  test('warns when the machine is too slow, instead of calling it healthy', async () => {
    await page.goto(urlOf('/'));
    await page.getByText('for 12 s').waitFor();
    const standing = { level: 'troubled', text: 'No fault is on, but not all is well: …' };
    const warning = 'This machine is too slow for 200 requests per second to each gateway';
    send({ ...demoState(1_800_000_001_000), fault: null, standing, warning });
    await page.getByRole('alert').getByText(warning).waitFor();
    await page.getByText('not all is well').waitFor();
    expect(await page.getByText('Everything is healthy.').count()).toBe(0);
  });

  test('names those that take part, and only those, as the charts do', async () => {
    await page.goto(urlOf('/'));
    await page.getByText('for 12 s').waitFor();
    const state = demoState(1_800_000_001_000);
    send({ ...state, contestants: state.contestants.slice(1) });
    await page.getByText('for 2 gateways: generated (Generated, Ballast off), ballast').waitFor();
    const headings = await page.locator('article h2').allTextContents();
    expect(headings.map((each) => each.split(' ')[0])).toEqual(['generated', 'ballast']);
  });

  test('lists the decisions with their reasons', async () => {
    await page.goto(urlOf('/'));
    const first = page.locator('.timeline li').first();
    expect(await first.textContent()).toContain('eu-west evacuated: all 3 of its probes fail');
  });

  test('a button breaks, another heals, and a refusal is told', async () => {
    await page.goto(urlOf('/'));
    await page.getByRole('button', { name: 'region-refuse' }).click();
    await expect.poll(() => pressed).toEqual(['/api/faults/region-refuse']);
    refuse = true;
    await page.getByRole('button', { name: 'heal' }).click();
    await page.getByRole('alert').getByText('one fault at a time').waitFor();
  });

  test('works behind a path prefix, and on a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(urlOf('/prefix/'));
    await page.locator('[data-contestant=ballast]').waitFor();
    const widths = await page.evaluate('[document.body.scrollWidth, window.innerWidth]');
    expect(widths).toEqual([390, 390]);
  });

  test('says so when the demo is gone', async () => {
    await page.goto(urlOf('/'));
    await page.getByText('live').waitFor();
    for (const stream of streams) stream.destroy();
    await page.getByText('connecting').waitFor();
    expect(await page.locator('.connection').getAttribute('data-online')).toBe('false');
  });
});
