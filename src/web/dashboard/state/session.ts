/**
 * Who looks. The token lives in this tab's sessionStorage only: no cookie, so nothing that another
 * site could make the browser send; gone with the tab.
 */

import { signal } from '@preact/signals';

export type Role = 'viewer' | 'operator' | 'admin';

export interface Person {
  readonly name: string;
  readonly role: Role;
}

const KEY = 'ballast.token';
const RANK: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, admin: 2 };

export const token = signal<string | null>(sessionStorage.getItem(KEY));
/** `null` while not known, or when nobody is let in. */
export const person = signal<Person | null>(null);
/** `asking` until the API has said whether it lets this page in. */
export const admission = signal<'asking' | 'in' | 'out'>('asking');
/** Why the last session ended, in the API's words; `null` for none. */
export const sessionEnd = signal<string | null>(null);

export function keepToken(text: string): void {
  sessionStorage.setItem(KEY, text);
  token.value = text;
}

export function beginSession(who: Person): void {
  person.value = who;
  sessionEnd.value = null;
  admission.value = 'in';
}

export function endSession(reason: string | null): void {
  // Without a token there was no session that could have ended: the page simply asks for one.
  sessionEnd.value = token.value === null ? null : reason;
  sessionStorage.removeItem(KEY);
  token.value = null;
  person.value = null;
  admission.value = 'out';
}

export function may(needed: Role): boolean {
  const who = person.value;
  return who !== null && RANK[who.role] >= RANK[needed];
}
