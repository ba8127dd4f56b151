/** The expected load: consistent in itself, and within what the targets can serve. */

import { CAPACITY_CEILING_RATIO } from '../../model/ceiling.ts';
import { formatRatio, formatRate } from '../../lib/quantities.ts';
import { show } from '../formats/format.ts';
import type { Finding } from '../problem.ts';
import { eachService } from './check.ts';
import { capacityOf, placementsOf } from './order.ts';

export const usualLoad = eachService(({ service, path }) => {
  const { peakRps, usualRps } = service.load ?? { peakRps: 0, usualRps: null };
  if (usualRps === null || usualRps <= peakRps) return [];
  return [
    {
      code: 'BLS1513',
      path: [...path, 'load', 'usual'],
      message: `a usual load of ${formatRate(usualRps)} is above the peak of ${formatRate(peakRps)}`,
      fix: 'swap the two, or raise the peak',
      inDutch: {
        message: `een gewone belasting van ${formatRate(usualRps)} is meer dan de piek van ${formatRate(peakRps)}`,
        fix: 'verwissel de twee, of verhoog de piek',
      },
      because: [[...path, 'load', 'peak']],
    },
  ];
});

/**
 * Whether the stated peak fits, with every region there and with each of them lost. Of stated
 * capacity the ceiling is counted, above which Ballast fills no region.
 */
export const peakLoad = eachService(({ strategy, service, path }) => {
  const peakRps = service.load?.peakRps;
  if (peakRps === undefined) return [];
  const placements = placementsOf(strategy, service);
  const because = [
    [...path, 'targets'],
    [...path, 'load'],
  ];
  const all = capacityOf(placements);
  if (all === null) return [];
  if (all * CAPACITY_CEILING_RATIO < peakRps) {
    const finding: Finding = {
      code: 'BLS1514',
      path: [...path, 'load'],
      at: 'key',
      message: `${service.name} expects ${formatRate(peakRps)}, while all its hosts together take ${room(all)}`,
      fix: `add hosts for ${formatRate(peakRps - all * CAPACITY_CEILING_RATIO)}, or correct the load`,
      inDutch: {
        message: `${service.name} verwacht ${formatRate(peakRps)}, terwijl al zijn hosts samen ${room(all, 'van')} aankunnen`,
        fix: `zet er hosts bij voor ${formatRate(peakRps - all * CAPACITY_CEILING_RATIO)}, of verbeter de belasting`,
      },
      because,
    };
    return [finding];
  }
  if (service.failover.mode === 'isolate' || placements.length < 2) return [];
  return placements.flatMap((lost): Finding[] => {
    const left = capacityOf(placements.filter((other) => other !== lost)) ?? 0;
    const leftRps = left * CAPACITY_CEILING_RATIO;
    if (leftRps >= peakRps) return [];
    const share = formatRatio(Math.floor((leftRps / peakRps) * 1000) / 1000);
    return [
      {
        code: 'BLS1509',
        path: [...path, 'targets', lost.region],
        at: 'key',
        message: `without ${show(lost.region)} there is room for ${room(left)} of the ${formatRate(peakRps)} expected at the peak (${share})`,
        fix: `add hosts elsewhere for ${formatRate(peakRps - leftRps)}, or accept that the rest is shed or overflows`,
        inDutch: {
          message: `zonder ${show(lost.region)} is er ruimte voor ${room(left, 'van')} van de ${formatRate(peakRps)} die op de piek verwacht worden (${share})`,
          fix: `zet er elders hosts bij voor ${formatRate(peakRps - leftRps)}, of accepteer dat de rest geweigerd wordt of te veel is`,
        },
        because,
      },
    ];
  });
});

/** `255rps (85% of 300rps)`. */
function room(capacityRps: number, of: 'of' | 'van' = 'of'): string {
  const filledRps = capacityRps * CAPACITY_CEILING_RATIO;
  return `${formatRate(filledRps)} (${formatRatio(CAPACITY_CEILING_RATIO)} ${of} ${formatRate(capacityRps)})`;
}
