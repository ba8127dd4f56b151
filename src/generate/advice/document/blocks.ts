/**
 * The report as data: what it says in which order, without a word about Markdown or HTML. Sections
 * make blocks of encoded texts (inline.ts); renderers turn them into bytes.
 */

import type { Markup } from '../../../lib/markup.ts';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: 'note' | 'warning' }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly isOrdered: boolean }
  | TableBlock
  /** HTML only: a table beside it says the same in Markdown. */
  | { readonly kind: 'chart'; readonly svg: Markup; readonly caption: string };

export interface TableBlock {
  readonly kind: 'table';
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers, by index: aligned to the right. */
  readonly numeric: readonly number[];
}

export interface Section {
  /** Anchor; also what `--json` calls it. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Begins a page when printed. */
  readonly startsPage: boolean;
}

export interface Document {
  readonly title: string;
  readonly subtitle: string;
  readonly contentsTitle: string;
  readonly language: string;
  readonly sections: readonly Section[];
}

export function paragraph(text: string, tone?: 'note' | 'warning'): Block {
  return tone === undefined ? { kind: 'paragraph', text } : { kind: 'paragraph', text, tone };
}

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function list(items: readonly string[]): Block {
  return { kind: 'list', items, isOrdered: false };
}

export function steps(items: readonly string[]): Block {
  return { kind: 'list', items, isOrdered: true };
}

export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): TableBlock {
  return { kind: 'table', head, rows, numeric };
}
