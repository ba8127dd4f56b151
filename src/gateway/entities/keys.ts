/** How entities of each kind refer to others, and what makes them unique. */

import { isRecord } from './records.ts';
import type { UniqueKey } from './table.ts';
import type { Entity, Kind } from './types.ts';

export interface ForeignKey {
  readonly field: string;
  /** Referenced kind; certificates and consumers do not exist here, so nothing refers to one. */
  readonly kind: Kind | 'certificates' | 'consumers';
  readonly cascade: boolean;
}

export const FOREIGN_KEYS: Readonly<Record<Kind, readonly ForeignKey[]>> = {
  services: [{ field: 'client_certificate', kind: 'certificates', cascade: false }],
  routes: [{ field: 'service', kind: 'services', cascade: false }],
  upstreams: [{ field: 'client_certificate', kind: 'certificates', cascade: false }],
  targets: [{ field: 'upstream', kind: 'upstreams', cascade: true }],
  plugins: [
    { field: 'route', kind: 'routes', cascade: true },
    { field: 'service', kind: 'services', cascade: true },
    { field: 'consumer', kind: 'consumers', cascade: true },
  ],
};

/** The field by which an entity may be named in a path instead of its id. */
export const ENDPOINT_KEYS: Readonly<Record<Kind, string>> = {
  services: 'name',
  routes: 'name',
  upstreams: 'name',
  targets: 'target',
  plugins: 'instance_name',
};

export function uniqueKeysOf(kind: Kind, entity: Entity): readonly UniqueKey[] {
  switch (kind) {
    case 'services':
    case 'routes':
    case 'upstreams':
      return byName('name', entity['name']);
    case 'targets':
      return [targetKey(referenceId(entity['upstream']) ?? '', String(entity['target']))];
    case 'plugins':
      return [...byName('instance_name', entity['instance_name']), scopeKey(entity)];
  }
}

/** Looks a key up in a table: `name` of most kinds. */
export function nameKey(name: string): string {
  return `name ${name}`;
}

export function targetKey(upstreamId: string, target: string): UniqueKey {
  return {
    key: `target ${upstreamId} ${target}`,
    fields: { target, upstream: { id: upstreamId } },
  };
}

/** The id in a foreign field, `null` when it refers to nothing. */
export function referenceId(value: unknown): string | null {
  return isRecord(value) && typeof value['id'] === 'string' ? value['id'] : null;
}

function byName(field: string, name: unknown): readonly UniqueKey[] {
  return typeof name === 'string' ? [{ key: nameKey(name), fields: { [field]: name } }] : [];
}

/** A plugin is once in each scope. */
function scopeKey(entity: Entity): UniqueKey {
  const scopes = ['consumer', 'route', 'service'].map((field) => {
    const id = referenceId(entity[field]);
    return [field, id === null ? null : { id }] as const;
  });
  const name = String(entity['name']);
  return {
    key: `scope ${name} ${scopes.map(([, reference]) => reference?.id ?? '').join(' ')}`,
    fields: { name, ...Object.fromEntries(scopes) },
  };
}
