/** Every number that the report works out leads to its formula and source. */

import { describe, expect, test } from 'vitest';

import type { Block, Section } from '../../src/generate/advice/document/blocks.ts';
import { APPENDIX } from '../../src/generate/advice/document/html.ts';
import { flatten, parseInline, type Span } from '../../src/generate/advice/document/inline.ts';
import { adviceData, composeAdvice } from '../../src/generate/advice/render-advice.ts';
import { TRACES } from '../../src/generate/advice/figures/traces.ts';
import { LANGUAGES } from '../../src/lib/locale.ts';
import { exampleService, exampleStrategy } from '../support/example-strategy.ts';
import { exampleEvidence } from './evidence.ts';

const strategy = exampleStrategy([
  exampleService(),
  exampleService({
    name: 'orderAPI',
    upstream: 'orderapi-upstream',
    algorithm: { kind: 'least-connections' },
  }),
  exampleService({
    name: 'klantAPI',
    upstream: 'klantapi-upstream',
    algorithm: { kind: 'consistent-hashing', hashOn: { kind: 'ip' } },
    failover: { ...exampleService().failover, mode: 'isolate' },
  }),
]);
const evidence = exampleEvidence(strategy.services.map(({ name }) => name));

/** Numbers that are names: statuses, versions, addresses, quantiles, guarantees, Kong’s words. */
const TERMS =
  /\b[245]xx\b|\b(?:200|429|500|503)\b|127\.0\.0\.0\/8|\bKong \d[\d.]*(?:\D{1,12}\d\.\d)?|\bp99\b|\bG\d+\b|ten times|weight 1\b|gewicht 1\b|1 %/g;

describe.each(LANGUAGES)('the report in %s', (language) => {
  const { document, page } = composeAdvice(strategy, { language, evidence });
  const sections = document.sections.filter(({ id }) => id !== APPENDIX);

  test('has no number outside of figures, names and terms', () => {
    for (const section of sections) {
      for (const text of textsOf(section)) {
        const prose = flatten(parseInline(text))
          .flatMap((span) => (span.kind === 'text' ? [span.text] : []))
          .join('_');
        expect({ section: section.id, text: prose.replaceAll(TERMS, '').match(/\d+/) }).toEqual({
          section: section.id,
          text: null,
        });
      }
    }
  });

  test('has a row in the appendix for each trace, numbered as it is marked', () => {
    const appendix = document.sections.find(({ id }) => id === APPENDIX);
    const rows = appendix?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
    const used = new Set(sections.flatMap(textsOf).flatMap(tracesOf));
    expect(rows).toHaveLength(used.size);
    for (const trace of used) {
      const row = rows?.[page.book.numberOf(trace) - 1] ?? [];
      expect(row[0]).toBe(String(page.book.numberOf(trace)));
      expect(row.slice(1, 4).every((cell) => cell !== '')).toBe(true);
    }
  });

  test('gives the same figures as data, each with formula and source', () => {
    const { figures } = adviceData(strategy, { language, evidence });
    expect(figures.length).toBeGreaterThan(200);
    for (const { formula, source, trace } of figures) {
      expect({ trace, formula: formula !== '', source: source !== '' }).toEqual({
        trace,
        formula: true,
        source: true,
      });
    }
  });
});

test('a figure in a text comes out as a figure, also within bold words', () => {
  const { page } = composeAdvice(strategy, { language: 'en' });
  const text = `**${page.book.figure({ trace: 'budget', value: 259.2, unit: 'seconds' })}** left`;
  expect(tracesOf(text)).toEqual(['budget']);
});

test('names of the strategy are never read as markup', () => {
  const odd = exampleStrategy([exampleService({ name: 'a*b*_c`d`' })]);
  const { document } = composeAdvice(odd, { language: 'en' });
  const spans = document.sections.flatMap(textsOf).flatMap((text) => flatten(parseInline(text)));
  expect(spans.some((span) => span.kind === 'name' && span.text === 'a*b*_c`d`')).toBe(true);
});

test('every kind of trace is used', () => {
  const gateways = strategy.gateways.map((gateway) => ({
    ...gateway,
    loopbackUrl: 'http://127.0.0.1:8000',
  }));
  const request = { language: 'en', evidence, rps: { orderAPI: 90 } } as const;
  const pages = [strategy, { ...strategy, gateways }].map(
    (one) => composeAdvice(one, request).page,
  );
  const used = new Set(pages.flatMap(({ book }) => book.traces()));
  expect([...used].toSorted()).toEqual(Object.keys(TRACES).toSorted());
});

function textsOf({ blocks }: Section): readonly string[] {
  return blocks.flatMap(textsOfBlock);
}

function textsOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [block.text];
    case 'list':
      return block.items;
    case 'table':
      return [...block.head, ...block.rows.flat()];
    case 'chart':
      return [block.caption];
  }
}

function tracesOf(text: string): readonly string[] {
  return flatten(parseInline(text)).flatMap((span: Span) =>
    span.kind === 'figure' ? [span.trace] : [],
  );
}
