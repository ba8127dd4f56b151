/** An alert that does not say what to do. */

import { defineRule } from '../../../define-rule.ts';
import { alertFile } from '../examples.ts';
import { alertsOf } from '../read-rules.ts';

export const noRunbook = defineRule<'prometheus-rules', { readonly name: string }>({
  code: 'KB332',
  name: 'alert-without-runbook',
  severity: 'info',
  source: 'https://sre.google/workbook/on-call/',
  appliesTo: 'prometheus-rules',
  *check(input) {
    for (const { file, path, name, annotations } of alertsOf(input)) {
      const keys = Object.keys(annotations);
      if (keys.some((key) => /runbook|playbook/i.test(key))) continue;
      yield { file, path: [...path, 'alert'], values: { name } };
    }
  },
  text: {
    en: {
      title: 'alert without runbook',
      message: ({ name }) => `${name} links to no runbook`,
      fix: () =>
        'add the annotation runbook_url; `ballast generate` writes alerts together with their runbooks',
      why: 'What to check and what to do is known when the alert is written, and forgotten when it fires. An alert for which there is nothing to do should not be one.',
    },
    nl: {
      title: 'alarm zonder draaiboek',
      message: ({ name }) => `${name} verwijst niet naar een draaiboek`,
      fix: () =>
        'voeg de annotation runbook_url toe; `ballast generate` schrijft alarmen met hun draaiboeken erbij',
      why: 'Wat je moet nakijken en doen, weet je als je het alarm schrijft en ben je vergeten als het afgaat. Valt er niets te doen, dan hoort het geen alarm te zijn.',
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
        annotations: { summary: Kong has lost its database }
`,
    },
    at: ['groups[0].rules[0].alert'],
  },
});
