/** Who asks. Each role may do what the one before it may, and more. */

import type { AuditEntry } from '../model/audit.ts';

export type Role = AuditEntry['role'];

export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly via: AuditEntry['via'];
}

const RANK: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, admin: 2 };

export function hasRole({ role }: Pick<Actor, 'role'>, needed: Role): boolean {
  return RANK[role] >= RANK[needed];
}
