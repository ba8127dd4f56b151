/** The report without a word about markup, for a page that draws it itself. */

import type { Block, Document, TableBlock } from '../../generate/advice/document/blocks.ts';
import { spansOfTable } from '../../generate/advice/document/columns.ts';
import { parseInline, type Span } from '../../generate/advice/document/inline.ts';
import type { ReportBlock, ReportDocument, ReportText } from '../../model/post-mortem.ts';

type NumberOf = (trace: string) => number;

export function plainDocument(document: Document, numberOf: NumberOf): ReportDocument {
  const textOf = (text: string) =>
    partsOf(parseInline(text), numberOf)
      .map((part) => part.text)
      .join('');
  return {
    title: textOf(document.title),
    subtitle: textOf(document.subtitle),
    sections: document.sections.map(({ id, title, blocks }) => ({
      id,
      title: textOf(title),
      blocks: blocks.flatMap((block) => blockOf(block, numberOf)),
    })),
  };
}

function blockOf(block: Block, numberOf: NumberOf): readonly ReportBlock[] {
  const text = (value: string) => partsOf(parseInline(value), numberOf);
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', text: text(block.text) }];
    case 'paragraph':
      return [{ kind: block.tone ?? 'paragraph', text: text(block.text) }];
    case 'list':
      return [{ kind: 'list', items: block.items.map(text) }];
    case 'table':
      return [tableOf(block, numberOf)];
    case 'chart':
      return [];
    default:
      return block satisfies never;
  }
}

function tableOf(block: TableBlock, numberOf: NumberOf): ReportBlock {
  const { head, rows } = spansOfTable(block);
  return {
    kind: 'table',
    head: head.map((spans) => partsOf(spans, numberOf)),
    rows: rows.map((row) => row.map((spans) => partsOf(spans, numberOf))),
    numeric: block.numeric,
  };
}

function partsOf(spans: readonly Span[], numberOf: NumberOf): ReportText {
  return spans.flatMap((span): ReportText => {
    switch (span.kind) {
      case 'text':
      case 'name':
        return [{ text: span.text, look: 'plain' }];
      case 'code':
        return [{ text: span.text, look: 'code' }];
      case 'strong':
        return partsOf(span.spans, numberOf).map((part) => ({ ...part, look: 'strong' }));
      case 'figure': {
        const trace = { text: String(numberOf(span.trace)), look: 'trace' } as const;
        return [{ text: span.text, look: 'plain' }, ...(span.isMarked ? [trace] : [])];
      }
      default:
        return span satisfies never;
    }
  });
}
