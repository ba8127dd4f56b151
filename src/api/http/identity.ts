/** Who asks, or why that is not known. */

import type { Actor } from '../../operations/actor.ts';

export interface Identity {
  readonly kind: 'known';
  readonly actor: Actor;
  /** Limits count by it; not a secret. */
  readonly key: string;
}

export interface Denial {
  readonly kind: 'denied';
  readonly code: 'unauthenticated' | 'forbidden' | 'unavailable';
  readonly detail: string;
  readonly fix: string;
}

export const NO_TOKEN: Denial = {
  kind: 'denied',
  code: 'unauthenticated',
  detail: 'A token is needed.',
  fix: 'Make one with `ballast token create NAME --role viewer`, and send it as `Authorization: Bearer …`.',
};

export const WRONG_TOKEN: Denial = {
  kind: 'denied',
  code: 'unauthenticated',
  detail: 'The token is not known here, or has been revoked.',
  fix: 'Look at `ballast token list`, or make a new one with `ballast token create`.',
};

export const EXPIRED: Denial = {
  kind: 'denied',
  code: 'unauthenticated',
  detail: 'The token has expired.',
  fix: 'Make a new one with `ballast token create`, or log in again.',
};
