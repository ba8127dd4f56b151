/**
 * One route of the API as data: who may, what goes in, what comes out, what it does. The server, the
 * OpenAPI document, the authorisation table and the fuzzer are all made from the list of these.
 */

import type { z } from 'zod';
import type { Language } from '../../lib/locale.ts';
import type { Actor, Role } from '../../operations/actor.ts';
import type { ConfirmationOperations } from '../../operations/confirmations.ts';
import type { Operations } from '../../operations/contract.ts';

export interface RouteContext {
  readonly operations: Operations;
  readonly confirmations: ConfirmationOperations;
  readonly actor: Actor;
  /** Of the reader. */
  readonly language: Language;
  /** Aborts when the client goes before it has its answer. */
  readonly gone: AbortSignal;
}

export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the path prefix, with `:name` for parameters. */
  readonly path: string;
  /** Name of the operation in the OpenAPI document. */
  readonly name: string;
  readonly summary: string;
  readonly group: 'status' | 'levers' | 'history' | 'drills' | 'what-if' | 'checks' | 'access';
  /** The least role that may. */
  readonly role: Role;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Absent: an answer without a body. */
  readonly answer?: z.ZodType;
  /** 200 unless something new has been made. */
  readonly status?: 201;
  /** Absent: the server's. */
  readonly timeoutMs?: number;
  handle(context: RouteContext, input: RouteInput): Promise<unknown>;
}

export interface RouteInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** A route whose parts fit each other. */
export function defineRoute<Params, Query, Body, Answer>(
  route: Omit<ApiRoute, 'params' | 'query' | 'body' | 'answer' | 'handle'> & {
    readonly params?: z.ZodType<Params>;
    readonly query?: z.ZodType<Query>;
    readonly body?: z.ZodType<Body>;
    readonly answer?: z.ZodType<Answer>;
    handle(
      context: RouteContext,
      input: { readonly params: Params; readonly query: Query; readonly body: Body },
    ): Promise<Answer>;
  },
): ApiRoute {
  return route;
}
