/** What a Prometheus that scrapes every target knows of how busy it is. */

import type { UtilisationReading } from '../../model/observation.ts';
import type { TelemetryLink } from '../contract.ts';
import type { World } from '../world/contract.ts';
import type { ObserverState } from './observer-state.ts';
import { EPOCH_MS } from './virtual-time.ts';

export interface UtilisationFeed {
  /** `null` where nobody measures it. */
  readingOf(server: string): UtilisationReading | null;
  stop(): void;
}

const SCRAPE_MS = 5_000;

export function createUtilisationFeed(options: {
  readonly world: World;
  readonly link: TelemetryLink;
  readonly observer: () => ObserverState;
}): UtilisationFeed {
  const { world, link, observer } = options;
  const readings = new Map<string, UtilisationReading>();
  const busyBefore = new Map<string, number>();
  let isStopped = !link.hasUtilisation;
  const scrape = () => {
    if (isStopped) return;
    for (const { name } of world.spec.servers) {
      const { busyMs, workers } = world.serverLoad(name);
      const before = busyBefore.get(name);
      busyBefore.set(name, busyMs);
      if (before === undefined || workers === 0 || observer().isLost) continue;
      const ratio = Math.min(1, (busyMs - before) / (workers * SCRAPE_MS));
      readings.set(name, { atMs: EPOCH_MS + world.nowMs, ratio });
    }
    world.schedule(world.nowMs + SCRAPE_MS, scrape);
  };
  if (!isStopped) world.schedule(world.nowMs, scrape);
  return {
    readingOf: (server) => readings.get(server) ?? null,
    stop: () => {
      isStopped = true;
    },
  };
}
