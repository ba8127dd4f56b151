/** The report as Markdown that also reads well as plain text. */

import { renderTable } from '../table.ts';
import type { Block, Document, TableBlock } from './blocks.ts';
import { spansOfTable } from './columns.ts';
import { parseInline, type Span } from './inline.ts';

/** Number of a trace in the appendix. */
export type NumberOf = (trace: string) => number;

export function renderMarkdown(document: Document, numberOf: NumberOf): string {
  const { title, subtitle, sections } = document;
  const inline = (text: string) => renderSpans(parseInline(text), numberOf);
  const blocks = [
    `# ${inline(title)}`,
    inline(subtitle),
    ...sections.flatMap((section) => [
      `## ${inline(section.title)}`,
      ...section.blocks.flatMap((block) => renderBlock(block, numberOf)),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function renderBlock(block: Block, numberOf: NumberOf): readonly string[] {
  const inline = (text: string) => renderSpans(parseInline(text), numberOf);
  switch (block.kind) {
    case 'heading':
      return [`### ${inline(block.text)}`];
    case 'paragraph':
      return [block.tone === undefined ? inline(block.text) : `> ${inline(block.text)}`];
    case 'list':
      return [
        block.items
          .map((item, index) => `${block.isOrdered ? `${index + 1}.` : '-'} ${inline(item)}`)
          .join('\n'),
      ];
    case 'table':
      return [renderCells(block, numberOf)];
    case 'chart':
      return [];
  }
}

function renderCells(block: TableBlock, numberOf: NumberOf): string {
  const { head, rows } = spansOfTable(block);
  const cell = (spans: readonly Span[]) => renderSpans(spans, numberOf);
  return renderTable(
    head.map(cell),
    rows.map((row) => row.map(cell)),
    block.numeric,
  );
}

function renderSpans(spans: readonly Span[], numberOf: NumberOf): string {
  return spans.map((span) => renderSpan(span, numberOf)).join('');
}

function renderSpan(span: Span, numberOf: NumberOf): string {
  switch (span.kind) {
    case 'text':
      return span.text;
    case 'name':
      return span.text.replaceAll(/[\\*_`<[\]]/g, String.raw`\$&`);
    case 'code':
      return `\`${span.text}\``;
    case 'strong':
      return `**${renderSpans(span.spans, numberOf)}**`;
    case 'figure':
      return span.isMarked ? `${span.text}${markerOf(span, numberOf)}` : span.text;
  }
}

function markerOf({ text, trace }: { text: string; trace: string }, numberOf: NumberOf): string {
  const number = superscript(numberOf(trace));
  // A digit or a sign right before it would read as a power.
  return text === '' ? ` ${number}` : `\u{2009}${number}`;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript(value: number): string {
  return String(value).replaceAll(/\d/g, (digit) => RAISED[Number(digit)] ?? digit);
}
