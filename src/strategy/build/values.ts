/** Texts whose format has been checked → numbers. */

import { assert } from '../../lib/assert.ts';
import { parseDurationMs, parseRatePerSecond, parseRatio } from '../../lib/quantities.ts';
import { isFault, parseHostPort } from '../formats/address.ts';
import type { HostPort } from '../formats/address.ts';

export function durationMs(text: string): number {
  return checked(parseDurationMs(text), text);
}

export function ratio(text: string): number {
  return checked(parseRatio(text), text);
}

export function ratePerSecond(text: string): number {
  return checked(parseRatePerSecond(text), text);
}

export function hostPort(text: string): HostPort {
  const result = parseHostPort(text);
  assert(!isFault(result), `host ${text} was checked before`);
  return result;
}

function checked(value: number | null, text: string): number {
  assert(value !== null, `${text} was checked before`);
  return value;
}
