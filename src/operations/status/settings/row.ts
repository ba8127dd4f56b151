/** One line of the settings before it is told whether it is a default. */

import type { SecretSource } from '../../../model/notification.ts';
import type { DefaultKey } from '../../../strategy/defaults.ts';

export interface Row {
  readonly path: string;
  /** As in YAML; `null` where nothing is set. */
  readonly value: Text | null;
  /** Absent: the strategy says it or nobody does. */
  readonly key?: DefaultKey;
  /** What holds while the value is `null`. */
  readonly otherwise?: string;
}

export type Text = string | number | readonly (string | number)[];

export function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}

/** A name and a password in a URL are nobody’s business here. */
export function withoutUser(url: string): string {
  return url.replace(/(?<=:\/\/)[^/@]*@/, '');
}

/** An address that is a secret by itself (incoming webhooks): where it leads, and no more. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).origin}/…` : '…';
}

/** A command is told by its program: what follows may hold a password. A URL by its host. */
export function placeOf(hook: string | null): string | null {
  if (hook === null) return null;
  if (/^https?:/.test(hook)) return hostOf(hook);
  const [program = '', ...rest] = hook.trim().split(/\s+/);
  return rest.length === 0 ? program : `${program} …`;
}

/** Where a secret is read from, never what it is. */
export function secretText(source: SecretSource | null): string | null {
  if (source === null) return null;
  return source.file === null ? `in the variable ${source.env ?? ''}` : `in ${source.file}`;
}
