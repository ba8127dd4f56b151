/** The Admin API as data: paths, methods and handlers, independent of the HTTP server. */

import type { EntityStore } from '../entities/store.ts';
import type { KongError, Result } from '../entities/kong-errors.ts';
import type { GatewayRuntime } from '../runtime-port.ts';
import type { ConfigState } from './config-state.ts';

/** What the handlers work on. */
export interface AdminContext {
  readonly store: EntityStore;
  readonly runtime: GatewayRuntime;
  readonly node: NodeInfo;
  readonly config: ConfigState;
}

interface NodeInfo {
  readonly nodeId: string;
  readonly hostname: string;
  /** `host:port` of the listeners, as Kong's configuration spells them. */
  readonly proxyListen: readonly string[];
  readonly trustedIps?: readonly string[];
  readonly adminListen: readonly string[];
  readonly pid: number;
  /** Workers that the balancer counts with. */
  readonly workers: number;
}

export interface AdminRequest {
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: AdminBody;
}

export type AdminBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Readonly<Record<string, unknown>> }
  /** Keys and values as they came; their types follow from the schema. */
  | { readonly kind: 'form'; readonly pairs: readonly (readonly [string, string])[] }
  | { readonly kind: 'yaml'; readonly text: string };

export interface Answer {
  readonly status: number;
  /** Nothing: no body. */
  readonly json?: unknown;
  readonly text?: string;
  readonly contentType?: string;
  /** The `Allow` header. */
  readonly allow?: string;
}

export type Handler = (request: AdminRequest, context: AdminContext) => Answer;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Endpoint {
  /** Kong's spelling: `/upstreams/{upstreams}`. */
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, Handler>>>;
  /** Takes YAML bodies as well. */
  readonly yaml?: true;
}

export function answer(status: number, json: unknown): Answer {
  return { status, json };
}

export function refuse(error: KongError): Answer {
  return { status: error.status, json: error.body };
}

/** The answer to a write: the entity, or what was wrong. */
export function answerResult(status: number, result: Result<unknown>): Answer {
  return result.ok ? answer(status, result.value) : refuse(result.error);
}

export const NO_CONTENT: Answer = { status: 204 };

/** A path parameter; the router has matched it. */
export function param(request: AdminRequest, name: string): string {
  return request.params[name] ?? '';
}
