/** Chromium with a person logged in, and a list of what must not happen in it. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../chromium.ts';
import type { Dashboard } from './start-dashboard.ts';

export const chromiumPath = findChromium();

export async function launch(): Promise<Browser> {
  return await launchChromium(chromiumPath ?? '');
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors on the console, broken policies, requests to anybody else. */
  readonly complaints: readonly string[];
}

type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

/** A test fails by what it sees; a busy machine only makes it slow. */
export const PATIENCE_MS = 120_000;

const WIDE = { width: 1400, height: 1000 };

export async function visit(
  browser: Browser,
  dashboard: Dashboard,
  options: {
    readonly as?: keyof Dashboard['api']['tokens'] | null;
    readonly hash?: string;
    readonly context?: ContextOptions;
  } = {},
): Promise<Visit> {
  const { as = 'admin', hash = '', context: changes = {} } = options;
  const context = await browser.newContext({ viewport: WIDE, locale: 'en-GB', ...changes });
  if (as !== null) {
    const secret = dashboard.api.tokens[as];
    await context.addInitScript(
      `if (sessionStorage.getItem('ballast.left') === null) {
        sessionStorage.setItem('ballast.token', '${secret}');
        sessionStorage.setItem('ballast.left', '');
      }`,
    );
  }
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refusal is an answer: the browser calls every 4xx an error of loading.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(dashboard.url)) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`${dashboard.url}${hash}`);
  return { page, context, complaints };
}
