/** Limits of the API: what one address, one token and all of them together may ask for. */

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface ApiLimits {
  /** Of one address, whatever it is. */
  readonly requestsPerMinuteByAddress: number;
  /** Of one token. */
  readonly requestsPerMinuteByToken: number;
  /** Refused tokens of one address. */
  readonly denialsPerMinute: number;
  readonly streams: number;
  readonly streamsByToken: number;
  readonly connections: number;
}

export const DEFAULT_LIMITS: ApiLimits = {
  requestsPerMinuteByAddress: 3_000,
  requestsPerMinuteByToken: 1_200,
  denialsPerMinute: 30,
  streams: 256,
  streamsByToken: 64,
  connections: 1_024,
};

/** Answers after this long at most; what waits holds memory. */
export const ANSWER_TIMEOUT_MS = 15_000;
/** The whole request must have arrived. */
export const REQUEST_TIMEOUT_MS = 10_000;
export const MAX_BODY_BYTES = 64 * 1024;
export const MAX_PARAM_LENGTH = 512;

const WINDOW_MS = 60_000;
/** Addresses and tokens that are remembered. */
const MAX_KEYS = 5_000;

/** `null` when it may go on, else the seconds to wait. */
export type Limiter = (request: FastifyRequest, key: string) => Promise<number | null>;

export interface Limiters {
  readonly byAddress: Limiter;
  readonly byToken: Limiter;
  readonly byDenial: Limiter;
}

export async function createLimiters(app: FastifyInstance, limits: ApiLimits): Promise<Limiters> {
  await app.register(rateLimit, { global: false, timeWindow: WINDOW_MS, cache: MAX_KEYS });
  const limiter = (max: number): Limiter => {
    const keys = new WeakMap<FastifyRequest, string>();
    const check = app.createRateLimit({
      max,
      keyGenerator: (request: FastifyRequest) => keys.get(request) ?? request.ip,
    });
    return async (request, key) => {
      keys.set(request, key);
      const found = await check(request);
      return found.isAllowed || !found.isExceeded ? null : Math.ceil(found.ttl / 1_000);
    };
  };
  return {
    byAddress: limiter(limits.requestsPerMinuteByAddress),
    byToken: limiter(limits.requestsPerMinuteByToken),
    byDenial: limiter(limits.denialsPerMinute),
  };
}
