/**
 * Receivers from the strategy's `notify`. No secret stands in the file: a Slack webhook's address is
 * one, so it is read from a file; other webhooks are written as the strategy, which holds no secrets,
 * has them, with a bearer token from a file.
 */

import type { Notification, Strategy } from '../../../model/strategy.ts';
import type { AlertEntry } from '../alert-entry.ts';

export interface Receiver {
  readonly name: string;
  readonly slack_configs?: readonly object[];
  readonly webhook_configs?: readonly object[];
}

export interface NotifyTarget {
  readonly receiver: Receiver;
  readonly categories: readonly AlertEntry['category'][];
}

/** What no entry of `notify` asks for: seen in Alertmanager, sent to nobody. */
export const DEFAULT_RECEIVER = 'nobody';
/** Where Alertmanager finds secrets. */
export const SECRETS_FOLDER = '/etc/alertmanager/secrets';

const CATEGORIES: readonly AlertEntry['category'][] = [
  'failover',
  'failback',
  'ejection',
  'capacity',
  'telemetry',
  'budget',
];

export function notifyTargets({ notify }: Strategy): readonly NotifyTarget[] {
  return notify.map((notification, index) => ({
    receiver: receiverOf(notification, `notify-${index + 1}`),
    categories: CATEGORIES.filter((category) => notification.events.includes(category)),
  }));
}

function receiverOf({ webhook }: Notification, name: string): Receiver {
  const secret = (kind: string) => `${SECRETS_FOLDER}/${name}.${kind}`;
  if (new URL(webhook).hostname === 'hooks.slack.com') {
    const slack = {
      api_url_file: secret('url'),
      send_resolved: true,
      title: '{{ .CommonLabels.severity | toUpper }} {{ .CommonLabels.strategy }}',
      text: '{{ range .Alerts }}{{ .Status }}: {{ .Annotations.summary }}\n{{ .Annotations.runbook_url }}\n{{ end }}',
    };
    return { name, slack_configs: [slack] };
  }
  const isEncrypted = new URL(webhook).protocol === 'https:';
  const authorization = { credentials_file: secret('token') };
  const web = {
    // What stands behind the `?` is a token more often than not.
    url: webhook.replace(/\?.*$/, ''),
    send_resolved: true,
    max_alerts: 100,
    ...(isEncrypted ? { http_config: { authorization } } : {}),
  };
  return { name, webhook_configs: [web] };
}
