/** An alert that does not say what is the matter. */

import { defineRule } from '../../../define-rule.ts';
import { alertFile } from '../examples.ts';
import { alertsOf } from '../read-rules.ts';

export const noSummary = defineRule<'prometheus-rules', { readonly name: string }>({
  code: 'KB331',
  name: 'alert-without-summary',
  severity: 'warning',
  source: 'https://prometheus.io/docs/practices/alerting/',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, path, name, annotations } of alertsOf(input)) {
      const told = ['summary', 'description', 'message', 'title'];
      if (told.some((key) => annotations[key] !== undefined)) continue;
      yield { file, path: [...path, 'alert'], values: { name } };
    }
  },
  text: {
    en: {
      title: 'alert without summary',
      message: ({ name }) =>
        `${name} has neither summary nor description: whoever is woken has a name to go by`,
      fix: () =>
        'add annotations with a summary that names the upstream and target, such as "{{ $labels.target }} of {{ $labels.upstream }} is unhealthy"',
      why: 'The first minutes of an outage go into finding out what the alarm means. With 259 s a month there are none to spare.',
    },
    nl: {
      title: 'alarm zonder samenvatting',
      message: ({ name }) =>
        `${name} heeft geen summary en geen description; wie gewekt wordt, moet het met de naam doen`,
      fix: () =>
        'voeg annotations toe met een summary die de upstream en het target noemt, zoals "{{ $labels.target }} van {{ $labels.upstream }} is ongezond"',
      why: 'De eerste minuten van een storing gaan zitten in uitzoeken wat het alarm betekent. Met 259 s per maand zijn die er niet.',
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
        labels: { severity: critical }
        annotations: { runbook_url: https://runbooks.example.com/kong }
`,
    },
    at: ['groups[0].rules[0].alert'],
  },
});
