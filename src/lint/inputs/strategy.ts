/** One strategy, parsed without errors, and what follows from it. */

import type { Strategy } from '../../model/strategy.ts';

export interface StrategyInput {
  readonly file: string;
  readonly strategy: Strategy;
  readonly facts: StrategyFacts;
}

/**
 * What `generate` makes of a strategy, in times: worked out there, since lint imports only the model,
 * and told by the caller.
 */
export interface StrategyFacts {
  /** By service, in the order of the strategy. */
  readonly services: readonly ServiceTimes[];
  /** Until a person has noticed, understood and acted. */
  readonly personMs: number;
  /** Kong's `db_update_frequency` by default: until the other nodes of a cluster know of a write. */
  readonly propagationMs: number;
}

export interface ServiceTimes {
  readonly name: string;
  /** Full outage that the objective leaves in its window. */
  readonly budgetMs: number;
  /** Requests per second that the estimates count with. */
  readonly rps: number;
  /** By `load`; else it is estimated from capacity. */
  readonly isRpsStated: boolean;
  /** Read and write time-out of one try, as Kong is told. */
  readonly timeoutMs: number;
  readonly timeoutFrom: 'strategy' | 'objective' | 'deadline';
  /** Until Kong's active checks mark a target, without traffic. */
  readonly kong: {
    readonly refusedMs: number;
    readonly hangingMs: number;
    readonly statusMs: number;
  };
  /** What only Ballast sees: how long until it has moved the traffic. */
  readonly partial: readonly {
    readonly kind: 'target-gray' | 'region-gray';
    /** Part of all requests that fails meanwhile. */
    readonly failingRatio: number;
    /** Until the evidence suffices. */
    readonly detectMs: number;
    /** Log delivery, tick and write. */
    readonly actMs: number;
  }[];
  /** From healed to all traffic back, at best. */
  readonly returnMs: number;
  /** Upstreams in which a target stands, per gateway: each has probes of its own. */
  readonly upstreamsPerTarget: number;
}
