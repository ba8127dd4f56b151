/** The HTML report is one file that stands by itself. */

import { describe, expect, test } from 'vitest';

import { renderAdvice } from '../../src/generate/advice/render-advice.ts';
import { LANGUAGES } from '../../src/lib/locale.ts';
import { exampleService, exampleStrategy } from '../support/example-strategy.ts';
import { exampleEvidence } from './evidence.ts';

const strategy = exampleStrategy([exampleService({ name: 'a<b>&"c' })]);
const evidence = exampleEvidence(['a<b>&"c']);

describe.each(LANGUAGES)('the page in %s', (language) => {
  const page = renderAdvice(strategy, { language, evidence, format: 'html' });

  test('refers to nothing outside, and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(/i);
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(links.every((href) => href?.startsWith('#'))).toBe(true);
    expect(page).not.toMatch(/https?:\/\/(?!127)/);
  });

  test('has a place for each link within it', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids.has(target)).toBe(true);
  });

  test('closes every element, and escapes what the strategy calls things', () => {
    const open = page.match(/<(section|table|tr|td|th|ul|ol|li|p|svg|figure|div|a|span)[\s>]/g);
    const close = page.match(/<\/(section|table|tr|td|th|ul|ol|li|p|svg|figure|div|a|span)>/g);
    expect(open?.length).toBe(close?.length);
    expect(page).not.toContain('a<b>');
    expect(page).toContain('a&lt;b&gt;&amp;&quot;c');
  });

  test('knows its language, paper and dark screens', () => {
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain('@page { size: A4');
    expect(page).toContain('prefers-color-scheme: dark');
  });
});

test('the same strategy and evidence give the same bytes', () => {
  const render = () => renderAdvice(strategy, { language: 'nl', evidence, format: 'html' });
  expect(render()).toBe(render());
});
