/** Reading and writing one kind of entity: the same six calls at another path. */

import type { z } from 'zod';
import type { CallOptions } from './call.ts';
import { collect } from './paging.ts';

/** What a client gives to its collections. */
export interface Endpoint {
  /** Makes the call and reads the answer with a schema. */
  read<T>(exchange: EndpointCall, schema: z.ZodType<T>, options?: CallOptions): Promise<T>;
  /** Makes the call and forgets the answer. */
  send(exchange: EndpointCall, options?: CallOptions): Promise<void>;
  walk<T>(path: string, schema: z.ZodType<T>, options?: CallOptions): AsyncGenerator<T>;
}

interface EndpointCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** `key` is a name or an id; of a target, its address or id. */
export interface Collection<T> {
  /** All of them, page by page, each once. */
  walk(options?: CallOptions): AsyncGenerator<T>;
  list(options?: CallOptions): Promise<T[]>;
  get(key: string, options?: CallOptions): Promise<T>;
  create(fields: object, options?: CallOptions): Promise<T>;
  /** Merges; arrays are replaced. */
  patch(key: string, fields: object, options?: CallOptions): Promise<T>;
  /** Creates or replaces: unnamed fields return to their defaults. Targets: replaces only. */
  put(key: string, fields: object, options?: CallOptions): Promise<T>;
  delete(key: string, options?: CallOptions): Promise<void>;
}

export function createCollection<T>(
  endpoint: Endpoint,
  path: string,
  schema: z.ZodType<T>,
): Collection<T> {
  const pathOf = (key: string) => `${path}/${encodeSegment(key)}`;
  return {
    walk: (options) => endpoint.walk(path, schema, options),
    list: (options) => collect(endpoint.walk(path, schema, options)),
    get: (key, options) => endpoint.read({ method: 'GET', path: pathOf(key) }, schema, options),
    create: (body, options) => endpoint.read({ method: 'POST', path, body }, schema, options),
    patch: (key, body, options) =>
      endpoint.read({ method: 'PATCH', path: pathOf(key), body }, schema, options),
    put: (key, body, options) =>
      endpoint.read({ method: 'PUT', path: pathOf(key), body }, schema, options),
    delete: (key, options) => endpoint.send({ method: 'DELETE', path: pathOf(key) }, options),
  };
}

/** Kong takes colons as they are, and brackets only escaped (admin/04-targets.json #42). */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':');
}
