/** Who is told of what. Secrets are shown as the place from which they are read. */

import type { Channel, Notification } from '../../../model/notification.ts';
import { hostOf, type Row, secretText, withoutUser } from './row.ts';

export function notifyRows({ notify }: { readonly notify: readonly Notification[] }) {
  return notify.flatMap((one): readonly Row[] => {
    const { name, channel, events, severity, language, dashboardUrl, runbooksUrl } = one;
    const rows: readonly Row[] = [
      ...channelRows(channel),
      { path: 'events', value: events, key: 'notify.events' },
      { path: 'severity', value: severity, key: 'notify.severity' },
      { path: 'language', value: language, key: 'notify.language' },
      { path: 'dashboard', value: dashboardUrl, otherwise: NO_LINKS },
      { path: 'runbooks', value: runbooksUrl, otherwise: NO_LINKS },
    ];
    return rows.map((row) => ({ ...row, path: `notify.${name}.${row.path}` }));
  });
}

const NO_LINKS = 'messages hold no such links';
const UNSIGNED = 'what is sent is not signed';
const NO_TOKEN = 'it is asked without a token';

function channelRows(channel: Channel): readonly Row[] {
  switch (channel.kind) {
    case 'webhook':
      return [
        { path: 'webhook', value: hostOf(channel.url) },
        { path: 'secret', value: secretText(channel.secret), otherwise: UNSIGNED },
        { path: 'token', value: secretText(channel.token), otherwise: NO_TOKEN },
      ];
    case 'slack': {
      const { url } = channel;
      return [
        { path: 'slack.url', value: typeof url === 'string' ? hostOf(url) : secretText(url) },
      ];
    }
    case 'alertmanager':
      return [
        { path: 'alertmanager.url', value: channel.urls.map(withoutUser) },
        { path: 'alertmanager.token', value: secretText(channel.token), otherwise: NO_TOKEN },
      ];
    case 'email':
      return [
        { path: 'email.smtp', value: `${channel.host}:${channel.port}` },
        { path: 'email.tls', value: channel.tls, key: 'notify.email.tls' },
        { path: 'email.ca', value: channel.caFile, otherwise: 'the authorities of the system' },
        { path: 'email.from', value: channel.from },
        { path: 'email.to', value: channel.to },
        { path: 'email.user', value: channel.user, otherwise: 'it does not log in' },
        { path: 'email.password', value: secretText(channel.password), otherwise: 'none' },
      ];
    case 'grafana':
      return [
        { path: 'grafana.url', value: withoutUser(channel.url) },
        { path: 'grafana.token', value: secretText(channel.token), otherwise: NO_TOKEN },
      ];
    default:
      return channel satisfies never;
  }
}
