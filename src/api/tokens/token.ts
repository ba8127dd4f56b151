/**
 * A bearer token: 256 random bits that are shown once, and what is kept of it. The hash is a plain
 * SHA-256, since nobody can try 2^256 tokens; slow hashes are for what people choose themselves.
 * Comparing takes the same time whatever is wrong.
 */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Role } from '../../operations/actor.ts';

export interface TokenRecord {
  /** For lists and for revoking; says nothing of the secret. */
  readonly id: string;
  /** Who or what uses it: in the audit log and on every override. */
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the whole token, hexadecimal. */
  readonly hash: string;
  readonly createdAtMs: number;
  readonly createdBy: string;
  /** `null` = does not expire. */
  readonly expiresAtMs: number | null;
}

/** Tells scanners for leaked secrets, and us, what it is. */
export const TOKEN_PREFIX = 'ballast_';

const SECRET_BYTES = 32;
const ID_BYTES = 6;

export function makeToken(facts: {
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly nowMs: number;
  readonly expiresAtMs: number | null;
}): { readonly secret: string; readonly record: TokenRecord } {
  const secret = `${TOKEN_PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const { name, role, createdBy, nowMs, expiresAtMs } = facts;
  const id = randomBytes(ID_BYTES).toString('hex');
  const hash = hashOf(secret).toString('hex');
  return {
    secret,
    record: { id, name, role, hash, createdAtMs: nowMs, createdBy, expiresAtMs },
  };
}

/** The record of a token, expired or not; looks at all of them, wherever it is. */
export function findToken(records: readonly TokenRecord[], secret: string): TokenRecord | null {
  const given = hashOf(secret);
  let found: TokenRecord | null = null;
  for (const record of records) {
    if (timingSafeEqual(Buffer.from(record.hash, 'hex'), given)) found = record;
  }
  return found;
}

export function hasExpired({ expiresAtMs }: TokenRecord, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs <= nowMs;
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
