/** Targets of a draft → hosts as the strategy takes them, each once, with the signs of its region. */

import { isShedHost, SHED_HOST } from '../model/loopback.ts';
import { importAccess } from './import-access.ts';
import { storedTargetName } from '../model/target-name.ts';
import type { Collector } from './collector.ts';
import type { Draft } from './drafts.ts';
import { urlParts } from './drafts.ts';
import { numberOf } from './read-fields.ts';
import type { PlacedTarget } from './regions.ts';

/** Everything of a service that is a target, and what its weights are by upstream. */
export interface ImportedTargets {
  readonly targets: readonly PlacedTarget[];
  /**
   * Weights by upstream and target; of an outer upstream by region, and the shed target by its address.
   */
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Port of the gateway's loopback listener; `null` when no target shows it. */
  readonly loopbackPort: number | null;
  readonly sheds: boolean;
  /** Regions that writes never reach. */
  readonly readRegions: readonly string[];
  /** The shed target's loopback address, by which its answer is found. */
  readonly shedHost: string | null;
  /** Place of each region in the strategy, where loopback addresses tell it. */
  readonly regionIndex: ReadonlyMap<string, number>;
}

export function importTargets(draft: Draft, collector: Collector): ImportedTargets {
  if (draft.parts.length === 0) return dnsTarget(draft, collector);
  const targets = new Map<string, PlacedTarget>();
  // Maps, since names come from outside: one called __proto__ must be a name like any other.
  const weights = new Map<string, Map<string, number>>();
  const regionIndex = new Map<string, number>();
  let loopbackPort: number | null = null;
  let shedHost: string | null = null;
  for (const { upstream, role, region, isWrites } of draft.parts) {
    if (isWrites === true) continue;
    const at = { source: upstream.source, place: `upstreams/${upstream.name}` };
    const name = draft.kind === 'merged' ? draft.name : upstream.name;
    const own = weights.get(name) ?? new Map<string, number>();
    weights.set(name, own);
    for (const found of upstream.targets) {
      const target = storedTargetName(found.target);
      const loopback = draft.kind.startsWith('own') ? loopbackOf(target) : null;
      if (loopback !== null && (role === 'outer' || loopback.isShed)) {
        loopbackPort = loopback.port;
        if (loopback.isShed) shedHost ??= loopback.host;
        // Whatever it answers, it is the one shed target.
        const of = loopback.isShed ? `${SHED_HOST}:${loopback.port}` : regionTag(found.tags);
        if (of !== null) own.set(of, found.weight);
        if (!loopback.isShed && of !== null) regionIndex.set(of, loopback.index);
        continue;
      }
      if (!isHostPort(target)) {
        collector.lose('target-address', at, { target: found.target });
        continue;
      }
      const key = target.toLowerCase();
      const before = targets.get(key);
      if (before !== undefined && role === 'flat') {
        collector.lose('target-twice', at, { target });
        continue;
      }
      own.set(before?.target ?? target, found.weight);
      if (found.isFailover && draft.kind.startsWith('own')) {
        const place = `${at.place}/targets/${target}`;
        collector.lose('field', { ...at, place }, { field: 'failover', value: 'true' });
      }
      if (before !== undefined) continue;
      targets.set(key, {
        target,
        weight: found.weight,
        tags: found.tags,
        isFailover: found.isFailover,
        upstreamRegion: region,
      });
    }
  }
  const access = importAccess(draft);
  return {
    readRegions: access.readRegions,
    targets: [...targets.values()],
    weights: Object.fromEntries([...weights].map(([name, own]) => [name, Object.fromEntries(own)])),
    loopbackPort,
    sheds: shedHost !== null,
    shedHost: shedHost ?? access.refusalHost,
    regionIndex,
  };
}

/** A service whose host is no upstream leads to one name, looked up by Kong. */
function dnsTarget(draft: Draft, collector: Collector): ImportedTargets {
  const fields = draft.service?.fields ?? {};
  const url = urlParts(fields['url']);
  const protocol = url?.protocol ?? fields['protocol'];
  const port = numberOf(fields['port']) ?? url?.port ?? (protocol === 'https' ? 443 : 80);
  const host =
    draft.host.includes(':') && !draft.host.startsWith('[') ? `[${draft.host}]` : draft.host;
  const target = storedTargetName(`${host}:${port}`);
  const isGood = isHostPort(target);
  if (!isGood) {
    const at = { source: draft.service?.source ?? '', place: `services/${draft.name}` };
    collector.lose('target-address', at, { target });
  }
  return {
    targets: isGood
      ? [{ target, weight: 100, tags: [], isFailover: false, upstreamRegion: null }]
      : [],
    weights: { [draft.host]: isGood ? { [target]: 100 } : {} },
    loopbackPort: null,
    readRegions: [],
    sheds: false,
    shedHost: null,
    regionIndex: new Map(),
  };
}

interface Loopback {
  readonly port: number;
  readonly host: string;
  readonly isShed: boolean;
  /** Place of the region in the strategy's order of preference. */
  readonly index: number;
}

/** Region addresses count from 127.0.0.11 (`src/model/loopback.ts`). */
const FIRST_REGION = 11;

function loopbackOf(target: string): Loopback | null {
  const match = /^(127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})):(\d+)$/.exec(target);
  if (match === null) return null;
  const [, host = '', block, high, low, port] = match;
  const isShed = isShedHost(host);
  const number = Number(high) * 256 + Number(low);
  if (!isShed && (block !== '0' || number < FIRST_REGION)) return null;
  return { port: Number(port), host, isShed, index: number - FIRST_REGION };
}

function regionTag(tags: readonly string[]): string | null {
  return tags.find((tag) => tag.startsWith('region-'))?.slice('region-'.length) ?? null;
}

/** What the grammar takes: a name, an IPv4 address or an IPv6 address in brackets, with a port. */
function isHostPort(target: string): boolean {
  const match = /^(\[[0-9a-f:]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/.exec(target);
  if (match === null) return false;
  const [, host = '', port] = match;
  if (Number(port) < 1 || Number(port) > 65_535) return false;
  if (host.startsWith('[')) return /^\[[0-9a-f]{4}(:[0-9a-f]{4}){7}\]$/.test(host);
  if (/^[\d.]+$/.test(host)) {
    const parts = host.split('.');
    return (
      parts.length === 4 &&
      parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
    );
  }
  const isLabel = (label: string) => /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label);
  return host.length <= 253 && host.split('.').every(isLabel);
}
