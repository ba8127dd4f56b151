/** Somebody is notified, but not of what needs a person. */

import { defineRule } from '../../../define-rule.ts';
import { listed } from '../../../words.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly missing: readonly string[];
}

/** What changes traffic, and what makes Ballast blind. */
const IMPORTANT = ['failover', 'capacity', 'telemetry'] as const;

export const notifyWithoutEvents = defineRule<'strategy', Values>({
  code: 'KB212',
  name: 'notify-misses-events',
  severity: 'warning',
  source: 'design §2 (notify), G4, G8',
  appliesTo: 'strategy',
  *check({ file, strategy }) {
    if (strategy.notify.length === 0) return;
    const told = new Set(strategy.notify.flatMap(({ events }) => events));
    const missing = IMPORTANT.filter((event) => !told.has(event));
    if (missing.length === 0) return;
    const severity = missing.includes('failover') ? 'warning' : 'info';
    yield { file, path: ['notify'], at: 'key', severity, values: { missing } };
  },
  text: {
    en: {
      title: 'nobody hears of important events',
      message: ({ missing }) => `notify tells nobody about ${listed(missing, 'en')}`,
      fix: ({ missing }) => `add ${listed(missing, 'en')} to the events of a receiver`,
      why: 'A failover that works is not noticed by users, so somebody has to be told that a region is gone, that there is too little room for the load, or that Ballast steers by old news.',
    },
    nl: {
      title: 'niemand hoort van belangrijke events',
      message: ({ missing }) => `notify vertelt niemand iets over ${listed(missing, 'nl')}`,
      fix: ({ missing }) => `zet ${listed(missing, 'nl')} bij de events van een ontvanger`,
      why: 'Van een failover die werkt merken gebruikers niets. Iemand moet dus horen dat er een regio weg is, dat de capaciteit tekortschiet of dat Ballast op oud nieuws stuurt.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({
      top: { notify: '[{ webhook: "https://hooks.example.com/x", events: [failover, budget] }]' },
    }),
    at: ['notify'],
  },
});
