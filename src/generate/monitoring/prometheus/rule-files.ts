/** The two rule files: what is recorded, and the alerts that rest on it. */

import { ALERT_NAMES, type AlertName, ALERTS, runbookUrl } from '../alerts.ts';
import { BALLAST_ALERTS } from '../alerts-of-ballast.ts';
import type { AlertEntry } from '../alert-entry.ts';
import { capacityGroup } from './capacity-rules.ts';
import type { Expression } from './expression.ts';
import { BALLAST_EXPRESSIONS } from './expressions-of-ballast.ts';
import { SERVICE_EXPRESSIONS } from './expressions-of-services.ts';
import { latencyGroup } from './latency-rules.ts';
import { objectiveGroup } from './objective-rules.ts';
import { requestGroup } from './request-rules.ts';
import type { AlertRule, RuleFile } from './rule.ts';
import type { RuleContext } from './rule-context.ts';

const EXPRESSIONS: Readonly<Record<AlertName, (context: RuleContext) => readonly Expression[]>> = {
  ...SERVICE_EXPRESSIONS,
  ...BALLAST_EXPRESSIONS,
};

/** Groups are in the order in which one rests on the other. */
export function recordingFile(context: RuleContext): RuleFile {
  const groups = [
    objectiveGroup(context),
    requestGroup(context),
    latencyGroup(context),
    capacityGroup(context),
  ];
  return { groups: groups.filter((group) => group !== null) };
}

export function alertFile(context: RuleContext): RuleFile {
  const { name } = context.strategy;
  const ofBallast = ALERT_NAMES.filter((alert) => alert in BALLAST_ALERTS);
  const ofServices = ALERT_NAMES.filter((alert) => !(alert in BALLAST_ALERTS));
  return {
    groups: [
      {
        name: `ballast-${name}-services`,
        rules: ofServices.flatMap((alert) => alertRules(context, alert)),
      },
      {
        name: `ballast-${name}-ballast`,
        rules: ofBallast.flatMap((alert) => alertRules(context, alert)),
      },
    ],
  };
}

function alertRules(context: RuleContext, name: AlertName): readonly AlertRule[] {
  const entry: AlertEntry = ALERTS[name];
  return EXPRESSIONS[name](context).map(({ expr, labels = {} }) => ({
    alert: name,
    expr,
    ...(entry.forMs === 0 ? {} : { for: context.duration(entry.forMs) }),
    labels: {
      severity: entry.severity,
      category: entry.category,
      strategy: context.strategy.name,
      ...labels,
    },
    annotations: {
      summary: withOwnLabels(entry.summary, labels),
      description: entry.meaning,
      runbook_url: runbookUrl(name, context.settings.runbookBase),
    },
  }));
}

/** Templates see the labels of the expression only, so those that the rule adds are put in here. */
function withOwnLabels(text: string, labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).reduce(
    (done, [name, value]) => done.replaceAll(`{{ $labels.${name} }}`, value),
    text,
  );
}
