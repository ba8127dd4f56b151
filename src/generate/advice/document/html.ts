/**
 * The report as one HTML file without scripts and without any reference outwards: it can be mailed,
 * read without network, and printed on A4.
 */

import { renderHtmlPage } from '../../../lib/html-page.ts';
import { element, type Child, type Markup } from '../../../lib/markup.ts';
import type { Block, Document, Section, TableBlock } from './blocks.ts';
import { spansOfTable } from './columns.ts';
import { flatten, parseInline, type Span } from './inline.ts';
import type { NumberOf } from './markdown.ts';
import { STYLE } from './style.ts';

export function renderHtml(document: Document, numberOf: NumberOf): string {
  const { title, subtitle, language, sections, contentsTitle } = document;
  const inline = (text: string) => renderSpans(parseInline(text), numberOf);
  const contents = element(
    'nav',
    { 'aria-label': contentsTitle },
    element('h2', {}, contentsTitle),
    element(
      'ol',
      {},
      sections.map((section) =>
        element('li', {}, element('a', { href: `#${section.id}` }, plainText(section.title))),
      ),
    ),
  );
  const body = element(
    'body',
    {},
    element('header', {}, element('h1', {}, inline(title)), element('p', {}, inline(subtitle))),
    contents,
    element(
      'main',
      {},
      sections.map((section) => renderSection(section, numberOf)),
    ),
  );
  return renderHtmlPage({ language, title: plainText(title), style: STYLE, body });
}

function renderSection(section: Section, numberOf: NumberOf): Markup {
  const { id, title, blocks, startsPage } = section;
  return element(
    'section',
    { id, class: startsPage ? 'page' : null },
    element('h2', {}, renderSpans(parseInline(title), numberOf)),
    blocks.map((block) => renderBlock(block, { numberOf, isAppendix: id === APPENDIX })),
  );
}

/** The rows of the table in this section are what markers point to. */
export const APPENDIX = 'traces';

interface Place {
  readonly numberOf: NumberOf;
  readonly isAppendix: boolean;
}

function renderBlock(block: Block, place: Place): Markup {
  const { numberOf } = place;
  const inline = (text: string) => renderSpans(parseInline(text), numberOf);
  switch (block.kind) {
    case 'heading':
      return element('h3', {}, inline(block.text));
    case 'paragraph':
      return element('p', { class: block.tone ?? null }, inline(block.text));
    case 'list': {
      const items = block.items.map((item) => element('li', {}, inline(item)));
      return element(block.isOrdered ? 'ol' : 'ul', {}, items);
    }
    case 'table':
      return renderTable(block, place);
    case 'chart':
      return element(
        'figure',
        {},
        block.svg,
        element('figcaption', {}, renderSpans(parseInline(block.caption), numberOf)),
      );
  }
}

function renderTable(block: TableBlock, { numberOf, isAppendix }: Place): Markup {
  const { head, rows } = spansOfTable(block);
  const classOf = (column: number) => (block.numeric.includes(column) ? 'number' : null);
  const cells = (name: 'th' | 'td', row: readonly (readonly Span[])[]) =>
    row.map((spans, column) =>
      element(name, { class: classOf(column) }, renderSpans(spans, numberOf)),
    );
  const anchor = (row: readonly (readonly Span[])[]) =>
    isAppendix ? `t${plainSpans(row[0] ?? [])}` : null;
  return element(
    'div',
    { class: isAppendix ? 'table traces' : 'table' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, cells('th', head))),
      element(
        'tbody',
        {},
        rows.map((row) => element('tr', { id: anchor(row) }, cells('td', row))),
      ),
    ),
  );
}

function renderSpans(spans: readonly Span[], numberOf: NumberOf): Child {
  return spans.map((span) => renderSpan(span, numberOf));
}

function renderSpan(span: Span, numberOf: NumberOf): Child {
  switch (span.kind) {
    case 'text':
    case 'name':
      return span.text;
    case 'code':
      return element('code', {}, span.text);
    case 'strong':
      return element('strong', {}, renderSpans(span.spans, numberOf));
    case 'figure': {
      const value = span.text === '' ? [] : [element('span', { class: 'figure' }, span.text)];
      if (!span.isMarked) return value;
      const number = numberOf(span.trace);
      return [...value, element('a', { class: 'trace', href: `#t${number}` }, String(number))];
    }
  }
}

function plainText(text: string): string {
  return plainSpans(parseInline(text));
}

function plainSpans(spans: readonly Span[]): string {
  return flatten(spans)
    .map((span) => (span.kind === 'strong' ? '' : span.text))
    .join('');
}
