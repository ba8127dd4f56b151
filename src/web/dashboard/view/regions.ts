/** Each region over all services: its part of the traffic, its health, its room, its distances. */

import type { RegionPhase } from '../../../model/control.ts';
import type { Override } from '../../../model/override.ts';
import type { RegionStatus, StatusSnapshot } from '../../../model/status.ts';
import { levelOfPhase, worse, type Level } from './level.ts';

export interface RegionView {
  readonly region: string;
  readonly rps: number;
  /** Of all tries that are seen. */
  readonly shareRatio: number;
  readonly level: Level;
  readonly worst: RegionPhase;
  /** Services in that worst phase, of those that have targets here. */
  readonly worstCount: number;
  readonly services: number;
  readonly targets: number;
  readonly targetsIn: number;
  /** Room for all its services; `null` where one states none. */
  readonly roomRps: number | null;
  /** What is stated, where a service has shown that it can serve less; else `null`. */
  readonly overruledRps: number | null;
  /** Free part of the room (below 0 when overloaded); `null` where the room is unknown. */
  readonly headroomRatio: number | null;
  readonly rtts: readonly { readonly to: string; readonly rttMs: number }[];
  readonly gateways: readonly string[];
  /** People's and drills' levers that name it. */
  readonly overrides: readonly Override[];
}

export function regionsOf(snapshot: StatusSnapshot): readonly RegionView[] {
  const byName = new Map<string, RegionStatus[]>();
  // In the strategy's order where it is told; every region that has a gateway is one too.
  for (const { region } of snapshot.regions ?? []) byName.set(region, []);
  for (const { regions } of snapshot.upstreams) {
    for (const entry of regions) {
      const known = byName.get(entry.region);
      if (known === undefined) byName.set(entry.region, [entry]);
      else known.push(entry);
    }
  }
  const rpsOf = (entries: readonly RegionStatus[]) =>
    entries.reduce((sum, entry) => sum + triesOf(entry), 0);
  const total = [...byName.values()].reduce((sum, entries) => sum + rpsOf(entries), 0);
  return [...byName].map(([region, entries]) =>
    viewOf(region, { entries, rps: rpsOf(entries), total, snapshot }),
  );
}

export function triesOf({ targets }: RegionStatus): number {
  return targets.reduce((sum, { triesPerSecond }) => sum + triesPerSecond, 0);
}

function viewOf(
  region: string,
  options: {
    readonly entries: readonly RegionStatus[];
    readonly rps: number;
    readonly total: number;
    readonly snapshot: StatusSnapshot;
  },
): RegionView {
  const { entries, rps, total, snapshot } = options;
  const phases = entries.map(({ phase }) => phase);
  const worst = phases.toSorted((a, b) => worse(levelOfPhase(a), levelOfPhase(b)))[0] ?? 'unknown';
  const targets = entries.flatMap((entry) => entry.targets);
  const roomRps = roomOf(entries);
  return {
    region,
    rps,
    shareRatio: total === 0 ? 0 : rps / total,
    level: levelOfPhase(worst),
    worst,
    worstCount: phases.filter((phase) => phase === worst).length,
    services: entries.length,
    targets: targets.length,
    targetsIn: targets.filter(({ rotation }) => rotation === 'in').length,
    roomRps,
    overruledRps: overruledOf(entries, roomRps),
    headroomRatio: roomRps === null || roomRps === 0 ? null : (roomRps - rps) / roomRps,
    rtts: rttsOf(region, snapshot),
    gateways: snapshot.gateways
      .filter((gateway) => gateway.region === region)
      .map(({ gateway }) => gateway),
    overrides: (snapshot.overrides ?? []).filter(({ lever }) => names(lever, region)),
  };
}

function roomOf(entries: readonly RegionStatus[]): number | null {
  let sum = 0;
  for (const { roomRps, limitRps } of entries) {
    const rooms = [roomRps, limitRps].filter((one) => typeof one === 'number');
    if (rooms.length === 0) return null;
    sum += Math.min(...rooms);
  }
  return entries.length === 0 ? null : sum;
}

function overruledOf(entries: readonly RegionStatus[], roomRps: number | null): number | null {
  let stated = 0;
  for (const { roomRps: own = null } of entries) {
    if (own === null) return null;
    stated += own;
  }
  return roomRps !== null && roomRps < stated ? stated : null;
}

/** A distance may be told from either side. */
function rttsOf(region: string, { regions = [] }: StatusSnapshot) {
  return regions.flatMap(({ region: to, rttMs }) => {
    const own = regions.find((one) => one.region === region)?.rttMs[to];
    const rtt = own ?? rttMs[region];
    return to === region || rtt === undefined ? [] : [{ to, rttMs: rtt }];
  });
}

function names(lever: Override['lever'], region: string): boolean {
  if (lever.kind === 'evacuate') return lever.region === region;
  return lever.kind === 'pin' && lever.regionShares?.[region] !== undefined;
}
