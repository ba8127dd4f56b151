/**
 * Kong files as one configuration: entities with what they say, what Kong makes of it, and where
 * each stands. Reading never fails: what has the wrong type counts as not said (the rules on fields
 * report it), so that rules can rely on the types here.
 */

import type { Path } from '../../lib/path.ts';
import type { KongUpstreamSettings } from '../../model/kong.ts';

/** An entity at its place, with its fields as written. */
export interface KongEntity {
  readonly file: string;
  readonly path: Path;
  readonly given: Readonly<Record<string, unknown>>;
}

export interface KongTarget extends KongEntity {
  /** As Kong stores it: with the port, 8000 when none is given. */
  readonly target: string;
  readonly host: string;
  readonly hasPort: boolean;
  readonly weight: number;
}

export interface KongUpstream extends KongEntity {
  readonly name: string;
  /** Complete: what is not said has Kong's default. */
  readonly settings: KongUpstreamSettings;
  readonly targets: readonly KongTarget[];
}

export interface KongRoute extends KongEntity {
  /** `null` when the entity has none. */
  readonly name: string | null;
  /** The service it belongs to, by name. */
  readonly service: string | null;
  /** Upper case; empty = every method. */
  readonly methods: readonly string[];
}

export interface KongService extends KongEntity {
  readonly name: string | null;
  /** Name of an upstream, or a host name; `null` when there is none. */
  readonly host: string | null;
  readonly protocol: string;
  readonly retries: number;
  readonly timeoutsMs: { readonly connect: number; readonly read: number; readonly write: number };
  /** Its own, and those beside it that name it. */
  readonly routes: readonly KongRoute[];
}

export interface KongPlugin extends KongEntity {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly isEnabled: boolean;
  /** What it is bound to, such as `service order-api`; empty = global. */
  readonly scope: readonly string[];
}

export interface KongInput {
  /** The files, in order; `data` is the whole document. */
  readonly files: readonly { readonly file: string; readonly data: unknown }[];
  readonly upstreams: readonly KongUpstream[];
  readonly services: readonly KongService[];
  /** Those of services and those beside them. */
  readonly routes: readonly KongRoute[];
  /** At every level. */
  readonly plugins: readonly KongPlugin[];
  readonly upstreamByName: ReadonlyMap<string, KongUpstream>;
}

/** A place within an entity. */
export function within(entity: KongEntity, ...path: Path): { file: string; path: Path } {
  return { file: entity.file, path: [...entity.path, ...path] };
}

/** Whether the entity itself says something at this path. */
export function says(entity: KongEntity, ...path: Path): boolean {
  let value: unknown = entity.given;
  for (const segment of path) {
    if (!isRecord(value) || !Object.hasOwn(value, segment)) return false;
    value = value[segment];
  }
  return value !== null && value !== undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
