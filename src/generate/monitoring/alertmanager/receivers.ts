/**
 * Receivers from the strategy's `notify`. No secret stands in the file: a Slack webhook's address is
 * one, so it is read from a file; other webhooks are written as the strategy, which holds no secrets,
 * has them, with a bearer token from a file.
 */

import type { Notification } from '../../../model/notification.ts';
import type { Strategy } from '../../../model/strategy.ts';
import type { AlertEntry } from '../alert-entry.ts';

export interface Receiver {
  readonly name: string;
  readonly slack_configs?: readonly object[];
  readonly webhook_configs?: readonly object[];
  readonly email_configs?: readonly object[];
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

/** Alerts of Prometheus reach Alertmanager by themselves, and Grafana shows them without annotations. */
export function notifyTargets({ notify }: Strategy): readonly NotifyTarget[] {
  return notify.flatMap((notification) => {
    const receiver = receiverOf(notification);
    if (receiver === null) return [];
    return [
      {
        receiver,
        categories: CATEGORIES.filter((category) => notification.events.includes(category)),
      },
    ];
  });
}

function receiverOf({ name, channel }: Notification): Receiver | null {
  const secret = (kind: string) => `${SECRETS_FOLDER}/${name}.${kind}`;
  switch (channel.kind) {
    case 'slack': {
      const slack = {
        api_url_file: secret('url'),
        send_resolved: true,
        title: '{{ .CommonLabels.severity | toUpper }} {{ .CommonLabels.strategy }}',
        text: '{{ range .Alerts }}{{ .Status }}: {{ .Annotations.summary }}\n{{ .Annotations.runbook_url }}\n{{ end }}',
      };
      return { name, slack_configs: [slack] };
    }
    case 'webhook': {
      const isEncrypted = new URL(channel.url).protocol === 'https:';
      const authorization = { credentials_file: secret('token') };
      const web = {
        // What stands behind the `?` is a token more often than not.
        url: channel.url.replace(/\?.*$/, ''),
        send_resolved: true,
        max_alerts: 100,
        ...(isEncrypted ? { http_config: { authorization } } : {}),
      };
      return { name, webhook_configs: [web] };
    }
    case 'email': {
      const mail = {
        to: channel.to.join(', '),
        from: channel.from,
        smarthost: `${channel.host}:${channel.port}`,
        require_tls: channel.tls === 'starttls',
        send_resolved: true,
        ...(channel.user === null
          ? {}
          : { auth_username: channel.user, auth_password_file: secret('password') }),
      };
      return { name, email_configs: [mail] };
    }
    case 'alertmanager':
    case 'grafana':
      return null;
  }
}
