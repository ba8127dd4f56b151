/** What a running Kong says of itself, asked by the caller. Its configuration is a Kong document. */

import type { KongUpstreamView } from '../../model/kong.ts';

export interface LiveInput {
  /** URL of the Admin API. */
  readonly file: string;
  readonly facts: LiveFacts;
}

export interface LiveFacts {
  /** Those that answered; each has health and a configuration file of its own. */
  readonly nodes: readonly LiveNode[];
  readonly unreachable: readonly { readonly url: string; readonly reason: string }[];
  readonly upstreams: readonly LiveUpstream[];
  readonly plugins: readonly LivePlugin[];
  /** What a strategy wants of this Kong; `null` when there is none. */
  readonly wanted: WantedState | null;
}

export interface LiveNode {
  readonly url: string;
  readonly version: string;
  readonly edition: 'community' | 'enterprise';
  readonly role: string;
  /** `postgres`, or `off`. */
  readonly database: string;
  /** `null` when there is none, or the node does not say. */
  readonly databaseReachable: boolean | null;
  /** Names of the plugins it can run. */
  readonly plugins: readonly string[];
  /** Its settings, in Kong's names. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface LiveUpstream {
  readonly name: string;
  readonly hashOn: string;
  readonly tags: readonly string[];
  /** By target, from the database. */
  readonly weights: Readonly<Record<string, number>>;
  /** Of each node. */
  readonly views: readonly KongUpstreamView[];
}

export interface LivePlugin {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly isGlobal: boolean;
  readonly config: Readonly<Record<string, unknown>>;
}

export interface WantedState {
  readonly gateway: string;
  /** Where Kong is to send its logs. */
  readonly logsUrl: string;
  readonly upstreams: readonly {
    readonly name: string;
    /** In peace, by target. */
    readonly weights: Readonly<Record<string, number>>;
  }[];
  /** Tags of Ballast's own. */
  readonly tags: readonly string[];
}

export function isHybridControlPlane({ role }: LiveNode): boolean {
  return role === 'control_plane';
}

/** A list of Kong's configuration: Lua writes an empty one as `{}`. */
export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
