/**
 * Alerts by Alertmanager's API v2: sent again and again for as long as something is so, with an end
 * that lies ahead, so that they end by themselves when Ballast dies, and with their true end when it is
 * over. Names and labels are those of the generated rules: where Prometheus sends the same alert too,
 * Alertmanager sees one.
 */

import { deliveryErrorOf, type DeliveryError } from '../delivery-error.ts';
import { sendJson } from '../http-post.ts';
import { linksOf } from '../links.ts';
import type { Condition } from '../conditions.ts';
import { bearer, type ConditionState, type SenderOptions, type StateSender } from './sender.ts';

/** Alerts are sent twice a minute; after this long without news they are over. */
const ALERT_LIFE_MS = 300_000;

export function createAlertmanagerSender(options: SenderOptions<'alertmanager'>): StateSender {
  const { channel, readSecret } = options;
  return {
    async sync(state, signal) {
      const alerts = alertsOf(state, options.notification);
      if (alerts.length === 0) return;
      const headers = await bearer(channel.token, readSecret);
      const body = JSON.stringify(alerts);
      const failures: DeliveryError[] = [];
      // A cluster does not pass alerts on: each member is told, and one that took it is enough.
      await Promise.all(
        channel.urls.map((base) =>
          sendJson({ method: 'POST', url: `${base}/api/v2/alerts`, body, headers, signal }).catch(
            (error: unknown) => failures.push(deliveryErrorOf(error)),
          ),
        ),
      );
      const [first] = failures;
      if (first !== undefined && failures.length === channel.urls.length) throw first;
    },
  };
}

function alertsOf(
  { strategy, nowMs, active, ended }: ConditionState,
  notification: SenderOptions<'alertmanager'>['notification'],
) {
  const alert = (condition: Condition, endsAtMs: number) => {
    const { dashboard, runbook } = linksOf(condition, notification);
    return {
      labels: {
        // The rules' categories are fewer: by them the generated routes find their receivers.
        alertname: condition.alert,
        strategy,
        severity: condition.severity,
        category: condition.class === 'gateway' ? 'telemetry' : condition.class,
        ...condition.labels,
      },
      annotations: {
        summary: condition.text[notification.language],
        ...(runbook === null ? {} : { runbook_url: runbook }),
      },
      ...(condition.sinceMs === null
        ? {}
        : { startsAt: new Date(condition.sinceMs).toISOString() }),
      endsAt: new Date(endsAtMs).toISOString(),
      ...(dashboard === null ? {} : { generatorURL: dashboard }),
    };
  };
  return [
    ...active.map((condition) => alert(condition, nowMs + ALERT_LIFE_MS)),
    ...ended.map((condition) => alert(condition, condition.endedAtMs)),
  ];
}
