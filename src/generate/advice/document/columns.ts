/** One marker in the head instead of the same one in every cell of a column. */

import type { TableBlock } from './blocks.ts';
import { encodeMarker, flatten, parseInline, type Span } from './inline.ts';

export interface TableSpans {
  readonly head: readonly (readonly Span[])[];
  readonly rows: readonly (readonly (readonly Span[])[])[];
}

export function spansOfTable({ head, rows }: TableBlock): TableSpans {
  const cells = rows.map((row) => row.map(parseInline));
  const shared = head.map((_, column) => sharedTrace(cells.map((row) => row[column] ?? [])));
  return {
    head: head.map((text, column) => {
      const trace = shared[column];
      return parseInline(trace === null || trace === undefined ? text : text + encodeMarker(trace));
    }),
    rows: cells.map((row) =>
      row.map((spans, column) => ((shared[column] ?? null) === null ? spans : unmarked(spans))),
    ),
  };
}

/** The trace of every figure of a column, when there are several figures and one trace. */
function sharedTrace(column: readonly (readonly Span[])[]): string | null {
  const traces = column.flatMap((spans) =>
    flatten(spans).flatMap((span) => (span.kind === 'figure' ? [span.trace] : [])),
  );
  const [first] = traces;
  if (first === undefined || traces.length < 2) return null;
  return traces.every((trace) => trace === first) ? first : null;
}

function unmarked(spans: readonly Span[]): readonly Span[] {
  return spans.map((span) => {
    if (span.kind === 'strong') return { ...span, spans: unmarked(span.spans) };
    return span.kind === 'figure' ? { ...span, isMarked: false } : span;
  });
}
