/**
 * G10, reversible: at any time the baseline can be written in one batch, also when Ballast was
 * killed half-way through another.
 *
 * Checked after every single write: the upstream still has every target of the baseline (a PATCH
 * cannot bring one back), and the plan that restores the baseline from here passes through no state
 * without weight on targets that can serve, unless the baseline itself has none there.
 */

import { planWeights } from '../../controller/plan.ts';
import type { Weights } from '../../model/control.ts';
import type { CheckedWrite, Checker, RunInput } from '../contract.ts';
import { weightOn } from './batches.ts';
import { createFindingList } from './finding-list.ts';
import { ableAt, type Place, placesOf } from './places.ts';

export function createReversibleChecker({ strategy }: RunInput): Checker {
  const findings = createFindingList('G10');
  const places = placesOf(strategy);
  return {
    guarantee: 'G10',
    onWrite: (write) => {
      const { atMs, gateway, upstream, weights } = write;
      const place = places.find(write);
      if (place === null) return;
      const missing = Object.keys(place.baseline).filter((target) => weights[target] === undefined);
      if (missing.length > 0) {
        const message = `${upstream} at ${gateway} has lost ${missing.join(', ')}`;
        findings.add(atMs, message, { weights });
        return;
      }
      const stuck = emptyOnTheWay(write, place);
      if (stuck !== null) {
        const message = `restoring the baseline of ${upstream} at ${gateway} passes through an outage`;
        findings.add(atMs, message, { after: stuck, weights });
      }
    },
    findings: findings.all,
  };
}

/** The weights at which nobody who can serve has any; `null` when there are none on the way. */
function emptyOnTheWay(write: CheckedWrite, place: Place): Weights | null {
  const { gateway, upstream, weights } = write;
  const { baseline } = place;
  const able = ableAt(place, write.able);
  if (weightOn(baseline, able) === 0) return null;
  const plan = planWeights({ gateway, upstream, desired: baseline, actual: weights });
  let now: Weights = weights;
  for (const { target, to } of plan.changes) {
    now = { ...now, [target]: to };
    if (weightOn(now, able) === 0 && weightOn(weights, able) > 0) return now;
  }
  return null;
}
