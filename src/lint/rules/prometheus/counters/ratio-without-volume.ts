/** An error ratio without a floor for the number of requests: at night one error pages somebody. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { COMPARISONS, selectorsOf, walk, type Expr } from '../promql/nodes.ts';
import { alertsOf } from '../read-rules.ts';

export const ratioWithoutVolume = defineRule<'prometheus-rules', { readonly name: string }>({
  code: 'KB324',
  name: 'ratio-without-volume',
  severity: 'warning',
  source: 'https://sre.google/workbook/alerting-on-slos/ (low-traffic services); peers 9d',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, name, expr } of alertsOf(input)) {
      if (expr === null || !comparesRatio(expr) || hasFloor(expr)) continue;
      yield { file, path: exprPath, values: { name } };
    }
  },
  text: {
    en: {
      title: 'error ratio without a least number of requests',
      message: ({ name }) =>
        `${name} judges a ratio whatever the traffic: with one request in the window one error is 100 %`,
      fix: () =>
        'add `and sum(rate(kong_http_requests_total[5m])) > 1`, for each service as in the ratio',
      why: 'At low traffic a ratio jumps between 0 and 1. Alerts that wake people for a single request are muted, and then stay muted in daytime.',
    },
    nl: {
      title: 'foutratio zonder ondergrens voor het aantal requests',
      message: ({ name }) =>
        `${name} beoordeelt een ratio bij elk verkeer: met één request in het venster is één fout meteen 100 %`,
      fix: () =>
        'zet erachter: `and sum(rate(kong_http_requests_total[5m])) > 1`, per service net als in de ratio',
      why: 'Bij weinig verkeer springt een ratio tussen 0 en 1. Een alarm dat mensen wakker maakt voor één request wordt uitgezet, en blijft overdag ook uit.',
    },
  },
  good: {
    files: alertFile(
      'sum(rate(kong_http_requests_total{code=~"5.."}[5m])) / sum(rate(kong_http_requests_total[5m])) > 0.01 and sum(rate(kong_http_requests_total[5m])) > 1',
    ),
  },
  bad: {
    files: alertFile(
      'sum(rate(kong_http_requests_total{code=~"5.."}[5m])) / sum(rate(kong_http_requests_total[5m])) > 0.01',
    ),
    at: [ALERT_EXPR],
  },
});

function comparesRatio(expr: Expr): boolean {
  return [...walk(expr)].some(
    (part) => part.kind === 'binary' && COMPARISONS.has(part.op) && [...walk(part)].some(isRatio),
  );
}

function isRatio(expr: Expr): boolean {
  return (
    expr.kind === 'binary' &&
    expr.op === '/' &&
    countsRequests(expr.left) &&
    countsRequests(expr.right)
  );
}

function countsRequests(expr: Expr): boolean {
  return selectorsOf(expr).some(({ metric }) => metric === 'kong_http_requests_total');
}

/** Another condition, on a rate that is no ratio. */
function hasFloor(expr: Expr): boolean {
  return [...walk(expr)].some(
    (part) =>
      part.kind === 'binary' &&
      /^>=?$/.test(part.op) &&
      !isRatio(part.left) &&
      ![...walk(part.left)].some(isRatio) &&
      countsRequests(part.left),
  );
}
