/**
 * Who is told of what, and how: the entries of `notify`. No secret stands in a strategy; it says where
 * one is read from, at each use, so that a changed one needs no restart.
 */

import type { Language } from '../lib/locale.ts';

export interface Notification {
  /** Of the channel: in logs, metrics and `ballast notify test --only`. */
  readonly name: string;
  readonly channel: Channel;
  readonly events: readonly NotifyClass[];
  /** The least severity that is sent. */
  readonly severity: NotifySeverity;
  readonly language: Language;
  /** Where people reach Ballast's dashboard, without a slash at the end; `null` for no links. */
  readonly dashboardUrl: string | null;
  /** Where the generated runbooks are published, without a slash at the end; `null` for no links. */
  readonly runbooksUrl: string | null;
}

/** What an event is about. */
export const NOTIFY_CLASSES = [
  'failover',
  'failback',
  'ejection',
  'capacity',
  'telemetry',
  'budget',
  'drill',
  'override',
  'gateway',
  'controller',
] as const;

export type NotifyClass = (typeof NOTIFY_CLASSES)[number];

/** As alerts have it: now, in office hours, to be seen. The gravest first. */
export const NOTIFY_SEVERITIES = ['page', 'ticket', 'info'] as const;

export type NotifySeverity = (typeof NOTIFY_SEVERITIES)[number];

/** A file or an environment variable; at most one of them is given. */
export interface SecretSource {
  readonly file: string | null;
  readonly env: string | null;
}

export type Channel =
  | {
      readonly kind: 'webhook';
      readonly url: string;
      /** Key that signs what is sent (HMAC-SHA256). */
      readonly secret: SecretSource | null;
      /** Bearer token. */
      readonly token: SecretSource | null;
    }
  | {
      /** What Slack's incoming webhooks take; Mattermost, Rocket.Chat and others do too. */
      readonly kind: 'slack';
      /** The address is the secret; as text only where the strategy has it as text. */
      readonly url: string | SecretSource;
    }
  | {
      readonly kind: 'alertmanager';
      /** Of each member of a cluster; all of them are told, as Alertmanager asks for. */
      readonly urls: readonly string[];
      readonly token: SecretSource | null;
    }
  | {
      readonly kind: 'email';
      readonly host: string;
      readonly port: number;
      /** `starttls`: begun in the clear, then encrypted or not sent. */
      readonly tls: 'starttls' | 'tls' | 'none';
      readonly caFile: string | null;
      readonly from: string;
      readonly to: readonly string[];
      readonly user: string | null;
      readonly password: SecretSource | null;
    }
  | {
      /** Annotations on Grafana's charts. */
      readonly kind: 'grafana';
      readonly url: string;
      readonly token: SecretSource | null;
    };

export type ChannelKind = Channel['kind'];

/** The literal URLs that a channel sends to; those in files are not known beforehand. */
export function channelUrls(channel: Channel): readonly string[] {
  switch (channel.kind) {
    case 'webhook':
    case 'grafana':
      return [channel.url];
    case 'slack':
      return typeof channel.url === 'string' ? [channel.url] : [];
    case 'alertmanager':
      return channel.urls;
    case 'email':
      return [];
  }
}

/** Where a channel's secrets are read from. */
export function channelSecrets(channel: Channel): readonly SecretSource[] {
  return sourcesOf(channel).filter((source) => source !== null);
}

function sourcesOf(channel: Channel): readonly (SecretSource | null)[] {
  switch (channel.kind) {
    case 'webhook':
      return [channel.secret, channel.token];
    case 'slack':
      return [typeof channel.url === 'string' ? null : channel.url];
    case 'alertmanager':
    case 'grafana':
      return [channel.token];
    case 'email':
      return [channel.password];
  }
}
