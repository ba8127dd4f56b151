/** A PromQL expression as a tree: as much of it as rules about alerts need. */

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export interface Selector {
  readonly kind: 'selector';
  /** `null` when only labels select; `__name__` is taken for the name. */
  readonly metric: string | null;
  readonly matchers: readonly Matcher[];
  /** Of a range vector; `null` for an instant one. */
  readonly rangeMs: number | null;
}

interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
}

export interface Aggregation {
  readonly kind: 'aggregation';
  /** `sum`, `max`, `topk` … */
  readonly name: string;
  readonly grouping: Grouping | null;
  readonly args: readonly Expr[];
}

export interface Grouping {
  readonly kind: 'by' | 'without';
  readonly labels: readonly string[];
}

export interface Binary {
  readonly kind: 'binary';
  /** Arithmetic, comparison, or `and`, `or`, `unless`. */
  readonly op: string;
  readonly left: Expr;
  readonly right: Expr;
}

interface Subquery {
  readonly kind: 'subquery';
  readonly of: Expr;
  readonly rangeMs: number;
}

export type Expr =
  | Selector
  | Call
  | Aggregation
  | Binary
  | Subquery
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'negation'; readonly of: Expr };

export const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'call':
    case 'aggregation':
      return expr.args;
    case 'binary':
      return [expr.left, expr.right];
    case 'subquery':
    case 'negation':
      return [expr.of];
    case 'selector':
    case 'number':
    case 'string':
      return [];
    default:
      return expr satisfies never;
  }
}

/** The expression and all its parts, outermost first. */
export function* walk(expr: Expr): Generator<Expr> {
  yield expr;
  for (const child of childrenOf(expr)) yield* walk(child);
}

export function selectorsOf(expr: Expr): Selector[] {
  return [...walk(expr)].filter((part) => part.kind === 'selector');
}

/** Each part with what it stands in, innermost first. */
export function* walkUp(
  expr: Expr,
  above: readonly Expr[] = [],
): Generator<{ readonly part: Expr; readonly above: readonly Expr[] }> {
  yield { part: expr, above };
  for (const child of childrenOf(expr)) yield* walkUp(child, [expr, ...above]);
}
