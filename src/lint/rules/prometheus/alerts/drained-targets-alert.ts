/** `state!="healthy"`: fires for drained targets too, and for upstreams without checks. */

import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { predicateOf } from '../match-label.ts';
import { selectorsOf } from '../promql/nodes.ts';
import { alertsOf } from '../read-rules.ts';

export const drainedTargetsAlert = defineRule<'prometheus-rules', { readonly name: string }>({
  code: 'KB307',
  name: 'alert-on-drained-targets',
  severity: 'warning',
  source: 'recordings 23, 68',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, exprPath, name, expr } of alertsOf(input)) {
      for (const { metric, matchers } of expr === null ? [] : selectorsOf(expr)) {
        if (metric !== 'kong_upstream_target_health') continue;
        const state = matchers.find(({ label }) => label === 'state');
        const passes = state === undefined ? null : predicateOf(state);
        if (passes === null || !passes('healthchecks_off') || !passes('unhealthy')) continue;
        yield { file, path: exprPath, values: { name } };
      }
    }
  },
  text: {
    en: {
      title: 'alert that fires for drained targets',
      message: ({ name }) =>
        `${name} takes healthchecks_off for sick: every target of weight 0 is in that state`,
      fix: () => 'write state=~"unhealthy|dns_error"',
      why: 'A target of weight 0 is never probed, and Kong calls it healthchecks_off even when checks are on. Draining a target, or a whole region, would page somebody for work that went as planned.',
    },
    nl: {
      title: 'alarm dat ook bij leeggetrokken targets afgaat',
      message: ({ name }) =>
        `${name} ziet healthchecks_off aan voor ziek, maar elk target met gewicht 0 staat in die state`,
      fix: () => 'schrijf state=~"unhealthy|dns_error"',
      why: 'Een target met gewicht 0 wordt nooit getest en heet bij Kong healthchecks_off, ook als de checks aan staan. Wie een target of een regio leegtrekt, belt zo iemand uit bed voor iets wat volgens plan ging.',
    },
  },
  good: { files: alertFile('kong_upstream_target_health{state=~"unhealthy|dns_error"} == 1') },
  bad: { files: alertFile('kong_upstream_target_health{state!="healthy"} == 1'), at: [ALERT_EXPR] },
});
