/**
 * Ids of entities that a declarative configuration gives none: UUID version 5 of their key, so
 * that they are the same after every reload and on every node (facts 52; recording 09 #31, #60).
 * Namespace and keys are Kong's, so the ids are Kong's as well.
 */

import { createHash } from 'node:crypto';

import type { Kind } from './types.ts';

const KONG_NAMESPACE = 'fd02801f-0957-4a15-a55a-c8d9606f30b5';

/** Stands for the workspace, of which there is one. */
const ANY_WORKSPACE = '*';

export function declarativeId(kind: Kind, key: string): string {
  return uuidV5(uuidV5(KONG_NAMESPACE, kind), key);
}

/** Key of an entity that is unique by several fields: targets and plugins. */
export function compositeKey(kind: Kind, parts: readonly string[]): string {
  return [kind, ANY_WORKSPACE, ...parts].join(':');
}

function uuidV5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
