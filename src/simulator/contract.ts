/**
 * The simulator's parts and what they say to each other, as plain data: a scenario (what happens to
 * whom), a contestant (who is in charge), a run (one of each with a seed) and its result.
 *
 * Roles in a scenario are relative, so that one scenario fits every strategy: `primary` is the first
 * choice of the first gateway, `standby` the next; a target is an index within its region.
 * Durations are ms, shares and ratios 0–1, rates per second.
 */

import type { ControlEvent, Weights } from '../model/control.ts';
import type { Override } from '../model/override.ts';
import type { DecisionRecord } from '../model/ports.ts';
import type { Histogram } from '../lib/histogram.ts';
import type { Strategy } from '../model/strategy.ts';

export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** What happens and what to look at; a paragraph. */
  readonly description: string;
  /** Left out of all figures. */
  readonly warmUpMs: number;
  /** After the warm-up. */
  readonly durationMs: number;
  /** The strategy that is used when the user names none. */
  readonly world: StandardWorld;
  readonly traffic: Traffic;
  readonly servers: Servers;
  readonly network: Network;
  readonly kong: KongCluster;
  readonly telemetry: TelemetryLink;
  readonly client: ClientBehaviour;
  readonly faults: readonly ScheduledFault[];
}

/** Regions, services and targets of a scenario that brings its own strategy. */
export interface StandardWorld {
  readonly regions: number;
  readonly services: number;
  readonly targetsPerRegion: number;
  /** Changes to the strategy file of the standard world, as YAML-shaped data merged into it. */
  readonly strategy: Readonly<Record<string, unknown>>;
}

export interface Traffic {
  /** Part of the primary region's true capacity (ρ), or a rate for each service. */
  readonly level:
    | { readonly load: number }
    /** `isDefault`: the scenario does not say, so a service's stated load comes first. */
    | { readonly rps: number; readonly isDefault?: true };
  readonly shape:
    | { readonly kind: 'poisson' }
    | { readonly kind: 'diurnal'; readonly periodMs: number; readonly swing: number }
    | {
        readonly kind: 'bursts';
        readonly factor: number;
        readonly everyMs: number;
        readonly forMs: number;
      }
    /** Requests in each second, repeated when it ends; scaled to the level. */
    | { readonly kind: 'trace'; readonly perSecond: readonly number[] };
  /** How many distinct values hash inputs take. */
  readonly keys: number;
}

export type Distribution =
  | { readonly kind: 'constant'; readonly meanMs: number }
  | { readonly kind: 'exponential'; readonly meanMs: number }
  | { readonly kind: 'lognormal'; readonly meanMs: number; readonly sigma: number }
  | {
      readonly kind: 'pareto';
      readonly alpha: number;
      readonly lowMs: number;
      readonly highMs: number;
    }
  | {
      readonly kind: 'bimodal';
      readonly fastMs: number;
      readonly slowMs: number;
      readonly slowRatio: number;
    };

export interface Servers {
  readonly workers: number;
  /** Waiting places; a request that finds none is answered 503 at once. */
  readonly queue: number;
  readonly serviceTime: Distribution;
  readonly errorRatio: number;
  /** A failing answer takes this part of the normal time. */
  readonly errorTimeRatio: number;
  /** True capacity of each target of a region relative to the others, repeated; `[1]` for equal. */
  readonly sizes: readonly number[];
  /** A fresh or returning target is this much slower, decaying with the time constant. */
  readonly cold: { readonly factor: number; readonly tauMs: number } | null;
}

export interface Network {
  /** One way within a region. */
  readonly localMs: number;
  /** Round trip between regions without an `rtt` in the strategy. */
  readonly wanMs: number;
}

export interface KongCluster {
  readonly nodes: number;
  readonly workers: number;
  /** From a write to its effect: at the node that took it, at the others. */
  readonly ownDelayMs: number;
  readonly otherDelayMs: number;
  /** An Admin API call takes this long. */
  readonly adminMs: number;
}

export interface TelemetryLink {
  readonly delayMs: number;
  readonly lossRatio: number;
  readonly duplicateRatio: number;
  /** A `prometheus` that knows each target's utilisation. */
  readonly hasUtilisation: boolean;
}

export interface ClientBehaviour {
  readonly deadlineMs: number;
  /** Further tries after a failure, each after a jittered back-off; counted as one request. */
  readonly retries: number;
}

/** Whom a fault hits. Everything left out means all. */
export interface Where {
  readonly region?: 'primary' | 'standby' | (string & {});
  /** Indices within the region. */
  readonly targets?: readonly number[];
  readonly service?: string;
}

export type Fault =
  | { readonly kind: 'refuse'; readonly where: Where }
  | { readonly kind: 'black-hole'; readonly where: Where }
  | { readonly kind: 'slow'; readonly where: Where; readonly factor: number }
  | { readonly kind: 'errors'; readonly where: Where; readonly ratio: number }
  /** Refuses and recovers in turn. */
  | {
      readonly kind: 'flapping';
      readonly where: Where;
      readonly downMs: number;
      readonly upMs: number;
    }
  /** Workers left, as a part. */
  | { readonly kind: 'capacity'; readonly where: Where; readonly ratio: number }
  | {
      readonly kind: 'cold';
      readonly where: Where;
      readonly factor: number;
      readonly tauMs: number;
      /** Warm at once after this long, from the first request on. */
      readonly warmAfterMs?: number;
    }
  /** /health says the opposite of the truth. */
  | { readonly kind: 'lying-health'; readonly where: Where; readonly says: 'up' | 'down' }
  /** Slow by `factor`, another target every `everyMs`. */
  | {
      readonly kind: 'antagonist';
      readonly where: Where;
      readonly factor: number;
      readonly everyMs: number;
    }
  /** Everyone that uses it fails: all regions, errors at this ratio. */
  | { readonly kind: 'shared-dependency'; readonly where: Where; readonly ratio: number }
  /** The network between Ballast and the targets is down: its probes fail. */
  | { readonly kind: 'observer-blind'; readonly where: Where }
  | { readonly kind: 'telemetry-lost' }
  | { readonly kind: 'telemetry-late'; readonly delayMs: number }
  | { readonly kind: 'admin-down' }
  | { readonly kind: 'admin-slow'; readonly callMs: number }
  /** Each write fails with this probability: batches are applied in part. */
  | { readonly kind: 'admin-partial'; readonly ratio: number }
  | { readonly kind: 'controller-crash' }
  /** A second controller that does not know of the first. */
  | { readonly kind: 'two-leaders' }
  /** Somebody else pushes the baseline weights. */
  | { readonly kind: 'foreign-push' }
  /** No fault: a person takes a region out with Ballast's lever, and ends it when the fault ends. */
  | {
      readonly kind: 'evacuate';
      readonly region: string;
      /** Bit by bit over this long; 0 = at once. */
      readonly overMs: number;
      /** Ends by itself after this long; `null` for the longest time there is. */
      readonly expiresMs: number | null;
    }
  | { readonly kind: 'traffic'; readonly factor: number };

export interface ScheduledFault {
  /** From the end of the warm-up. */
  readonly atMs: number;
  /** `null`: until the end. */
  readonly forMs: number | null;
  readonly fault: Fault;
}

/** Who is in charge of Kong, and how Kong is configured. */
export type ContestantName =
  | 'folklore'
  | 'kong-default'
  | 'kong-tuned'
  | 'kong-tuned-least-connections'
  /** Ballast's configuration with no Ballast running (G1). */
  | 'generated'
  | 'ballast';

export interface RunInput {
  readonly scenario: Scenario;
  readonly strategy: Strategy;
  readonly contestant: ContestantName;
  readonly seed: number;
  /** Where it begins; absent: as configured, with the scenario's own traffic and servers. */
  readonly start?: StartState;
}

/** What is taken over from a running Ballast. */
export interface StartState {
  /** Requests per second of each service over all gateways; others as in the scenario. */
  readonly demandRps: Readonly<Record<string, number>>;
  /** What each target can truly serve; others as in the scenario. */
  readonly capacityRps: Readonly<Record<string, number>>;
  /** In Kong, by gateway and upstream; for contestants without a controller, which else moves them. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, Weights>>>>;
  /** In force; their times are from the start of the run. */
  readonly overrides: readonly Override[];
}

/** One second of one run, over all services. */
export interface SecondPoint {
  /** From the end of the warm-up; negative within it. */
  readonly second: number;
  readonly sent: number;
  readonly failed: number;
  /** Of the failed: refused on purpose, with Retry-After. */
  readonly shed: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Requests served (answered in time), by region. */
  readonly served: Readonly<Record<string, number>>;
  /** Busy part of the workers (0–1), by region. */
  readonly utilisation: Readonly<Record<string, number>>;
}

/** Weights in force at the first node, by upstream, from this moment on. */
export interface WeightPoint {
  /** From the end of the warm-up. */
  readonly atMs: number;
  readonly upstream: string;
  readonly weights: Weights;
}

export interface RunResult {
  readonly scenario: string;
  readonly contestant: ContestantName;
  readonly seed: number;
  /** After the warm-up, by intended send time at the client. */
  readonly sent: number;
  readonly failed: number;
  readonly shed: number;
  readonly badSeconds: number;
  /** From the first fault to the first second after which none is bad; `null` if never. */
  readonly cleanAfterMs: number | null;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly p999Ms: number | null;
  readonly meanMs: number | null;
  readonly latency: Histogram;
  readonly writes: number;
  readonly servedByRegion: Readonly<Record<string, number>>;
  readonly servedByTarget: Readonly<Record<string, number>>;
  /** Mean latency of answered tries after the warm-up, by target. */
  readonly meanMsByTarget?: Readonly<Record<string, number>>;
  readonly ejections: number;
  /** Evacuations and undone or aborted returns. */
  readonly regionMoves: number;
  readonly seconds: readonly SecondPoint[];
  readonly weights: readonly WeightPoint[];
  /** What was journaled; times from the end of the warm-up, negative within it. */
  readonly decisions: readonly ControlEvent[];
  readonly findings: readonly Finding[];
  /** Events that the engine handled, and the real time it took. */
  readonly engine: { readonly events: number; readonly tookMs: number };
}

/** What a checker found: a guarantee that was broken. */
export interface Finding {
  readonly guarantee: `G${number}`;
  /** In a result from the end of the warm-up; a checker gives it on the controller's clock. */
  readonly atMs: number;
  readonly message: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Watches a run; made anew for each. All hooks are optional and must not keep what they are given. */
export interface Checker {
  readonly guarantee: Finding['guarantee'];
  /** A weight write as it reached Kong's database. */
  onWrite?(write: CheckedWrite): void;
  /** After each tick of the controller. */
  onTick?(tick: CheckedTick): void;
  onSecond?(point: SecondPoint): void;
  onEnd?(result: Omit<RunResult, 'findings'>): void;
  findings(): readonly Finding[];
}

export interface CheckedWrite {
  readonly atMs: number;
  readonly gateway: string;
  readonly upstream: string;
  readonly target: string;
  readonly from: number;
  readonly to: number;
  /** Of the whole upstream, after the write. */
  readonly weights: Weights;
  /**
   * Targets that can really serve at this moment (the truth, which the controller cannot see):
   * reachable, and failing in less than half of the cases.
   */
  readonly able: ReadonlySet<string>;
  /** Which controller wrote; `foreign` for somebody else. */
  readonly writer: string;
  readonly urgent: boolean;
  /** True while any fault is on, or was within the last minute. */
  readonly isTroubled: boolean;
  /** Requests per second that clients send to this upstream through this gateway; the truth. */
  readonly demandRps?: number;
  /** Fencing token of the lease under which it was written; `null` when without one. */
  readonly token?: number | null;
}

/** `atMs` of writes and ticks, and of the events in them, are on the controller's clock. */
export interface CheckedTick {
  readonly atMs: number;
  readonly controller: string;
  readonly events: readonly ControlEvent[];
  readonly isTelemetryLost: boolean;
  readonly isTroubled: boolean;
  /** Faults that are on now. */
  readonly faults?: readonly Fault[];
  /** As it goes into the journal; `null` when this tick decided nothing. */
  readonly decision?: DecisionRecord | null;
  /** All targets of all upstreams that can serve now, as in `CheckedWrite`. */
  readonly able?: ReadonlySet<string>;
}
