/**
 * A strategy file as data: the part of the grammar (`docs/strategy.md`) that an import fills in, as
 * it is written in YAML, with texts for durations and shares.
 */

export interface StrategyData {
  readonly version: 1;
  readonly name: string;
  readonly mode: 'observe';
  readonly layout?: 'auto' | 'flat' | 'two-level';
  readonly objective: { readonly availability: string; readonly window: string };
  readonly regions: Readonly<Record<string, { readonly priority: number }>>;
  readonly gateways: Readonly<Record<string, GatewayData>>;
  readonly telemetry: TelemetryData;
  readonly services: Readonly<Record<string, ServiceData>>;
}

export interface GatewayData {
  readonly region: string;
  readonly admin: string | readonly string[];
  readonly proxy?: string;
  /** A URL, or `none`. */
  readonly loopback?: string;
  readonly tokenFile?: string;
  readonly tokenEnv?: string;
  readonly workspace?: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

export interface TelemetryData {
  readonly logs: { readonly listen: string; readonly url?: string; readonly tokenFile?: string };
  readonly expiry?: string;
}

export interface ServiceData {
  readonly routes: readonly RouteData[];
  readonly path?: string;
  readonly protocol?: 'https';
  readonly algorithm: AlgorithmData;
  readonly health: HealthData;
  /** Hosts by region, in order of preference. */
  readonly targets: Readonly<Record<string, PlacementData>>;
  readonly failover: FailoverData;
  readonly client?: { readonly deadline: string };
  readonly protect?: ProtectData;
}

export interface RouteData {
  readonly paths?: readonly string[];
  readonly methods?: readonly string[];
  readonly hosts?: readonly string[];
  readonly stripPath?: 'off';
}

export type AlgorithmData =
  | 'round-robin'
  | 'least-connections'
  | { readonly 'consistent-hashing': { readonly hashOn: HashOnData } };

export type HashOnData =
  | 'ip'
  | 'path'
  | 'consumer'
  | { readonly header: string }
  | { readonly cookie: string }
  | { readonly queryArg: string };

export interface HealthData {
  readonly path: string;
  readonly expect?: { readonly status: readonly number[] };
  readonly interval?: string;
  readonly timeout?: string;
  readonly overloadStatus?: readonly number[];
}

export interface PlacementData {
  readonly hosts: readonly (string | { readonly host: string; readonly capacity: string })[];
  readonly access?: 'reads';
}

export interface FailoverData {
  readonly mode: 'active-passive' | 'active-active' | 'isolate';
  readonly standbyShare?: string;
  readonly whenCapacityIsShort?: 'shed';
  readonly answer?: AnswerData;
}

export interface AnswerData {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly retryAfter?: string;
}

export interface ProtectData {
  readonly rateLimit?: Readonly<Record<string, number>>;
  readonly circuitBreaker?: 'off';
  readonly retries?: number;
  readonly timeout?: string;
  readonly connectTimeout?: string;
}
