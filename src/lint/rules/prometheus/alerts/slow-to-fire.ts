/** `for` that uses up the error budget before anyone is told. */

import { budgetMsOf } from '../../../context.ts';
import { defineRule } from '../../../define-rule.ts';
import { ALERT_EXPR, alertFile } from '../examples.ts';
import { walk } from '../promql/nodes.ts';
import { alertsOf, type PrometheusRule } from '../read-rules.ts';

interface Values {
  readonly name: string;
  readonly forMs: number;
  readonly budgetMs: number;
  readonly availabilityRatio: number;
}

/** Part of the budget; what is left has to do for a person to act. */
const SHARE = 0.25;
/** With windows this long the alert is about trends, not about an outage. */
const LONG_WINDOW_MS = 3_600_000;

const PAGES = /^(?:page|critical|crit|error|high|p1|sev1)$/i;

export const slowToFire = defineRule<'prometheus-rules', Values>({
  code: 'KB304',
  name: 'alert-slower-than-budget',
  severity: 'warning',
  source: 'folklore b-alerts; https://sre.google/workbook/alerting-on-slos/',
  appliesTo: 'prometheus-rules',
  *check(input, context) {
    const budgetMs = budgetMsOf(context);
    for (const rule of alertsOf(input)) {
      if (rule.forMs < SHARE * budgetMs || !isAboutAnOutage(rule)) continue;
      const { availabilityRatio } = context.objective;
      const values = { name: rule.name, forMs: rule.forMs, budgetMs, availabilityRatio };
      yield { file: rule.file, path: [...rule.path, 'for'], values };
    }
  },
  text: {
    en: {
      title: '`for` uses a large part of the error budget',
      message: ({ name, forMs, budgetMs, availabilityRatio }, { duration, number, percent }) =>
        `${name} waits ${duration(forMs)} before anyone is told: ${number((forMs / budgetMs) * 100)} % of the ${number(budgetMs / 1000)} s that ${percent(availabilityRatio)} leaves`,
      fix: (_, { duration }) =>
        `write ${duration(30_000)} or less, and let a burn-rate alert with two windows tell short spikes from outages`,
      why: 'While `for` runs the users are already without service, and a person needs minutes more. An alert that is to protect an objective has to fire while most of its budget is left.',
    },
    nl: {
      title: '`for` kost een groot deel van het foutbudget',
      message: ({ name, forMs, budgetMs, availabilityRatio }, { duration, number, percent }) =>
        `${name} wacht ${duration(forMs)} voordat iemand iets hoort: ${number((forMs / budgetMs) * 100)} % van de ${number(budgetMs / 1000)} s die ${percent(availabilityRatio)} overlaat`,
      fix: (_, { duration }) =>
        `maak er ${duration(30_000)} of minder van en laat een burn-rate-alarm met twee vensters korte pieken van storingen onderscheiden`,
      why: 'Zolang `for` loopt hebben gebruikers al geen dienst, en daarna heeft een mens nog minuten nodig. Een alarm dat een doelstelling moet bewaken, gaat af zolang het meeste budget er nog is.',
    },
  },
  good: { files: alertFile('kong_upstream_target_health{state="unhealthy"} == 1', '30s') },
  bad: {
    files: alertFile('kong_upstream_target_health{state="unhealthy"} == 1', '2m'),
    at: [ALERT_EXPR.replace('expr', 'for')],
  },
});

/** Alerts that say themselves that they can wait are left alone. */
function isAboutAnOutage({ expr, labels }: PrometheusRule): boolean {
  const severity = labels['severity'] ?? 'page';
  if (typeof severity !== 'string' || !PAGES.test(severity) || expr === null) return false;
  let isServing = false;
  for (const part of walk(expr)) {
    if (part.kind === 'subquery' && part.rangeMs >= LONG_WINDOW_MS) return false;
    if (part.kind !== 'selector') continue;
    if ((part.rangeMs ?? 0) >= LONG_WINDOW_MS) return false;
    isServing ||= /^(?:kong_|probe_)/.test(part.metric ?? '');
  }
  return isServing;
}
