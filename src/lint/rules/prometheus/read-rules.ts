/** The rules in files of Prometheus rules, with their expressions parsed. */

import { parseDurationMs } from '../../../lib/quantities.ts';
import type { Path } from '../../../lib/path.ts';
import type { PrometheusInput } from '../../inputs/prometheus.ts';
import { selectorsOf, type Expr, type Selector } from './promql/nodes.ts';
import { parsePromql } from './promql/parse.ts';

export interface PrometheusRule {
  readonly file: string;
  /** Of the rule itself. */
  readonly path: Path;
  /** Of its expression. */
  readonly exprPath: Path;
  readonly kind: 'alert' | 'record';
  readonly name: string;
  /** `null` when it cannot be read. */
  readonly expr: Expr | null;
  /** How long it must hold before it fires; 0 when not given. */
  readonly forMs: number;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
}

const cache = new WeakMap<PrometheusInput, readonly PrometheusRule[]>();

export function rulesOf(input: PrometheusInput): readonly PrometheusRule[] {
  const known = cache.get(input);
  if (known !== undefined) return known;
  const rules = input.files.flatMap(({ file, data }) => readFile(file, data));
  cache.set(input, rules);
  return rules;
}

export function alertsOf(input: PrometheusInput): readonly PrometheusRule[] {
  return rulesOf(input).filter(({ kind }) => kind === 'alert');
}

/** Every selector of every rule. */
export function* eachSelector(
  input: PrometheusInput,
): Generator<{ readonly rule: PrometheusRule; readonly selector: Selector }> {
  for (const rule of rulesOf(input)) {
    if (rule.expr === null) continue;
    for (const selector of selectorsOf(rule.expr)) yield { rule, selector };
  }
}

function readFile(file: string, data: unknown): PrometheusRule[] {
  // In Kubernetes the groups are in a PrometheusRule.
  const prefix = field(data, 'groups') === undefined ? ['spec'] : [];
  const groups = field(prefix.length === 0 ? data : field(data, 'spec'), 'groups');
  return list(groups).flatMap((group, groupIndex) =>
    list(field(group, 'rules')).flatMap((rule, index) => {
      const path = [...prefix, 'groups', groupIndex, 'rules', index];
      return readRule({ file, path, rule });
    }),
  );
}

function readRule(place: { file: string; path: Path; rule: unknown }): PrometheusRule[] {
  const { file, path, rule } = place;
  const [alert, record, expr] = ['alert', 'record', 'expr'].map((key) => field(rule, key));
  const name = alert ?? record;
  if (typeof name !== 'string') return [];
  const hold = field(rule, 'for');
  return [
    {
      file,
      path,
      exprPath: [...path, 'expr'],
      kind: alert === undefined ? 'record' : 'alert',
      name,
      expr: typeof expr === 'string' ? parsePromql(expr) : null,
      forMs: typeof hold === 'string' ? (parseDurationMs(hold) ?? 0) : 0,
      labels: recordOf(field(rule, 'labels')),
      annotations: recordOf(field(rule, 'annotations')),
    },
  ];
}

function field(value: unknown, key: string): unknown {
  return recordOf(value)[key];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
