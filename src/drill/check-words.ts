/** What a check came to, as data and in English. */

import type { Said } from '../lib/said.ts';
import type { PreCheck } from '../model/drill-report.ts';
import type { Lever } from '../model/override.ts';
import { drillEnglish, sayDrill } from '../operations/drills-speech.ts';

export function passed(found: Said): Omit<PreCheck, 'code'> {
  return { passed: true, found: drillEnglish(found), fix: null, said: { found, fix: null } };
}

export function refused(found: Said, fix: Said): Omit<PreCheck, 'code'> {
  const said = { found, fix };
  return { passed: false, found: drillEnglish(found), fix: drillEnglish(fix), said };
}

/** A lever as people call it. */
export function leverSaid(lever: Lever): Said {
  switch (lever.kind) {
    case 'evacuate':
      return sayDrill('lever-evacuate', { region: lever.region });
    case 'drain':
      return sayDrill('lever-drain', { target: lever.target });
    case 'pin':
      return sayDrill('lever-pin');
    case 'freeze':
      return sayDrill('lever-freeze');
    default:
      return lever satisfies never;
  }
}
