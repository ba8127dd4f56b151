/** Target health has one series per state, 0 or 1: without a state or a comparison it always fires. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { COMPARISONS, walkUp, type Expr, type Selector } from '../promql/nodes.ts';
import { alertsOf } from '../read-rules.ts';

interface Values {
  readonly reason: 'no-comparison' | 'no-state';
}

export const healthAlertAlwaysFires = defineRule<'prometheus-rules', Values>({
  code: 'KB306',
  name: 'health-alert-always-fires',
  severity: 'error',
  source: 'recordings 68; kong-facts D1',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of alertsOf(input)) {
      if (expr === null) continue;
      for (const { part, above } of walkUp(expr)) {
        if (part.kind !== 'selector' || part.metric !== 'kong_upstream_target_health') continue;
        const reason = reasonOf(part, above);
        if (reason !== null) yield { file, path: exprPath, values: { reason } };
      }
    }
  },
  text: {
    en: {
      title: 'alert on target health that always fires',
      message: ({ reason }) =>
        reason === 'no-state'
          ? 'of every target three of the four states are 0 at any time, so this fires for healthy ones'
          : 'the series of a state is there with value 0 as well, and an alert fires for any value',
      fix: () => 'write kong_upstream_target_health{state="unhealthy"} == 1',
      why: 'Kong exports four series for every address, one per state, of which exactly one is 1. Prometheus fires for each series that an expression returns, whatever its value. An alert that is always on is switched off, and then tells nothing.',
    },
    nl: {
      title: 'alarm op target health dat altijd afgaat',
      message: ({ reason }) =>
        reason === 'no-state'
          ? 'van elk target zijn drie van de vier states op elk moment 0, dus dit gaat ook af voor gezonde targets'
          : 'de reeks van een state bestaat ook met waarde 0, en een alarm gaat af bij elke waarde',
      fix: () => 'schrijf kong_upstream_target_health{state="unhealthy"} == 1',
      why: 'Kong levert per adres vier reeksen, één per state, waarvan er precies één 1 is. Prometheus slaat alarm voor elke reeks die een expressie oplevert, wat de waarde ook is. Een alarm dat altijd aan staat zet iemand uit, en daarna vertelt het niets meer.',
    },
  },
  good: { files: alertFile('kong_upstream_target_health{state="healthy"} == 0') },
  bad: {
    files: alertFile(
      'kong_upstream_target_health == 0 or kong_upstream_target_health{state="unhealthy"}',
    ),
    at: [ALERT_EXPR, ALERT_EXPR],
  },
});

/** Only the plain forms are judged; sums and joins may mean something. */
function reasonOf(selector: Selector, above: readonly Expr[]): Values['reason'] | null {
  const outer = above.find((part) => !isSetOperator(part));
  if (outer === undefined) return above.every(isOr) ? 'no-comparison' : null;
  if (outer.kind !== 'binary' || !COMPARISONS.has(outer.op) || outer !== above[0]) return null;
  const hasState = selector.matchers.some(({ label }) => label === 'state');
  const { op, right } = outer;
  const limit = right.kind === 'number' ? right.value : null;
  const isZero = (op === '==' && limit === 0) || (op === '<' && limit === 1);
  return !hasState && isZero ? 'no-state' : null;
}

function isSetOperator(expr: Expr): boolean {
  return expr.kind === 'binary' && ['and', 'or', 'unless'].includes(expr.op);
}

function isOr(expr: Expr): boolean {
  return expr.kind === 'binary' && expr.op === 'or';
}
