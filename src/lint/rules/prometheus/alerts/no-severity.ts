/** An alert without a severity: Alertmanager cannot tell a page from a ticket. */

import { defineRule } from '../../../define-rule.ts';
import { alertFile } from '../examples.ts';
import { alertsOf } from '../read-rules.ts';

export const noSeverity = defineRule<'prometheus-rules', { readonly name: string }>({
  code: 'KB330',
  name: 'alert-without-severity',
  severity: 'warning',
  source: 'https://prometheus.io/docs/practices/alerting/',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, path, name, labels } of alertsOf(input)) {
      if (labels['severity'] !== undefined) continue;
      yield { file, path: [...path, 'alert'], values: { name } };
    }
  },
  text: {
    en: {
      title: 'alert without severity',
      message: ({ name }) => `${name} has no label severity, so no route can tell whom to wake`,
      fix: () =>
        'add `severity: critical` (wakes somebody) or `severity: warning` (next working day) to its labels',
      why: 'Routes and inhibition in Alertmanager go by labels. Without a severity an alert ends at the default receiver: either it wakes people for nothing, or nobody reads it.',
    },
    nl: {
      title: 'alarm zonder severity',
      message: ({ name }) =>
        `${name} heeft geen label severity; geen enkele route weet dus wie er wakker gemaakt moet worden`,
      fix: () =>
        'zet bij de labels `severity: critical` (iemand uit bed) of `severity: warning` (volgende werkdag)',
      why: 'Routes en inhibities in Alertmanager gaan op labels. Zonder severity komt een alarm bij de standaardontvanger terecht: of het maakt mensen voor niets wakker, of niemand leest het.',
    },
  },
  good: { files: alertFile('kong_datastore_reachable == 0') },
  bad: {
    files: {
      'rules.yaml': `groups:
  - name: kong
    rules:
      - alert: KongDatabase
        expr: kong_datastore_reachable == 0
        annotations: { summary: Kong, runbook_url: https://runbooks.example.com/kong }
`,
    },
    at: ['groups[0].rules[0].alert'],
  },
});
