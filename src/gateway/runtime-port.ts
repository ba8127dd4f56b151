/**
 * What the Admin API asks of the running node: the proxy side implements it, the Admin API only
 * reads it and sets health marks. Entities do not pass through here; the runtime reads those from
 * the entity store and is told of changes there.
 *
 * Upstreams are named by `upstream.name`, which is unique and what `service.host` refers to.
 */

import type { BalancerHealthView, TargetHealthView } from '../balancer/contract.ts';

export interface GatewayRuntime {
  /**
   * This node's view of an upstream's targets, in any order; `null` while it has no balancer for
   * the upstream (for some moments after it was created), as Kong leaves `health` out then.
   */
  targetHealth(upstream: string): readonly TargetHealthView[] | null;
  /** This node's view of the upstream as a whole; `null` as above. */
  balancerHealth(upstream: string): BalancerHealthView | null;
  /** A health mark (`PUT …/healthy|unhealthy`). */
  setHealth(mark: HealthMark): 'done' | 'no-checker' | 'unknown-target';
  /** Body of `GET /metrics`, Prometheus text format. */
  metricsText(): string;
  /** Counts of the proxy's client connections, as `GET /status` shows them. */
  connections(): ConnectionCounts;
  timers(): TimerCounts;
}

export interface HealthMark {
  readonly upstream: string;
  /** `host:port` as the entity store spells it. */
  readonly target: string;
  readonly healthy: boolean;
  /** Narrows the mark to one address, `ip:port`. */
  readonly ipPort?: string;
}

export interface ConnectionCounts {
  readonly accepted: number;
  readonly handled: number;
  readonly active: number;
  readonly reading: number;
  readonly writing: number;
  readonly waiting: number;
  readonly totalRequests: number;
}

export interface TimerCounts {
  readonly running: number;
  readonly pending: number;
}
