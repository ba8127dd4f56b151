/** Who asks, or why that is not known. */

import type { Said } from '../../lib/said.ts';
import type { Actor } from '../../operations/actor.ts';
import { sayApi } from './speech.ts';

export interface Identity {
  readonly kind: 'known';
  readonly actor: Actor;
  /** Limits count by it; not a secret. */
  readonly key: string;
}

export interface Denial {
  readonly kind: 'denied';
  readonly code: 'unauthenticated' | 'forbidden' | 'unavailable';
  readonly detail: Said;
  readonly fix: Said;
}

export const NO_TOKEN: Denial = {
  kind: 'denied',
  code: 'unauthenticated',
  detail: sayApi('token-needed'),
  fix: sayApi('fix-token-needed'),
};

export const WRONG_TOKEN: Denial = {
  kind: 'denied',
  code: 'unauthenticated',
  detail: sayApi('token-unknown'),
  fix: sayApi('fix-token-unknown'),
};

export const EXPIRED: Denial = {
  kind: 'denied',
  code: 'unauthenticated',
  detail: sayApi('token-expired'),
  fix: sayApi('fix-token-expired'),
};
