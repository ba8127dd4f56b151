/** An upstream's algorithm → that of the strategy, which leaves out what Kong does badly. */

import type { Algorithm } from '../model/strategy.ts';
import type { Collector } from './collector.ts';
import type { StrategyPath } from './contract.ts';
import { type Fields, textOf } from './read-fields.ts';
import type { AlgorithmData } from './strategy-data.ts';

export function importAlgorithm(
  fields: Fields,
  { collector, path }: { readonly collector: Collector; readonly path: StrategyPath },
): { readonly data: AlgorithmData; readonly algorithm: Algorithm } {
  const name = textOf(fields['algorithm']) ?? 'round-robin';
  const at = [...path, 'algorithm'];
  switch (name) {
    case 'round-robin':
      return plain('round-robin');
    case 'least-connections':
      return plain('least-connections');
    case 'latency':
      collector.check('algorithm-latency', at);
      return plain('least-connections');
    case 'consistent-hashing':
      return hashing(fields, { collector, at });
    default:
      collector.check('algorithm-other', at, { algorithm: name });
      return plain('least-connections');
  }
}

function plain(kind: 'round-robin' | 'least-connections') {
  return { data: kind, algorithm: { kind } };
}

function hashing(
  fields: Fields,
  { collector, at }: { readonly collector: Collector; readonly at: StrategyPath },
): { readonly data: AlgorithmData; readonly algorithm: Algorithm } {
  const kind = 'consistent-hashing' as const;
  const on = textOf(fields['hash_on']) ?? 'none';
  const header = textOf(fields['hash_on_header']);
  const cookie = textOf(fields['hash_on_cookie']);
  const queryArg = textOf(fields['hash_on_query_arg']);
  if (on === 'ip' || on === 'path' || on === 'consumer') {
    return { data: { [kind]: { hashOn: on } }, algorithm: { kind, hashOn: { kind: on } } };
  }
  if (on === 'header' && header !== null) {
    const hashOn = { kind: 'header' as const, name: header };
    return { data: { [kind]: { hashOn: { header } } }, algorithm: { kind, hashOn } };
  }
  if (on === 'cookie' && cookie !== null) {
    const hashOn = { kind: 'cookie' as const, name: cookie };
    return { data: { [kind]: { hashOn: { cookie } } }, algorithm: { kind, hashOn } };
  }
  if (on === 'query_arg' && queryArg !== null) {
    const hashOn = { kind: 'query_arg' as const, name: queryArg };
    return { data: { [kind]: { hashOn: { queryArg } } }, algorithm: { kind, hashOn } };
  }
  if (on === 'none') {
    // Kong then spreads evenly (kong-recordings 7).
    collector.check('algorithm-hash-none', at);
    return plain('round-robin');
  }
  collector.check('algorithm-other', at, { algorithm: `consistent-hashing on ${on}` });
  return { data: { [kind]: { hashOn: 'ip' } }, algorithm: { kind, hashOn: { kind: 'ip' } } };
}
