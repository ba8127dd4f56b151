/**
 * The codes that the law remembers, in words for `status` and `explain`. State and evidence keep the
 * codes, so that words can change without touching what is stored.
 */

import type { Said } from '../lib/said.ts';
import { SENTENCES } from '../model/sentences.ts';

/** To follow “it waits for”; a code without words stays as it is. */
export function waitingSaid(code: string | null): Said | string | null {
  return code === null ? null : known(`waits-${code}`, code);
}

/** To follow “refused:”. */
export function refusedSaid(code: string | null): Said | string | null {
  return code === null ? null : known(`stays-${code}`, code);
}

function known(key: string, code: string): Said | string {
  return Object.hasOwn(SENTENCES.en, key) ? { key } : code;
}
