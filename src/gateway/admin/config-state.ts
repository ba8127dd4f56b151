/** The declarative configuration a DB-less node runs on: loading, its hash, and the dump. */

import { createHash } from 'node:crypto';

import { dumpConfig } from '../entities/declarative/dump.ts';
import { loadDeclarative } from '../entities/declarative/load.ts';
import type { Entities } from '../entities/declarative/load.ts';
import { parseConfigText } from '../entities/declarative/parse.ts';
import { ok } from '../entities/kong-errors.ts';
import type { Result } from '../entities/kong-errors.ts';
import type { EntityStore } from '../entities/store.ts';

/** Kong's hash of no configuration. */
const EMPTY_HASH = '0'.repeat(32);

export interface ConfigStateOptions {
  readonly store: EntityStore;
  readonly nowMs: () => number;
  readonly uuid: () => string;
}

export type ConfigSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'object'; readonly value: Readonly<Record<string, unknown>> };

export interface ConfigState {
  /** Changes with the configuration; all zeros before the first. */
  hash(): string;
  /** Replaces every entity, or changes nothing and says what is wrong. */
  load(
    source: ConfigSource,
    options?: { readonly checkHash?: boolean; readonly flattenErrors?: boolean },
  ): Result<Entities | 'identical'>;
  dump(): string;
}

export function createConfigState({ store, nowMs, uuid }: ConfigStateOptions): ConfigState {
  let current = EMPTY_HASH;
  return {
    hash: () => current,
    dump: () => dumpConfig(store),
    load: (source, { checkHash = false, flattenErrors = false } = {}) => {
      const parsed = source.kind === 'text' ? parseConfigText(source.text) : ok(source.value);
      if (!parsed.ok) return parsed;
      // Only a text can be recognised again: Kong hashes no JSON body (facts 53).
      const hash = hashOf(source);
      if (checkHash && source.kind === 'text' && hash === current) return ok('identical');
      const flatten = { flatten: flattenErrors };
      const loaded = loadDeclarative(parsed.value, { nowMs: nowMs(), uuid, ...flatten });
      if (!loaded.ok) return loaded;
      store.replaceAll(loaded.value);
      current = hash;
      return loaded;
    },
  };
}

function hashOf(source: ConfigSource): string {
  const text = source.kind === 'text' ? source.text : ` ${JSON.stringify(source.value)}`;
  return createHash('md5').update(text).digest('hex');
}
