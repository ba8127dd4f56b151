import { describe, expect, test } from 'vitest';

import { exampleStrategy } from '../../../test/support/example-strategy.ts';
import { LANGUAGES } from '../../lib/locale.ts';
import { ALERTS } from '../monitoring/alerts.ts';
import { commandOf } from './commands.ts';
import { renderRunbooks } from './render-runbooks.ts';
import { RUNBOOK_WORDS } from './words/catalogues.ts';

const strategy = exampleStrategy();
const wanted = [...new Set(Object.values(ALERTS).map(({ runbook }) => runbook))].toSorted();

describe.each(LANGUAGES)('runbooks in %s', (language) => {
  const files = renderRunbooks(strategy, language);
  const pages = files.filter(({ path }) => path !== 'README.md');

  test('each alert has a page, and no page is without an alert', () => {
    expect(pages.map(({ path }) => path)).toEqual(wanted.map((name) => `${name}.md`));
  });

  test('each alert is named on its page and in the index', () => {
    const index = files.find(({ path }) => path === 'README.md')?.text;
    for (const [alert, { runbook }] of Object.entries(ALERTS)) {
      expect(pages.find(({ path }) => path === `${runbook}.md`)?.text).toContain(`\`${alert}\``);
      expect(index).toContain(`\`${alert}\``);
    }
  });

  test('no placeholder is left, and commands name what the strategy has', () => {
    for (const { text } of pages) expect(text).not.toMatch(/(?<!%)\{\w+\}/);
    const region = pages.find(({ path }) => path === 'region-down.md')?.text;
    expect(region).toContain('curl -s http://127.0.0.1:8001/upstreams/productapi-upstream/health');
    expect(region).toContain('curl -sS -m 2 http://product-1.eu-west:8080/health');
  });

  test('pages that are referred to exist', () => {
    for (const { text } of pages) {
      for (const [, name] of text.matchAll(/\(([a-z-]+)\.md\)/g)) expect(wanted).toContain(name);
    }
  });

  test('every placeholder means something', () => {
    const text = JSON.stringify(RUNBOOK_WORDS[language].pages);
    for (const [, name = ''] of text.matchAll(/\{(\w+)\}/g)) {
      expect({ name, command: commandOf(strategy, name) }).not.toEqual({ name, command: null });
    }
  });
});
