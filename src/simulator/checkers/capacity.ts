/**
 * G3, capacity: no batch gives a region or a target more than its stated capacity × ceiling while
 * another choice exists, that is while another target that can serve has room left.
 *
 * Planned load = true demand × share of the weight on targets that can serve (Kong leaves the
 * others out). Only what a batch makes worse is its fault: a load that was there before is not.
 * Targets without a stated capacity are not judged and count as room.
 */

import { TUNING } from '../../decide/tuning.ts';
import type { Weights } from '../../model/control.ts';
import type { Target } from '../../model/strategy.ts';
import type { Checker, RunInput } from '../contract.ts';
import { type Batch, FOREIGN, followBatches, weightOn } from './batches.ts';
import { createFindingList } from './finding-list.ts';

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

export function createCapacityChecker({ strategy }: RunInput): Checker {
  const findings = createFindingList('G3');
  const check = (batch: Batch) => {
    const service = strategy.services.find(({ upstream }) => upstream === batch.upstream);
    const { able, demandRps, weights, atMs } = batch.last;
    if (service === undefined || batch.writer === FOREIGN || demandRps === undefined) return;
    const serving = service.targets.filter(({ target }) => able.has(target));
    const plan = { before: batch.before, after: weights, demandRps, serving };
    for (const group of groupsOf(serving)) {
      const fault = overloadOf(group, plan);
      if (fault === null) continue;
      const message =
        `${group.name} of ${batch.upstream} at ${batch.gateway} is planned for ` +
        `${Math.round(fault.load)} rps of ${Math.round(fault.limit)}, while others have room ` +
        `for ${Math.round(fault.roomElsewhere)} more`;
      findings.add(atMs, message, { ...fault, demandRps, weights });
    }
  };
  return { guarantee: 'G3', ...followBatches(check), findings: findings.all };
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

function overloadOf(
  group: Group,
  plan: {
    readonly before: Weights;
    readonly after: Weights;
    readonly demandRps: number;
    readonly serving: readonly Target[];
  },
) {
  const { before, after, demandRps, serving } = plan;
  const limit = limitOf(group.targets);
  if (limit === null) return null;
  const loadOf = (weights: Weights, targets: readonly Target[]) => {
    const total = weightOn(weights, names(serving));
    return total === 0 ? 0 : (demandRps * weightOn(weights, names(targets))) / total;
  };
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

function names(targets: readonly Target[]): readonly string[] {
  return targets.map(({ target }) => target);
}
