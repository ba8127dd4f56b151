/** `rate(sum(…)[5m:])`: the restart of one node looks like a burst of requests. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { walk } from '../promql/nodes.ts';
import { rulesOf } from '../read-rules.ts';

export const rateOfSum = defineRule<'prometheus-rules', { readonly call: string }>({
  code: 'KB323',
  name: 'rate-of-sum',
  severity: 'error',
  source: 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, expr } of rulesOf(input)) {
      for (const part of expr === null ? [] : walk(expr)) {
        if (part.kind !== 'call' || !/^(?:rate|irate|increase)$/.test(part.name)) continue;
        const [of] = part.args;
        if (of?.kind !== 'subquery' || of.of.kind !== 'aggregation') continue;
        yield { file, path: exprPath, values: { call: part.name } };
      }
    }
  },
  text: {
    en: {
      title: 'rate of a sum',
      message: ({ call }) =>
        `${call}() of a sum takes the restart of one node for a burst of requests`,
      fix: ({ call }) => `take the sum of the rates: sum(${call}(…[5m]))`,
      why: 'When one node restarts its counter falls to 0, and so does that part of the sum. rate takes the whole sum for restarted and adds all of it again: an error burst of hours in one step.',
    },
    nl: {
      title: 'rate van een som',
      message: ({ call }) =>
        `${call}() van een som ziet de herstart van één node aan voor een golf requests`,
      fix: ({ call }) => `neem de som van de rates: sum(${call}(…[5m]))`,
      why: 'Herstart één node, dan valt zijn teller terug naar 0 en daalt de som mee. rate denkt dan dat de hele som opnieuw begon en telt alles er nog eens bij op: uren aan fouten in één stap.',
    },
  },
  good: { files: alertFile('sum(rate(kong_http_requests_total{code="503"}[5m])) > 1') },
  bad: {
    files: alertFile('rate(sum(kong_http_requests_total{code="503"})[5m:30s]) > 1'),
    at: [ALERT_EXPR],
  },
});
