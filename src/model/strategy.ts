/**
 * The strategy: what someone wants of their services, parsed, complete and frozen. Every default
 * is filled in, durations are milliseconds, shares are ratios (0–1), rates are per second.
 * Only `src/strategy` makes one.
 */

import type { ApiSettings } from './api-settings.ts';
import type { WeeklyWindow } from '../lib/weekly-window.ts';
import type { Notification } from './notification.ts';

export interface Strategy {
  readonly name: string;
  /** `observe`: tell what would have been done; `act`: write to Kong. */
  readonly mode: 'observe' | 'act';
  readonly layout: 'auto' | 'flat' | 'two-level';
  /** In order of preference: by priority, then as written. */
  readonly regions: readonly Region[];
  readonly gateways: readonly Gateway[];
  readonly telemetry: TelemetrySettings;
  readonly services: readonly ServiceStrategy[];
  readonly notify: readonly Notification[];
  /** What people's levers and drills may not do unless forced; absent in strategies made by hand. */
  readonly safety?: SafetyRules;
  /** Absent in strategies made by hand: no API unless told otherwise. */
  readonly api?: ApiSettings;
}

/** That one region stays on is no setting: it holds always, also against force (G2). */
export interface SafetyRules {
  /**
   * Parts of a service's traffic that levers and drills may take from regions within an hour, in
   * all; 1 is the whole traffic once. What the automation moves is not counted.
   */
  readonly maxMovedPerHour: number;
  /** Times of the week in which no lever is set. */
  readonly blockedLevers: readonly WeeklyWindow[];
  /** Times of the week in which no drill begins. */
  readonly blockedDrills: readonly WeeklyWindow[];
}

export interface Region {
  readonly name: string;
  /** 0 is the first choice. */
  readonly priority: number;
  /** Round-trip time to other regions, by region name. */
  readonly rttMs: Readonly<Record<string, number>>;
}

/** One Kong cluster. */
export interface Gateway {
  readonly name: string;
  readonly region: string;
  /** Admin API of each node: at least one. With several, Kong's health is read from all of them. */
  readonly adminUrls: readonly string[];
  /** Where clients reach its proxy; `null` when not told. */
  readonly proxyUrl: string | null;
  /**
   * Its plain-HTTP listener as the gateway itself reaches it on loopback: what shedding and the
   * two-level layout are built on. `null` when there is none.
   */
  readonly loopbackUrl: string | null;
  readonly tokenFile: string | null;
  readonly tokenEnv: string | null;
  readonly workspace: string | null;
  readonly tls: {
    readonly caFile: string | null;
    readonly certFile: string | null;
    readonly keyFile: string | null;
  };
}

export interface TelemetrySettings {
  readonly logs: {
    /** host:port on which Ballast receives Kong's http-log. */
    readonly listen: string;
    /** How Kong reaches that listener, when it differs from `http://listen`. */
    readonly url: string;
    readonly tokenFile: string | null;
    /** Addresses that may send; empty = any. */
    readonly allow: readonly string[];
  };
  /** Asked for what it knows better; `null` without one. */
  readonly prometheus: PrometheusSettings | null;
  /** Absent in strategies made by hand: no listener. */
  readonly metrics?: MetricsSettings;
  /** After this long without news a signal is stale (G4). */
  readonly expiryMs: number;
}

/** Ballast's own `/metrics`. */
export interface MetricsSettings {
  /** host:port. */
  readonly listen: string;
  /** How Prometheus reaches it; without a slash at the end. */
  readonly url: string;
}

export interface PrometheusSettings {
  /** Without a slash at the end. */
  readonly url: string;
  /** File with a bearer token; `null` for none. */
  readonly tokenFile: string | null;
  readonly intervalMs: number;
  /** Busy part (0–1) of each target; `null` = not asked. */
  readonly utilisation: PrometheusQuery | null;
  /** Requests per second of each service, over all gateways. */
  readonly demand: PrometheusQuery | null;
}

export interface PrometheusQuery {
  /** PromQL that gives one value for each label. */
  readonly query: string;
  /** The label that names the target (`host:port`, or the host) or the service. */
  readonly label: string;
}

export interface Objective {
  /** Such as 0.9999. */
  readonly availabilityRatio: number;
  readonly windowMs: number;
  /** Wanted latency by quantile: `[{ quantile: 0.99, limitMs: 300 }]`. */
  readonly latency: readonly { readonly quantile: number; readonly limitMs: number }[];
}

export interface ServiceStrategy {
  readonly name: string;
  /** Name of its Kong upstream, made from the service's name. */
  readonly upstream: string;
  readonly objective: Objective;
  readonly routes: readonly Route[];
  /** Path prefix at the target. */
  readonly path: string | null;
  readonly protocol: 'http' | 'https';
  readonly algorithm: Algorithm;
  readonly health: HealthExpectation;
  /** Of all regions, in order of preference of the region, then as written. */
  readonly targets: readonly Target[];
  /** Regions that serve reads only; absent when all take everything. */
  readonly readRegions?: readonly string[];
  /** What is expected of the callers; `null` or absent when nobody said. */
  readonly load?: ExpectedLoad | null;
  readonly failover: Failover;
  readonly failback: Failback;
  readonly adapt: { readonly errors: boolean; readonly latency: boolean; readonly load: boolean };
  readonly client: { readonly deadlineMs: number };
  readonly protect: Protect;
}

/** Requests per second of the whole service, over all gateways. */
export interface ExpectedLoad {
  /** The busiest minutes of a usual week: what capacity is held against. */
  readonly peakRps: number;
  /** In the mean of a day; `null` when only the peak is stated. */
  readonly usualRps: number | null;
}

export interface Route {
  readonly paths: readonly string[];
  readonly methods: readonly string[];
  readonly hosts: readonly string[];
  readonly stripPath: boolean;
}

export type HashOn =
  | { readonly kind: 'ip' | 'path' | 'consumer' }
  | { readonly kind: 'header' | 'cookie' | 'query_arg'; readonly name: string };

export type Algorithm =
  | { readonly kind: 'round-robin' }
  | { readonly kind: 'least-connections' }
  | { readonly kind: 'consistent-hashing'; readonly hashOn: HashOn };

export interface HealthExpectation {
  readonly path: string;
  readonly expect: {
    readonly statuses: readonly number[];
    /** Text that the body must contain. */
    readonly body: string | null;
    /** Fields of a JSON body, by dotted path, and the values they must have. */
    readonly json: Readonly<Record<string, string | number | boolean>>;
  };
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Statuses on traffic that mean overload, not death. */
  readonly overloadStatuses: readonly number[];
}

export interface Target {
  /** `host:port`, as Kong stores it. */
  readonly target: string;
  readonly host: string;
  readonly port: number;
  readonly region: string;
  /** Requests per second it can serve; `null` when not stated. */
  readonly capacityRps: number | null;
}

export interface Failover {
  readonly mode: 'active-passive' | 'active-active' | 'isolate';
  /** Share of the traffic that the standby region serves in peace, to keep it proven. */
  readonly standbyShareRatio: number;
  readonly whenCapacityIsShort: 'shed' | 'overflow';
  readonly approval: 'auto' | 'manual';
  /** What callers get that are refused on purpose; `null` or absent for Ballast's own words. */
  readonly answer?: StaticAnswer | null;
  /** Commands or URLs to call around a failover; `null` for none. */
  readonly before: string | null;
  readonly after: string | null;
}

/** An answer that Kong gives by itself. */
export interface StaticAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Sent as Retry-After with an error status. */
  readonly retryAfterMs: number;
}

export interface Failback {
  /** Times of the week in which no return begins. */
  readonly blocked: readonly WeeklyWindow[];
  readonly approval: 'auto' | 'manual';
  /** How long a region must look well before it returns; doubles with each relapse. */
  readonly holdMs: number;
  readonly holdMaxMs: number;
  /** Shares of its baseline traffic on the way back, ending at 1. */
  readonly steps: readonly number[];
  readonly minDwellMs: number;
  /** Clean requests that the returning region must have served before the next step. */
  readonly minRequests: number;
}

export interface Protect {
  readonly rateLimit: Readonly<
    Partial<Record<'second' | 'minute' | 'hour' | 'day', number>>
  > | null;
  readonly circuitBreaker: boolean;
  /** Extra tries; `null` = as many as fit in the client's deadline. */
  readonly retries: number | null;
  /** Read and write time-out towards a target; `null` = from the latency objective. */
  readonly timeoutMs: number | null;
  readonly connectTimeoutMs: number;
}
