/**
 * G3, capacity: no tick gives a region or a target more than its stated capacity × ceiling while
 * another choice exists, that is while another target that can serve has room left.
 *
 * Planned load = true demand × share by the weights among those who can serve. Only what a tick makes
 * worse is its fault: a load that was there before is not. Targets without a stated capacity are
 * not judged and count as room; an isolated service has no choice outside its region, and what is
 * ejected, evacuated or on its way back is none until it is back (G5).
 */

import { TUNING } from '../../decide/tuning.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Target } from '../../model/strategy.ts';
import type { Checker, RunInput } from '../contract.ts';
import { type Batch, FOREIGN, followBatches } from './batches.ts';
import { createFindingList } from './finding-list.ts';
import { type Place, placesOf } from './places.ts';
import { targetShares, type WeightsByUpstream } from './shares.ts';

/** The controller estimates demand from logs; it may be this much off (Poisson, 10 s window). */
const TOLERANCE_RATIO = 0.15;
/** Room that is worth calling a choice, as a part of the demand. */
const CHOICE_RATIO = 0.1;
/** Growth of a load that is rounding rather than a decision. */
const GROWTH_RATIO = 0.02;

interface Group {
  readonly name: string;
  readonly targets: readonly Target[];
}

/** Shares of the demand, by target, before and after. */
interface Change {
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
  readonly demandRps: number;
  readonly serving: readonly Target[];
}

export function createCapacityChecker({ strategy }: RunInput): Checker {
  const findings = createFindingList('G3');
  const places = placesOf(strategy);
  const now = new Map<string, WeightsByUpstream>();
  const demandRps = new Map<string, number>();
  const kept = createKeptOut();
  /** Of this tick, by service at a gateway. */
  let touched = new Map<string, { place: Place; before: WeightsByUpstream; batch: Batch }>();

  const onBatch = (batch: Batch) => {
    const place = places.find(batch);
    if (place === null) return;
    const key = `${batch.gateway} ${place.layout.service.upstream}`;
    const before = { ...weightsInPeace(place), ...now.get(key) };
    now.set(key, { ...before, [batch.upstream]: batch.last.weights });
    const { demandRps: known = 0 } = batch.last;
    if (known > 0) demandRps.set(key, known);
    if (batch.writer === FOREIGN) return;
    const first = touched.get(key)?.before ?? { ...before, [batch.upstream]: batch.before };
    touched.set(key, { place, before: first, batch });
  };
  const judge = () => {
    for (const [key, { place, before, batch }] of touched) {
      const demand = demandRps.get(key);
      if (demand === undefined) continue;
      const { service } = place.layout;
      const serving = service.targets.filter(
        (target) => batch.last.able.has(target.target) && !kept.isOut(service.upstream, target),
      );
      const sharesOf = (weights: WeightsByUpstream) =>
        targetShares(place.layout, weights, batch.last.able);
      const after = now.get(key) ?? before;
      const change = {
        before: sharesOf(before),
        after: sharesOf(after),
        demandRps: demand,
        serving: service.failover.mode === 'isolate' ? [] : serving,
      };
      for (const group of groupsOf(change.serving)) {
        const fault = overloadOf(group, change);
        if (fault === null) continue;
        const message =
          `${group.name} of ${service.upstream} at ${batch.gateway} is planned for ` +
          `${Math.round(fault.load)} rps of ${Math.round(fault.limit)}, while others have room ` +
          `for ${Math.round(fault.roomElsewhere)} more`;
        findings.add(batch.last.atMs, message, { ...fault, demandRps: demand, before, after });
      }
    }
    touched = new Map();
  };
  const batches = followBatches(onBatch);
  return {
    guarantee: 'G3',
    onWrite: batches.onWrite,
    onTick: (tick) => {
      for (const event of tick.events) kept.before(event);
      batches.onTick(tick);
      judge();
      for (const event of tick.events) kept.after(event);
    },
    findings: findings.all,
  };

  function weightsInPeace({ layout, gateway }: Place): WeightsByUpstream {
    const own = places
      .all()
      .filter((other) => other.gateway === gateway && other.layout.service === layout.service);
    return Object.fromEntries(own.map(({ upstream, baseline }) => [upstream.upstream, baseline]));
  }
}

interface KeptOut {
  isOut(upstream: string, target: Target): boolean;
  /** What is taken out counts from the tick that does it, … */
  before(event: ControlEvent): void;
  /** … what comes back from the tick after. */
  after(event: ControlEvent): void;
}

/** Who is out by a decision that stands. */
function createKeptOut(): KeptOut {
  const out = new Set<string>();
  return {
    isOut: (upstream, { target, region }) =>
      out.has(`${upstream} ${target}`) || out.has(`${upstream} ${region}`),
    before: ({ kind, upstream, region, target }) => {
      if (kind === 'region-evacuated') out.add(`${upstream} ${region}`);
      if (kind === 'override-set') out.add(`${upstream} ${target ?? region}`);
      if (kind === 'target-ejected' || kind === 'target-slow') out.add(`${upstream} ${target}`);
    },
    after: ({ kind, upstream, region, target, evidence }) => {
      if (kind === 'failback-done' || kind === 'evacuation-undone') {
        out.delete(`${upstream} ${region}`);
      }
      const isBack = evidence['shareRatio'] === 1 || evidence['partRatio'] === 1;
      if (isBack && (kind === 'target-readmitted' || kind === 'trim-relaxed')) {
        out.delete(`${upstream} ${target}`);
      }
    },
  };
}

/** Regions, and each target by itself. */
function groupsOf(serving: readonly Target[]): readonly Group[] {
  const regions = [...new Set(serving.map(({ region }) => region))];
  return [
    ...regions.map((name) => ({
      name,
      targets: serving.filter(({ region }) => region === name),
    })),
    ...serving.map((target) => ({ name: target.target, targets: [target] })),
  ];
}

function overloadOf(group: Group, { before, after, demandRps, serving }: Change) {
  const limit = limitOf(group.targets);
  if (limit === null) return null;
  const loadOf = (shares: ReadonlyMap<string, number>, targets: readonly Target[]) =>
    demandRps * targets.reduce((sum, { target }) => sum + (shares.get(target) ?? 0), 0);
  const load = loadOf(after, group.targets);
  const grew = load - loadOf(before, group.targets);
  if (load <= limit * (1 + TOLERANCE_RATIO) || grew <= GROWTH_RATIO * demandRps) return null;
  const others = serving.filter((target) => !group.targets.includes(target));
  const roomElsewhere = others.reduce((room, target) => {
    const own = limitOf([target]);
    if (own === null) return Infinity;
    return room + Math.max(0, own - loadOf(after, [target]));
  }, 0);
  if (roomElsewhere < CHOICE_RATIO * demandRps) return null;
  return { load, limit, roomElsewhere };
}

/** `null` when any of them states no capacity. */
function limitOf(targets: readonly Target[]): number | null {
  let sum = 0;
  for (const { capacityRps } of targets) {
    if (capacityRps === null) return null;
    sum += capacityRps * TUNING.ceilingRatio;
  }
  return sum;
}
