/** Who did what by hand, and what came of it: kept beside the journal, for people and for audits. */

import type { Said } from '../lib/said.ts';

export interface AuditEntry {
  readonly atMs: number;
  /** Name of the token, the OIDC subject, or the user of the machine. */
  readonly by: string;
  readonly role: 'viewer' | 'operator' | 'admin';
  readonly via: 'cli' | 'api' | 'schedule';
  /** Verb and noun, such as `override.set`, `mode.set`, `token.create`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** One sentence, in the English of the moment. */
  readonly message: string;
  /** The same as data, to be told in any language; absent in old entries. */
  readonly said?: Said;
  /** Numbers and names; never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}
