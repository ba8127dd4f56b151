/** One upstream and its targets, as Kong would complete them. */

import { completeUpstream } from '../../model/kong-defaults.ts';
import type { KongUpstreamSettings } from '../../model/kong.ts';
import { isRecord } from './kong.ts';
import type { KongEntity, KongTarget, KongUpstream } from './kong.ts';

export function readUpstream(entity: KongEntity, targets: readonly KongTarget[]): KongUpstream {
  const { given } = entity;
  const name = typeof given['name'] === 'string' ? given['name'] : '';
  const settings: KongUpstreamSettings = overlay(completeUpstream({ name }), given);
  return { ...entity, name, settings, targets };
}

export function readTarget(entity: KongEntity): KongTarget {
  const { target: address, weight } = entity.given;
  const written = typeof address === 'string' ? address : '';
  // [2001:db8::1]:8080, 2001:db8::1, name:8080, name
  const parts = /^(\[.*\]|[^:]*):(\d+)$/.exec(written);
  const host = parts?.[1] ?? written;
  return {
    ...entity,
    target: `${host}:${parts?.[2] ?? KONG_TARGET_PORT}`,
    host,
    hasPort: parts !== null,
    weight: typeof weight === 'number' ? weight : KONG_TARGET_WEIGHT,
  };
}

const KONG_TARGET_PORT = '8000';
const KONG_TARGET_WEIGHT = 100;

/** What is given, where it has the type of the default; `null` stands for a text. */
function overlay<T extends object>(defaults: T, given: Readonly<Record<string, unknown>>): T {
  const entries = Object.entries(defaults).map(([key, value]: [string, unknown]) => {
    const wanted = given[key];
    if (isRecord(value)) return [key, isRecord(wanted) ? overlay(value, wanted) : value];
    if (Array.isArray(value)) {
      const isSameKind = (item: unknown) => typeof item === typeof value[0];
      return [key, Array.isArray(wanted) ? wanted.filter(isSameKind) : value];
    }
    const kind = value === null ? 'string' : typeof value;
    return [key, typeof wanted === kind ? wanted : value];
  });
  return Object.fromEntries(entries) as T;
}
