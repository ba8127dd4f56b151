/**
 * What `init` makes a strategy file of: complete, whether it came from flags, questions, an OpenAPI
 * document or a Kong. Texts are as the strategy file writes them (`300ms`, `99.99%`, `200rps`).
 */

export interface InitAnswers {
  readonly name: string;
  readonly availability: string;
  /** p99 objective. */
  readonly p99: string;
  /** In order of preference. */
  readonly regions: readonly string[];
  readonly gateways: readonly InitGateway[];
  readonly logs: InitLogs;
  /** URL; `null` without one. */
  readonly prometheus: string | null;
  readonly services: readonly InitService[];
}

export interface InitGateway {
  readonly name: string;
  readonly region: string;
  /** One for each node. */
  readonly admin: readonly string[];
  readonly tokenFile: string | null;
  /** URL or `none`; `null` leaves Kong's usual listener. */
  readonly loopback: string | null;
}

export interface InitLogs {
  readonly listen: string;
  /** How Kong reaches it, when that differs. */
  readonly url: string | null;
  readonly tokenFile: string | null;
}

export interface InitService {
  readonly name: string;
  /** Path prefixes; none when another tool owns the routes. */
  readonly paths: readonly string[];
  /** None means any. */
  readonly methods: readonly string[];
  readonly stripPath: boolean;
  readonly health: string;
  /** By region, in order of preference; at least one. */
  readonly placements: readonly InitPlacement[];
  /** Expected at the peak, over all regions. */
  readonly load: string | null;
  /** Where it differs from the common one. */
  readonly availability: string | null;
  readonly p99: string | null;
  readonly deadline: string;
  readonly sessions: InitSessions | null;
  readonly algorithm: string;
  /** Whether a failed request may be tried again. */
  readonly mayRepeat: boolean;
  readonly failover: FailoverWish;
  readonly approval: 'auto' | 'manual';
  readonly before: string | null;
  readonly after: string | null;
  readonly whenShort: 'shed' | 'overflow';
  /** Body of what is answered where something is refused on purpose; `null` for Ballast's words. */
  readonly answer: string | null;
}

export interface InitPlacement {
  readonly region: string;
  readonly hosts: readonly string[];
  /** Of each host; `null` when not known. */
  readonly capacity: string | null;
}

export interface InitSessions {
  readonly kind: 'ip' | 'path' | 'consumer' | 'cookie' | 'header' | 'queryArg';
  /** Of the cookie, header or argument. */
  readonly name: string | null;
}

export type FailoverWish = (typeof FAILOVER_WISHES)[number];

/** `static-answer` is active-passive with an answer for what fits nowhere. */
export const FAILOVER_WISHES = [
  'active-passive',
  'active-active',
  'isolate',
  'reads-only',
  'static-answer',
] as const;

export const ALGORITHMS = ['least-connections', 'round-robin'] as const;

/** Methods that change nothing (RFC 9110, section 9.2.1). */
export const READING = ['GET', 'HEAD', 'OPTIONS'] as const;
export const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
