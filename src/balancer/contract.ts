/**
 * The surface of the balancer model that its two users see: the embedded gateway on real sockets
 * and, later, the simulator in virtual time. Time and randomness are passed in.
 *
 * Scopes are Kong's (kong-facts A1): balancer state (wheel, pointer, connection counts, EWMA) is
 * per worker; health and its counters are per node; each node probes for itself.
 */

import type { KongTargetHealth, KongTargetSettings, KongUpstreamSettings } from '../model/kong.ts';

/** One resolved address of a target. Object identity is not stable over rebuilds; `key` is. */
export interface Address {
  /** `ip:port:hostname`, the identity of its health record. */
  readonly key: string;
  readonly target: string;
  readonly host: string;
  readonly ip: string;
  readonly port: number;
  readonly weight: number;
  /** A number of the caller's own (`UpstreamModelOptions.tagOf`), so that it need not look it up. */
  readonly tag?: number;
}

/** State of one proxied request across its tries; opaque to callers. */
export interface PickHandle {
  readonly worker: number;
}

export type PickResult =
  | { readonly kind: 'address'; readonly address: Address }
  /** Threshold not met or total weight 0: Kong's "Balancer is unhealthy". */
  | { readonly kind: 'unhealthy' }
  /** Nothing left to try: Kong's "No peers are available". */
  | { readonly kind: 'no-peers' }
  /**
   * Kong's own fault, answered 500: the latency algorithm chose an address that is marked
   * unhealthy, or the upstream has no balancer because its health checker could not be made.
   */
  | { readonly kind: 'error' };

export interface Resolution {
  /** Addresses by target host name; an absent name is a DNS error. IP literals need no entry. */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
}

export interface ProbeJob {
  readonly address: Address;
  /** Time-out of the whole probe in ms (Kong: per socket operation). */
  readonly timeoutMs: number;
}

export type ProbeResult =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'tcp-failure' }
  | { readonly kind: 'timeout' };

/** Outcome of one proxied try, as Kong's passive checks see it (kong-facts B4). */
export type TryReport =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'tcp-failure' }
  | { readonly kind: 'timeout' };

export interface AddressHealth {
  readonly ip: string;
  readonly port: number;
  readonly weight: number;
  readonly health: KongTargetHealth;
}

/** As `GET /upstreams/X/health` needs it. */
export interface TargetHealthView {
  readonly target: string;
  readonly health: KongTargetHealth;
  readonly nodeWeight: number;
  readonly weight: {
    readonly total: number;
    readonly available: number;
    readonly unavailable: number;
  };
  readonly addresses: readonly AddressHealth[];
}

export interface BalancerHealthView {
  readonly health: 'HEALTHY' | 'UNHEALTHY' | 'HEALTHCHECKS_OFF';
  readonly healthy: boolean;
  readonly weight: {
    readonly total: number;
    readonly available: number;
    readonly unavailable: number;
  };
}

/** One upstream on one node. */
export interface UpstreamModel {
  readonly settings: KongUpstreamSettings;
  /**
   * A counter of 255 or a grpc check makes Kong throw while it builds the balancer and keep the
   * upstream's lock (kong-facts B2, A11): the previous balancer serves on, later writes have no
   * effect, health stands still. Ends only with a new model (Kong: a reload).
   */
  readonly broken: boolean;
  /**
   * A target or upstream was written: rebuilds every worker's balancer, keeps health, restarts the
   * probe clock. With a `resolution` alone (DNS changed) the clock runs on.
   */
  rebuild(change: {
    readonly settings?: KongUpstreamSettings;
    readonly targets?: readonly KongTargetSettings[];
    readonly resolution?: Resolution;
    readonly nowMs: number;
  }): void;

  /**
   * Begins a request on a worker. `hashInput` is the value to hash on; `null` when absent. `ended`
   * is a handle of a request that was ended, of any model, to be used again instead of a new one.
   */
  begin(worker: number, hashInput: string | null, ended?: PickHandle | null): PickHandle;
  /** Chooses the target of the next try; called again after a failed try. */
  pick(handle: PickHandle, nowMs: number): PickResult;
  /**
   * The request is over (Kong's log phase): frees the connection count, feeds the EWMA. Every
   * handle that was begun has to be ended, or least-connections counts it as in flight for ever.
   */
  end(handle: PickHandle, outcome: { readonly responseTimeMs: number | null }, nowMs: number): void;

  /** Feeds the passive checks with one try. Returns whether availability changed. */
  reportTry(address: Address, report: TryReport): boolean;

  /** Active probes due at this time; advances the probe clock. */
  dueProbes(nowMs: number): readonly ProbeJob[];
  /** When `dueProbes` should next be asked; `null` when active checks are off. */
  nextProbeMs(): number | null;
  reportProbe(address: Address, result: ProbeResult): boolean;

  /** PUT …/healthy|unhealthy. `no-checker` when all checks are off. `ipPort` narrows it to one address. */
  setHealth(
    target: string,
    healthy: boolean,
    ipPort?: string,
  ): 'done' | 'no-checker' | 'unknown-target';

  targetHealth(): readonly TargetHealthView[];
  balancerHealth(): BalancerHealthView;
}

export interface UpstreamModelOptions {
  readonly settings: KongUpstreamSettings;
  readonly targets: readonly KongTargetSettings[];
  readonly resolution?: Resolution;
  readonly workers: number;
  readonly random: () => number;
  readonly nowMs: number;
  /** Tag of the addresses of a target; 0 when left out. Asked at every rebuild. */
  readonly tagOf?: (target: string) => number;
}
