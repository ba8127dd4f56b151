/**
 * What `importKong` takes and gives: Kong configurations in, a strategy as data out, together with
 * all that was guessed and all that could not be carried over. Guesses and losses are codes with
 * figures; their words are in `words.ts`, in every language.
 */

import type { StrategyData } from './strategy-data.ts';

/** One Kong configuration, as parsed YAML or JSON; several documents are read as one Kong. */
export interface KongDocument {
  /** What people call it: a file name, or the URL it was read from. */
  readonly source: string;
  /**
   * A decK state file or a DB-less file (entities nested in each other or not), or lists of entities
   * as the Admin API answers them, under the same top-level keys (targets under `targets`, with
   * `upstream: { id }`).
   */
  readonly content: unknown;
}

export interface ImportOptions {
  /** Name of the strategy; when absent, the one that the tags tell. */
  readonly name?: string;
  /** Where no tag tells one; `imported` when absent. */
  readonly defaultName?: string;
  /** What is known of the gateway besides its configuration. */
  readonly gateway?: ImportedGateway;
}

export interface ImportedGateway {
  readonly name?: string;
  /** Region in which it runs; guessed from the weights when absent. */
  readonly region?: string;
  /** Default `http://127.0.0.1:8001`. */
  readonly adminUrls?: readonly string[];
  readonly proxyUrl?: string;
  /** Its plain-HTTP listener on loopback; `null` when it is known to have none. */
  readonly loopbackUrl?: string | null;
  readonly tokenFile?: string;
  readonly tokenEnv?: string;
  readonly workspace?: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

export interface ImportResult {
  readonly strategy: StrategyData;
  readonly guesses: readonly Guess[];
  readonly losses: readonly Loss[];
}

/** Keys from the top of the strategy file: `['services', 'shop', 'health', 'path']`. */
export type StrategyPath = readonly string[];

export interface Guess {
  readonly code: GuessCode;
  /** Where in the strategy it stands. */
  readonly path: StrategyPath;
  /**
   * `check`: a wrong guess can cost requests, so a person has to look before Ballast writes.
   * `note`: said for completeness.
   */
  readonly weight: 'check' | 'note';
  readonly params: Params;
}

/** Something in Kong that the strategy cannot say. */
export interface Loss {
  readonly code: LossCode;
  readonly source: string;
  /** In Kong's words: `services/shop/routes/shop-1: headers`. */
  readonly place: string;
  readonly params: Params;
}

export type Params = Readonly<Record<string, string | number>>;

export type GuessCode =
  | 'gateway-address'
  | 'gateway-region'
  | 'gateway-loopback'
  | 'objective'
  | 'region-from-tag'
  | 'region-from-host'
  | 'region-from-upstream'
  | 'region-from-role'
  | 'region-from-failover-flag'
  | 'region-from-weight'
  | 'region-unknown'
  | 'standby-from-weight'
  | 'standby-without-weight'
  | 'standby-share-default'
  | 'shares-from-weight'
  | 'sizes-from-weight'
  | 'capacity-for-shed'
  | 'shares-moved'
  | 'merged-upstreams'
  | 'upstream-renamed'
  | 'upstream-shared'
  | 'upstream-undefined'
  | 'upstream-unused'
  | 'service-renamed'
  | 'routes-elsewhere'
  | 'health-path'
  | 'health-off'
  | 'health-interval'
  | 'health-timeout'
  | 'algorithm-latency'
  | 'algorithm-hash-none'
  | 'algorithm-other'
  | 'kong-default-times'
  | 'deadline-from-tries'
  | 'log-listener'
  | 'log-token'
  | 'pod-addresses'
  | 'telemetry-expiry';

export type LossCode =
  | 'field'
  | 'plugin'
  | 'plugin-field'
  | 'entity'
  | 'service-protocol'
  | 'service-disabled'
  | 'service-without-target'
  | 'route-empty'
  | 'route-value'
  | 'route-name'
  | 'target-address'
  | 'target-twice'
  | 'upstream-unused'
  | 'health-counters'
  | 'health-type'
  | 'not-kong'
  | 'differs';
