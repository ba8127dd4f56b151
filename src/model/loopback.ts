/**
 * Addresses under which a gateway is a target of its own upstreams. Kong's usual listener 0.0.0.0
 * answers on every address of 127.0.0.0/8, so none needs to be opened (kong-recordings 107, 109).
 */

import type { StaticAnswer } from './strategy.ts';

/** Where requests are sent to be refused on purpose, in Ballast's own words. */
export const SHED_HOST = '127.0.0.2';

const FIRST_REGION = 11;

/** The address of a region, by its place in the strategy's order of preference. */
export function regionHost(index: number): string {
  const number = FIRST_REGION + index;
  return `127.0.${Math.floor(number / 256)}.${number % 256}`;
}

/** Octets 128–254: apart from the addresses of regions, which count up from 127.0.0.11. */
const FIRST_ANSWER = 128;
const ANSWER_BLOCKS = 127;

/**
 * Where a service's shed target leads. Each answer of its own has an address of its own, made from
 * what it says: by it Kong knows which answer is meant, in either layout and without a header, and it
 * stays when services come, go or change places in the file. Among a hundred answers two meet once in
 * 1,600 strategies; the strategy's checks refuse that.
 */
export function answerHost(answer: StaticAnswer | null | undefined): string {
  if (answer === null || answer === undefined) return SHED_HOST;
  const { status, contentType, body } = answer;
  const seconds = retryAfterSeconds(answer);
  const hash = fnv1a(JSON.stringify([status, contentType, body, seconds]));
  const block = FIRST_ANSWER + ((hash >>> 16) % ANSWER_BLOCKS);
  return `127.${block}.${(hash >>> 8) & 255}.${hash & 255}`;
}

/** What its Retry-After says; `null` for an answer that is no error. */
export function retryAfterSeconds({ status, retryAfterMs }: StaticAnswer): number | null {
  return status < 400 ? null : Math.ceil(retryAfterMs / 1_000);
}

/** Whether a host is where requests are refused on purpose. */
export function isShedHost(host: string): boolean {
  if (host === SHED_HOST) return true;
  const block = Number(/^127\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(host)?.[1] ?? 0);
  return block >= FIRST_ANSWER && block < FIRST_ANSWER + ANSWER_BLOCKS;
}

/** FNV-1a, 32 bits (draft-eastlake-fnv). */
function fnv1a(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01_00_01_93) >>> 0;
  }
  return hash;
}
