/**
 * What a region can be given, as every screen and every check counts it: what is stated for its
 * targets, but no more than it has shown to be able to serve. Two figures side by side would leave
 * it to the reader which of them holds.
 */

import type { RegionStatus } from './status.ts';

export interface RegionRoom {
  readonly rps: number;
  /** Stated room that a lower shown limit overrules; `null` where none does. */
  readonly overruledRps: number | null;
  /** Whether the figure is what it has shown, and not what is stated. */
  readonly isShown: boolean;
}

/** `null` where nothing is stated and no limit was ever met. */
export function roomOfRegion({
  roomRps = null,
  limitRps = null,
}: Pick<RegionStatus, 'roomRps' | 'limitRps'>): RegionRoom | null {
  if (limitRps !== null && (roomRps === null || limitRps < roomRps)) {
    return { rps: limitRps, overruledRps: roomRps, isShown: true };
  }
  return roomRps === null ? null : { rps: roomRps, overruledRps: null, isShown: false };
}
