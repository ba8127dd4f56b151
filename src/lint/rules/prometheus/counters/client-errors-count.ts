/** 4xx taken for failures of the service: one client with a wrong link spends the budget. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { predicateOf } from '../match-label.ts';
import { selectorsOf } from '../promql/nodes.ts';
import { alertsOf } from '../read-rules.ts';

export const clientErrorsCount = defineRule<'prometheus-rules', { readonly text: string }>({
  code: 'KB325',
  name: 'client-errors-count-as-failures',
  severity: 'warning',
  source: 'kong-facts D1; https://sre.google/workbook/implementing-slos/',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of alertsOf(input)) {
      for (const { metric, matchers } of expr === null ? [] : selectorsOf(expr)) {
        if (metric !== 'kong_http_requests_total') continue;
        const code = matchers.find(({ label }) => label === 'code');
        const passes = code === undefined ? null : predicateOf(code);
        if (code === undefined || passes === null) continue;
        if (!passes('404') || !passes('500') || passes('200')) continue;
        yield { file, path: exprPath, values: { text: `code${code.op}"${code.value}"` } };
      }
    }
  },
  text: {
    en: {
      title: '4xx counted as failures of the service',
      message: ({ text }) =>
        `${text} counts 4xx together with 5xx: what clients do wrong spends the error budget`,
      fix: () => 'write code=~"5..", and watch 4xx in an alert of its own',
      why: '404, 401 and 429 are answers that the service meant to give. Counted as failures, a crawler or one client with an expired token sets off the alarm, and fail-overs do not help.',
    },
    nl: {
      title: '4xx geteld als fouten van de service',
      message: ({ text }) =>
        `${text} telt 4xx en 5xx bij elkaar op: wat clients verkeerd doen gaat zo van het foutbudget af`,
      fix: () => 'schrijf code=~"5.." en bewaak 4xx met een eigen alarm',
      why: '404, 401 en 429 zijn antwoorden die de service zo bedoelt. Tellen ze als fout, dan zet een crawler of één client met een verlopen token het alarm aan, en daar helpt geen failover tegen.',
    },
  },
  good: { files: alertFile('sum(rate(kong_http_requests_total{code=~"5.."}[5m])) > 1') },
  bad: {
    files: alertFile('sum(rate(kong_http_requests_total{code!="200"}[5m])) > 1'),
    at: [ALERT_EXPR],
  },
});
