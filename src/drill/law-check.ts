/**
 * What the control law would make of a drill by weight, told before it begins: where the traffic would
 * go, and whether the law would refuse it, shed, or give somebody more than he can take. Pure.
 */

import type { Said } from '../lib/said.ts';
import type { PreCheck } from '../model/drill-report.ts';
import { sayDrill } from '../operations/drills-speech.ts';
import type { ServiceOutlook } from '../operations/levers/weigh-drill.ts';
import { passed, refused } from './check-words.ts';
import type { DrillFacts } from './facts.ts';

/** `null` where the law has no say: the fault is none of its levers. */
export function checkLaw({ law }: DrillFacts): Omit<PreCheck, 'code'> | null {
  if (law === null) return null;
  const against = law.flatMap(objectionsOf);
  if (against.length > 0) {
    return refused(sayDrill('check-law-against', { against }), sayDrill('fix-law'));
  }
  const moves = law.map(movesOf);
  if (moves.length === 0) return refused(sayDrill('check-nothing-hit'), sayDrill('fix-scope'));
  return passed(sayDrill('check-law-moves', { moves }));
}

function objectionsOf({ service, refusals, preview, sheds, overfull }: ServiceOutlook): Said[] {
  if (refusals.length > 0) return [sayDrill('law-refuses', { service, reasons: refusals })];
  return [
    ...(sheds ? [sayDrill('law-sheds', { service, partRatio: preview.shedRatio })] : []),
    ...overfull.map(({ region, load, room }) => {
      return sayDrill('law-overfills', { service, region, loadRps: load, roomRps: room });
    }),
  ];
}

/** Less than this is the grid of weights. */
const MOVED_RATIO = 0.0005;

function movesOf({ service, preview }: ServiceOutlook): Said {
  const moved = preview.regions.filter(
    ({ shareBefore, shareAfter }) => Math.abs(shareAfter - shareBefore) > MOVED_RATIO,
  );
  if (moved.length === 0) return sayDrill('law-stays', { service });
  const shares = moved.map(({ region, shareBefore, shareAfter, loadRps, roomRps }) => {
    const share = { region, beforeRatio: shareBefore, afterRatio: shareAfter };
    if (loadRps === null || roomRps === null) return sayDrill('share-moves', share);
    const load = { loadRps: Math.round(loadRps), roomRps: Math.round(roomRps) };
    return sayDrill('share-moves-of-room', { ...share, ...load });
  });
  return sayDrill('law-moves', { service, shares });
}
