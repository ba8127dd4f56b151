/**
 * Running text of the report: words with `**strong**`, `` `code` `` and figures in them.
 *
 * A figure is written into a text between private-use characters, so that it goes through message
 * catalogues like any other word and comes out again as a span that knows its trace. No text can
 * hold a computed number that is not such a span unless somebody formats it by hand, which a test
 * forbids.
 */

export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'strong'; readonly spans: readonly Span[] }
  | {
      readonly kind: 'figure';
      readonly text: string;
      readonly trace: string;
      /** Whether its marker is written here; in tables the head may carry it for a column. */
      readonly isMarked: boolean;
    };

const OPEN = '\u{E000}';
const MIDDLE = '\u{E001}';
const CLOSE = '\u{E002}';
const NAME = '\u{E003}';

export function encodeFigure(trace: string, text: string): string {
  return `${OPEN}${trace}${MIDDLE}${text}${CLOSE}`;
}

/** What the strategy calls something: never read as markup. */
export function encodeName(text: string): string {
  return `${NAME}${text.replaceAll(/[\u{E000}-\u{E003}]/gu, '')}${CLOSE}`;
}

/** A marker alone, for the head of a column. */
export function encodeMarker(trace: string): string {
  return encodeFigure(trace, '');
}

const INLINE = new RegExp(
  [
    String.raw`\*\*(?<strong>.+?)\*\*`,
    '`(?<code>[^`]+)`',
    `${OPEN}(?<trace>[^${MIDDLE}]*)${MIDDLE}(?<figure>[^${CLOSE}]*)${CLOSE}`,
    `${NAME}(?<name>[^${CLOSE}]*)${CLOSE}`,
  ].join('|'),
  'gsu',
);

export function parseInline(text: string): readonly Span[] {
  return markedOnce(spansOf(text));
}

function spansOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) spans.push({ kind: 'text', text: text.slice(at, match.index) });
    spans.push(spanOf(match.groups ?? {}));
    at = match.index + match[0].length;
  }
  if (at < text.length) spans.push({ kind: 'text', text: text.slice(at) });
  return spans;
}

function spanOf(groups: Readonly<Record<string, string | undefined>>): Span {
  const { strong, code, trace, figure, name } = groups;
  if (strong !== undefined) return { kind: 'strong', spans: spansOf(strong) };
  if (code !== undefined) return { kind: 'code', text: withoutNames(code) };
  if (name !== undefined) return { kind: 'name', text: name };
  return { kind: 'figure', text: figure ?? '', trace: trace ?? '', isMarked: true };
}

function withoutNames(text: string): string {
  return text.replaceAll(/[\u{E002}\u{E003}]/gu, '');
}

/** Each trace is marked once in a text, at its last figure. */
function markedOnce(spans: readonly Span[]): readonly Span[] {
  const seen = new Set<string>();
  const mark = (list: readonly Span[]): readonly Span[] =>
    list
      .toReversed()
      .map((span): Span => {
        if (span.kind === 'strong') return { ...span, spans: mark(span.spans) };
        if (span.kind !== 'figure' || !span.isMarked) return span;
        const isMarked = !seen.has(span.trace);
        seen.add(span.trace);
        return { ...span, isMarked };
      })
      .toReversed();
  return mark(spans);
}

/** All spans, those within strong ones too. */
export function flatten(spans: readonly Span[]): readonly Span[] {
  return spans.flatMap((span) => (span.kind === 'strong' ? flatten(span.spans) : [span]));
}
