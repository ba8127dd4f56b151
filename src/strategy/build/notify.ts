/** `notify` of the file → channels. */

import type { Channel, Notification, SecretSource } from '../../model/notification.ts';
import { DEFAULTS } from '../defaults.ts';
import type { StrategyInput } from '../input/strategy.ts';
import { plainUrl } from './gateways.ts';
import { hostPort } from './values.ts';

export type NotificationInput = NonNullable<StrategyInput['notify']>[number];

/** The keys of which an entry has exactly one. */
export const CHANNEL_KEYS = ['webhook', 'slack', 'alertmanager', 'email', 'grafana'] as const;

export function buildNotification(input: NotificationInput, index: number): Notification {
  return {
    name: input.name ?? `notify-${index + 1}`,
    channel: buildChannel(input),
    events: input.events ?? DEFAULTS['notify.events'].value,
    severity: input.severity ?? DEFAULTS['notify.severity'].value,
    language: input.language ?? DEFAULTS['notify.language'].value,
    dashboardUrl: input.dashboard === undefined ? null : plainUrl(input.dashboard),
    runbooksUrl: input.runbooks === undefined ? null : plainUrl(input.runbooks),
  };
}

function buildChannel(input: NotificationInput): Channel {
  const { slack, alertmanager, email, grafana } = input;
  if (slack !== undefined) {
    return { kind: 'slack', url: slack.url ?? sourceOf(slack.urlFile, slack.urlEnv) ?? '' };
  }
  if (alertmanager !== undefined) {
    const urls = typeof alertmanager.url === 'string' ? [alertmanager.url] : alertmanager.url;
    const token = sourceOf(alertmanager.tokenFile, alertmanager.tokenEnv);
    return { kind: 'alertmanager', urls: urls.map(plainUrl), token };
  }
  if (email !== undefined) return buildEmail(email);
  if (grafana !== undefined) {
    const token = sourceOf(grafana.tokenFile, grafana.tokenEnv);
    return { kind: 'grafana', url: plainUrl(grafana.url), token };
  }
  const url = input.webhook ?? '';
  if (isSlack(url)) return { kind: 'slack', url };
  const secret = sourceOf(input.secretFile, input.secretEnv);
  return { kind: 'webhook', url, secret, token: sourceOf(input.tokenFile, input.tokenEnv) };
}

function buildEmail(email: NonNullable<NotificationInput['email']>): Channel {
  const { host, port } = hostPort(email.smtp);
  return {
    kind: 'email',
    host,
    port,
    tls: email.tls ?? DEFAULTS['notify.email.tls'].value,
    caFile: email.ca ?? null,
    from: email.from,
    to: email.to,
    user: email.user ?? null,
    password: sourceOf(email.passwordFile, email.passwordEnv),
  };
}

function sourceOf(file: string | undefined, env: string | undefined): SecretSource | null {
  if (file === undefined && env === undefined) return null;
  return { file: file ?? null, env: env ?? null };
}

/** Older strategies name Slack's address as a webhook. */
function isSlack(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname === 'hooks.slack.com';
}
