/** The upstreams of one service in one Kong, as data; `layout.ts` says how they come about. */

import type { Algorithm, ServiceStrategy } from './strategy.ts';

export type LayoutKind = 'flat' | 'two-level';

export interface ServiceLayout {
  readonly kind: LayoutKind;
  readonly service: ServiceStrategy;
  readonly gatewayRegion: string;
  /** In the order in which they are to be written: inner ones, then the one the service names. */
  readonly upstreams: readonly LayoutUpstream[];
}

export interface LayoutUpstream {
  /** Its name in Kong. */
  readonly upstream: string;
  readonly role: 'flat' | 'outer' | 'inner';
  /** Whose inner upstream it is; `null` for the others. */
  readonly region: string | null;
  /** Of an inner one where reads and writes go different ways; absent when it takes both. */
  readonly serves?: 'reads' | 'writes';
  readonly algorithm: Algorithm;
  readonly targets: readonly LayoutTarget[];
}

export type LayoutTarget =
  /** A target of the strategy. */
  | { readonly kind: 'real'; readonly target: string; readonly region: string }
  /** The gateway itself; `upstream` is the inner upstream it leads to. */
  | {
      readonly kind: 'region';
      readonly target: string;
      readonly region: string;
      readonly upstream: string;
    }
  /** The gateway itself, answering 503 at once. */
  | { readonly kind: 'shed'; readonly target: string };
