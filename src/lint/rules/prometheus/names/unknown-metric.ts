/** A `kong_` series that Kong does not export: the alert never fires and looks as if all were well. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { isUnknownKongSeries, KONG_METRICS, replacementOf } from '../kong-metrics.ts';
import { nearest } from '../../../../lib/nearest.ts';
import { eachSelector } from '../read-rules.ts';

interface Values {
  readonly metric: string;
  /** `null` when nothing comes near. */
  readonly instead: string | null;
}

export const unknownMetric = defineRule<'prometheus-rules', Values>({
  code: 'KB301',
  name: 'unknown-kong-metric',
  severity: 'error',
  source: 'kong-facts D1, E6; recordings 68, 70',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { rule, selector } of eachSelector(input)) {
      const { metric } = selector;
      if (metric === null || !isUnknownKongSeries(metric)) continue;
      const instead = replacementOf(metric) ?? nearest(metric, Object.keys(KONG_METRICS));
      yield { file: rule.file, path: rule.exprPath, values: { metric, instead } };
    }
  },
  text: {
    en: {
      title: 'metric that Kong does not export',
      message: ({ metric }) => `Kong exports no metric ${metric}, so this never fires`,
      fix: ({ instead }) =>
        instead === null ? 'take one of the metrics that GET /metrics shows' : `use ${instead}`,
      why: 'A query for a series that does not exist returns nothing, and nothing is not an alarm. The rule loads, the dashboard is empty, and the outage is told by the users.',
    },
    nl: {
      title: 'metric die Kong niet levert',
      message: ({ metric }) => `Kong levert geen metric ${metric}; deze regel gaat dus nooit af`,
      fix: ({ instead }) =>
        instead === null
          ? 'neem een van de metrics die GET /metrics laat zien'
          : `gebruik ${instead}`,
      why: 'Een query op een reeks die niet bestaat levert niets op, en niets is geen alarm. De regel wordt gewoon geladen, het dashboard blijft leeg en je hoort van je gebruikers dat het stuk is.',
    },
  },
  good: { files: alertFile('kong_upstream_target_health{state="unhealthy"} == 1') },
  bad: {
    files: alertFile('kong_http_upstream_health_checks_total{health="unhealthy"} > 0'),
    at: [ALERT_EXPR],
  },
});
