/** What an expression says of one of Kong's latency histograms. */

import { findKongMetric } from '../kong-metrics.ts';
import { selectorsOf, walk, type Binary, type Expr } from '../promql/nodes.ts';

export interface LatencyComparison {
  /** Such as `kong_upstream_latency_ms`. */
  readonly metric: string;
  readonly edges: readonly number[];
  readonly limit: number;
  /** `histogram_quantile`, or sum divided by count. */
  readonly kind: 'quantile' | 'mean';
}

/** Comparisons of a latency of Kong's, as it stands, with a number. */
export function latencyComparisonsOf(expr: Expr): LatencyComparison[] {
  return [...walk(expr)].flatMap((part) => {
    if (part.kind !== 'binary' || !['>', '>=', '<', '<='].includes(part.op)) return [];
    if (part.right.kind === 'number') return compare(part.left, part.right.value);
    return part.left.kind === 'number' ? compare(part.right, part.left.value) : [];
  });
}

function compare(expr: Expr, limit: number): LatencyComparison[] {
  const value = valueOf(expr);
  return value === null ? [] : [{ ...value, limit }];
}

/** Aggregations of a latency are latencies; anything else done to it may have changed its unit. */
function valueOf(expr: Expr): Omit<LatencyComparison, 'limit'> | null {
  if (expr.kind === 'aggregation' && expr.args.length === 1 && isSameUnit(expr.name)) {
    return expr.args[0] === undefined ? null : valueOf(expr.args[0]);
  }
  if (expr.kind === 'call' && expr.name === 'histogram_quantile')
    return histogramOf(expr, 'quantile');
  return expr.kind === 'binary' && isMean(expr) ? histogramOf(expr, 'mean') : null;
}

function isSameUnit(name: string): boolean {
  return name === 'max' || name === 'min' || name === 'avg';
}

function isMean({ op, left, right }: Binary): boolean {
  const endsWith = (expr: Expr, suffix: string) =>
    selectorsOf(expr).some(({ metric }) => metric?.endsWith(suffix) ?? false);
  return op === '/' && endsWith(left, '_sum') && endsWith(right, '_count');
}

function histogramOf(
  expr: Expr,
  kind: LatencyComparison['kind'],
): Omit<LatencyComparison, 'limit'> | null {
  for (const { metric } of selectorsOf(expr)) {
    const found = metric === null ? null : findKongMetric(metric);
    const edges = found?.metric.edges;
    if (found !== null && edges !== undefined) return { metric: found.name, edges, kind };
  }
  return null;
}

/** The edges around a value; `null` where there is none. */
export function edgesAround(
  edges: readonly number[],
  value: number,
): { readonly below: number | null; readonly above: number | null } {
  return {
    below: edges.findLast((edge) => edge <= value) ?? null,
    above: edges.find((edge) => edge >= value) ?? null,
  };
}
