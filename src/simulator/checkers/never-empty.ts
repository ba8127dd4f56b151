/**
 * G2, never empty: no write, and no prefix of a batch, leaves an upstream without weight on targets
 * that can serve while there are some, nor crosses `healthchecks.threshold`.
 *
 * A controller knows a death only some seconds after it happened. A write that was safe by all that
 * could be known is judged by who could serve `KNOWABLE_MS` ago: it is a finding when it empties
 * the upstream both by today's truth and by that one.
 */

import type { CheckedTick, CheckedWrite, Checker, RunInput } from '../contract.ts';
import { FOREIGN, weightOn } from './batches.ts';
import { createFindingList } from './finding-list.ts';
import { ableAt, placesOf } from './places.ts';

export interface NeverEmptyOptions {
  /** Percent of the weight that must be exceeded by what is available: Kong's `threshold`. */
  readonly thresholdPercent: number;
}

/** Two probes of the generated configuration, a tick and its write. */
const KNOWABLE_MS = 5_000;

/** `generate` writes threshold 0: any available target at all keeps the upstream up. */
const GENERATED: NeverEmptyOptions = { thresholdPercent: 0 };

interface Sight {
  readonly atMs: number;
  readonly able: ReadonlySet<string>;
}

export function createNeverEmptyChecker(
  { strategy }: RunInput,
  { thresholdPercent } = GENERATED,
): Checker {
  const findings = createFindingList('G2');
  const places = placesOf(strategy);
  let past: Sight[] = [];
  const remember = ({ atMs, able }: Pick<CheckedTick, 'atMs' | 'able'>) => {
    if (able === undefined) return;
    // The newest sight that is old enough stays, as what was true until the next one.
    const firstYoung = past.findIndex((sight) => sight.atMs > atMs - KNOWABLE_MS);
    const keepFrom = firstYoung === -1 ? past.length - 1 : firstYoung - 1;
    past = [...past.slice(Math.max(0, keepFrom)), { atMs, able }];
  };
  const onWrite = (write: CheckedWrite) => {
    if (write.writer === FOREIGN) return;
    const place = places.find(write);
    if (place === null) return;
    const sights = [write.able, ...past.map(({ able }) => able)].map((able) => ableAt(place, able));
    if (!sights.every((able) => isEmptied(write, able, thresholdPercent))) return;
    const able = ableAt(place, write.able);
    const message =
      `writing ${write.target} from ${write.from} to ${write.to} leaves ${write.upstream} at ` +
      `${write.gateway} with ${percentAble(write.weights, able)} % of its weight on ` +
      `targets that can serve (more than ${thresholdPercent} % is needed)`;
    findings.add(write.atMs, message, { able: [...able], weights: write.weights });
  };
  return { guarantee: 'G2', onWrite, onTick: remember, findings: findings.all };
}

function isEmptied(
  write: CheckedWrite,
  able: ReadonlySet<string>,
  thresholdPercent: number,
): boolean {
  if (able.size === 0) return false;
  const before = { ...write.weights, [write.target]: write.from };
  return (
    percentAble(write.weights, able) <= thresholdPercent &&
    percentAble(before, able) > thresholdPercent
  );
}

function percentAble(weights: CheckedWrite['weights'], able: ReadonlySet<string>): number {
  const total = weightOn(weights, Object.keys(weights));
  const names = Object.keys(weights).filter((target) => able.has(target));
  return total === 0 ? 0 : (100 * weightOn(weights, names)) / total;
}
