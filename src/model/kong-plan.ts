/**
 * A plan: what has to be written so that a Kong has the wanted configuration, as a value. Making one
 * writes nothing; `src/kong` carries it out. Steps are in phases: those of one phase depend on none
 * of each other, and a phase begins when the one before is done.
 */

import type { EntityFields, EntityKind } from './flatten-declarative.ts';

export interface KongPlan {
  readonly gateway: string;
  /** In the order in which they are written. */
  readonly steps: readonly PlanStep[];
  /** What stands in the way: somebody else's entities. A plan with refusals is not carried out. */
  readonly refusals: readonly PlanRefusal[];
  /** What is left as it is on purpose. */
  readonly kept: readonly KeptEntity[];
  /** Entities that are as they should be. */
  readonly unchanged: number;
}

export type PlanAction = 'create' | 'update' | 'delete';

export type PlanStep = EntityStep | SettleStep;

export interface EntityStep {
  readonly action: PlanAction;
  readonly phase: PlanPhase;
  readonly kind: EntityKind;
  /** Such as `targets/shop-upstream/10.0.0.1:80`; unique in a gateway. */
  readonly key: string;
  /** Of what is there; `null` for what is created. */
  readonly id: string | null;
  /** Of a target: its upstream. */
  readonly upstream: string | null;
  /** What the entity belongs to, by key; resolved to ids when it is written. */
  readonly service: string | null;
  readonly route: string | null;
  /** Body of the call; empty for a deletion. */
  readonly body: EntityFields;
  readonly changes: readonly FieldChange[];
}

/** A wait until every worker of every node has taken what was written before. */
export interface SettleStep {
  readonly action: 'settle';
  readonly phase: PlanPhase;
  readonly reason: string;
}

/** In order; see `src/reconcile/phases.ts` for why. */
export type PlanPhase =
  | 'new-upstreams'
  | 'new-targets'
  | 'loopback-services'
  | 'loopback-plugins'
  | 'loopback-routes'
  | 'loopback-route-plugins'
  | 'settle-loopback'
  | 'upstreams'
  | 'raise-targets'
  | 'services'
  | 'plugins'
  | 'routes'
  | 'route-plugins'
  | 'settle-services'
  | 'lower-targets'
  | 'delete-plugins'
  | 'delete-routes'
  | 'delete-services'
  | 'delete-targets'
  | 'shrink-upstreams'
  | 'delete-upstreams';

export interface FieldChange {
  /** Dotted: `healthchecks.active.timeout`. */
  readonly field: string;
  /** `undefined` where there was nothing. */
  readonly from: unknown;
  readonly to: unknown;
}

export interface PlanRefusal {
  readonly key: string;
  readonly reason: string;
  readonly fix: string;
}

export interface KeptEntity {
  readonly key: string;
  readonly reason: string;
}
