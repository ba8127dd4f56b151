/** What a region serves and can be given: `12 of 340/s`, or `12 of 17/s (shown; 340/s stated)`. */

import { roomOfRegion } from '../../model/room.ts';
import type { RegionStatus } from '../../model/status.ts';
import type { ScreenWords } from '../screen-words.ts';

export function loadText(region: RegionStatus, { tell, rate }: ScreenWords): string {
  const loadRps = region.targets.reduce((sum, { triesPerSecond }) => sum + triesPerSecond, 0);
  const room = roomOfRegion(region);
  if (room === null) return rate(loadRps);
  const told = { load: rate(loadRps).replace('/s', ''), room: rate(room.rps) };
  if (room.overruledRps !== null) {
    return tell('load-of-shown', { ...told, stated: rate(room.overruledRps) });
  }
  return tell(room.isShown ? 'load-of-shown-alone' : 'load-of-room', told);
}
