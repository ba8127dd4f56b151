/** Alerts on Kong's series, and none for the case that the series are missing. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { isUnknownKongSeries } from '../kong-metrics.ts';
import { selectorsOf, walk, type Expr } from '../promql/nodes.ts';
import { alertsOf, rulesOf } from '../read-rules.ts';

export const noAbsentAlert = defineRule<'prometheus-rules', { readonly metric: string }>({
  code: 'KB305',
  name: 'missing-series-never-fire',
  severity: 'warning',
  source: 'kong-facts D1; recordings 69; peers 9d stale metrics',
  appliesTo: 'prometheus-rules',
  *check(input) {
    if (rulesOf(input).some(({ expr }) => expr !== null && noticesAbsence(expr))) return;
    for (const { file, exprPath, expr } of alertsOf(input)) {
      const metric = expr === null ? null : kongMetricOf(expr);
      if (metric === null) continue;
      yield { file, path: exprPath, values: { metric } };
      // Once: what is missing is one more rule, not one for each.
      return;
    }
  },
  text: {
    en: {
      title: 'no alert when Kong’s metrics are missing',
      message: ({ metric }) => `no rule notices when ${metric} is missing: then nothing here fires`,
      fix: ({ metric }) =>
        `add an alert with absent(${metric}), and one with up == 0 for the scrape`,
      why: 'A comparison over no series is empty, and so silent. Kong exports its target health only from workers that have served a request since the plugin was configured, and nothing at all when the plugin, the scrape or the node is gone: exactly when an alarm is due.',
    },
    nl: {
      title: 'geen alarm als de metrics van Kong ontbreken',
      message: ({ metric }) =>
        `geen enkele regel merkt het als ${metric} ontbreekt; dan gaat hier niets meer af`,
      fix: ({ metric }) =>
        `voeg een alarm toe met absent(${metric}), en een met up == 0 voor het scrapen zelf`,
      why: 'Een vergelijking over nul reeksen is leeg en dus stil. Kong levert de health van targets alleen uit workers die sinds het instellen van de plugin een request hebben afgehandeld, en helemaal niets als de plugin, de scrape of de node weg is: juist dan hoort er een alarm te klinken.',
    },
  },
  good: {
    files: alertFile('absent(kong_upstream_target_health) or kong_nginx_metric_errors_total > 0'),
  },
  bad: {
    files: alertFile('kong_upstream_target_health{state="unhealthy"} == 1'),
    at: [ALERT_EXPR],
  },
});

function noticesAbsence(expr: Expr): boolean {
  for (const part of walk(expr)) {
    if (part.kind !== 'call' || !/^absent(?:_over_time)?$/.test(part.name)) continue;
    if (kongMetricOf(part) !== null) return true;
  }
  return false;
}

function kongMetricOf(expr: Expr): string | null {
  const metrics = selectorsOf(expr).map(({ metric }) => metric ?? '');
  const found = metrics.find((metric) => /^kong[_:]/.test(metric)) ?? null;
  // One that does not exist is always absent, which another rule says.
  return found !== null && isUnknownKongSeries(found) ? 'kong_upstream_target_health' : found;
}
