/**
 * Can what is left carry everything, and lose its largest target on top (N+1)? A region that has
 * shown a lower limit than is stated has that much, for the law will not give it more.
 */

import type { Drill } from '../model/drill.ts';
import type { PreCheck } from '../model/drill-report.ts';
import { holdsStandby } from '../model/promotion.ts';
import type { UpstreamStatus } from '../model/status.ts';
import type { ServiceStrategy, Target } from '../model/strategy.ts';
import { sayDrill } from '../operations/drills-speech.ts';
import { passed, refused } from './check-words.ts';
import type { DrillFacts } from './facts.ts';
import { type DrillPlace, placesOf } from './scope.ts';

interface Room {
  readonly service: string;
  readonly demandRps: number;
  /** Without what is drilled and without the largest target of the rest; `null` = not stated. */
  readonly roomRps: number | null;
  /** The same by what is stated alone. */
  readonly statedRps: number | null;
}

export function checkHeadroom({ drill, strategy, snapshot }: DrillFacts): Omit<PreCheck, 'code'> {
  if (drill.fault.kind === 'request-termination') return passed(sayDrill('check-no-move'));
  const rooms = placesOf(drill, strategy).map((place): Room => {
    const status = snapshot?.upstreams.find(({ service }) => service === place.service.name);
    return {
      service: place.service.name,
      demandRps: movedDemand(place, { drill, status }),
      roomRps: roomOf(place, { drill, status }),
      statedRps: roomOf(place, { drill }),
    };
  });
  const limitRatio = drill.limits.survivorLoadRatio;
  const unstated = rooms.filter(({ roomRps }) => roomRps === null);
  if (unstated.length > 0) {
    const services = unstated.map(({ service }) => service);
    return refused(sayDrill('check-capacity-unstated', { services }), sayDrill('fix-capacity'));
  }
  const worst = rooms.toSorted((a, b) => loadOf(b) - loadOf(a))[0];
  if (worst === undefined) return refused(sayDrill('check-nothing-hit'), sayDrill('fix-scope'));
  const { service } = worst;
  const demandRps = Math.round(worst.demandRps);
  const loadRatio = loadOf(worst);
  if (!Number.isFinite(loadRatio)) {
    const found = sayDrill('check-load-beyond', { service, demandRps, limitRatio });
    return refused(found, sayDrill('fix-load'));
  }
  const roomRps = Math.round(worst.roomRps ?? 0);
  const statedRps = Math.round(worst.statedRps ?? 0);
  const numbers = { service, demandRps, roomRps, loadRatio, limitRatio };
  const found =
    roomRps < statedRps
      ? sayDrill('check-load-shown', { ...numbers, statedRps })
      : sayDrill('check-load', numbers);
  return loadRatio <= limitRatio ? passed(found) : refused(found, sayDrill('fix-load'));
}

function loadOf({ demandRps, roomRps }: Room): number {
  if (roomRps === null || roomRps <= 0) return Infinity;
  return demandRps / roomRps;
}

/** All of it, without what a part of a region's weight keeps where it is. */
function movedDemand(
  { service }: DrillPlace,
  { drill, status }: { readonly drill: Drill; readonly status: UpstreamStatus | undefined },
): number {
  const { fault, scope } = drill;
  const demandRps = status?.demandRps ?? 0;
  if (fault.kind !== 'weight-out' || scope.shareRatio >= 1) return demandRps;
  const shares = status?.regions.find(({ region }) => region === scope.region)?.shares ?? [];
  if (service.failover.mode === 'isolate' || shares.length === 0) return demandRps;
  const mean = shares.reduce((sum, { desiredRatio }) => sum + desiredRatio, 0) / shares.length;
  return demandRps * (1 - mean * (1 - scope.shareRatio));
}

interface RoomContext {
  readonly drill: Drill;
  /** With what the regions have shown; without, what is stated. */
  readonly status?: UpstreamStatus | undefined;
}

function roomOf({ service, targets }: DrillPlace, { drill, status }: RoomContext): number | null {
  const left = remaining(service, { hit: targets, drill });
  const capacities = left.map(({ capacityRps }) => capacityRps);
  if (capacities.some((capacity) => capacity === null)) return null;
  const known = left.map((target) => shownOf(target, { service, status }));
  const sum = known.reduce((total, one) => total + one, 0);
  // A single target left has nothing beside it: then it is judged with all it has.
  return known.length > 1 ? sum - Math.max(...known) : sum;
}

/** Its part of what its region has shown, where that is less than what the region's targets state. */
function shownOf(
  { region, capacityRps }: Target,
  {
    service,
    status,
  }: { readonly service: ServiceStrategy; readonly status: UpstreamStatus | undefined },
): number {
  const own = capacityRps ?? 0;
  const limitRps = status?.regions.find((one) => one.region === region)?.limitRps ?? null;
  const statedRps = service.targets
    .filter((target) => target.region === region)
    .reduce((sum, target) => sum + (target.capacityRps ?? 0), 0);
  if (limitRps === null || limitRps >= statedRps) return own;
  return own * (limitRps / statedRps);
}

/**
 * Where a service may not leave its region, only that region's other targets count. Nor may it where a
 * standby must be promoted first: a real loss asks a person for that, a mark at Kong asks nobody.
 */
function remaining(
  service: ServiceStrategy,
  { hit, drill }: { readonly hit: DrillPlace['targets']; readonly drill: Drill },
) {
  const isHit = (name: string) => hit.some(({ target }) => target === name);
  const regions = hit.map(({ region }) => region);
  const isUnasked = drill.fault.kind === 'health-mark' || drill.fault.kind === 'weight-out';
  const mustStay = service.failover.mode === 'isolate' || (isUnasked && holdsStandby(service));
  return service.targets.filter(
    ({ target, region }) => !isHit(target) && (!mustStay || regions.includes(region)),
  );
}
