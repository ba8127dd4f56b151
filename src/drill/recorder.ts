/**
 * What happened while a drill ran, gathered second by second from the store: ticks, events, shares.
 * The warden gathers the same afterwards, from what the store kept.
 */

import type { ControlEvent } from '../model/control.ts';
import type { Store } from '../model/ports.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { Strategy } from '../model/strategy.ts';
import type { OuterReader, WeightSecond } from './outer-weights.ts';
import type { DrillPlace } from './scope.ts';
import { type DrillSecond, secondOf } from './seconds.ts';

/** Shares of one second, by `service/region/gateway`. */
export interface ShareSecond {
  readonly atMs: number;
  readonly shares: Readonly<
    Record<string, { readonly desired: number; readonly applied: number | null }>
  >;
  /** Targets out of rotation or on trial, and regions that are not healthy. */
  readonly unsettled: number;
}

export interface Recorder {
  /** Reads what is new; resolves to the newest snapshot. */
  poll(): Promise<StatusSnapshot | null>;
  readonly seconds: readonly DrillSecond[];
  readonly shares: readonly ShareSecond[];
  readonly events: readonly ControlEvent[];
  /** Weights of the drilled regions in outer upstreams, where there are such. */
  readonly outer: readonly WeightSecond[];
}

/** Ticks are a second apart, or closer: what a delayed poll may have missed, and some. */
const TICK_MS = 500;
const MAX_TICKS = 600;
/** More than come between two polls. */
const NEW_EVENTS = 200;
/** Six hours and some. */
const MAX_SECONDS = 25_000;
const MAX_EVENTS = 2_000;

export function createRecorder(options: {
  readonly store: Pick<Store, 'readTicks' | 'readEvents' | 'readSnapshot'>;
  readonly strategy: Strategy;
  readonly places: readonly DrillPlace[];
  readonly sinceMs: number;
  /** More, to catch up with what happened before. */
  readonly lookBack?: number;
  readonly readOuter?: OuterReader;
}): Recorder {
  const { store, strategy, places, sinceMs } = options;
  const services = places.map(({ service }) => service.name);
  const seconds: DrillSecond[] = [];
  const shares: ShareSecond[] = [];
  const events: ControlEvent[] = [];
  const outer: WeightSecond[] = [];
  const known = new Set<string>();
  let lookBack = options.lookBack ?? 0;
  return {
    seconds,
    shares,
    events,
    outer,
    async poll() {
      const snapshot = await store.readSnapshot();
      const missedMs = (snapshot?.atMs ?? 0) - (seconds.at(-1)?.atMs ?? sinceMs);
      const missed = Math.min(MAX_TICKS, Math.max(0, Math.ceil(missedMs / TICK_MS)) + 2);
      const [ticks, newest, weights] = await Promise.all([
        store.readTicks(Math.max(lookBack, missed)),
        store.readEvents(NEW_EVENTS),
        options.readOuter?.() ?? null,
      ]);
      lookBack = 0;
      if (weights !== null && outer.length < MAX_SECONDS) outer.push(weights);
      for (const tick of ticks) {
        const lastMs = seconds.at(-1)?.atMs ?? sinceMs - 1;
        if (tick.atMs <= lastMs || seconds.length >= MAX_SECONDS) continue;
        seconds.push(secondOf(tick, { strategy, places }));
      }
      for (const event of newest) {
        const { kind, upstream, region, target, message } = event;
        // Services that do the same at the same time say the same.
        const key = JSON.stringify([event.atMs, kind, upstream, region, target, message]);
        if (event.atMs < sinceMs || known.has(key) || events.length >= MAX_EVENTS) continue;
        known.add(key);
        events.push(event);
      }
      if (snapshot !== null && snapshot.atMs > (shares.at(-1)?.atMs ?? 0)) {
        if (shares.length < MAX_SECONDS) shares.push(shareSecond(snapshot, services));
      }
      return snapshot;
    },
  };
}

function shareSecond(
  { atMs, upstreams }: StatusSnapshot,
  services: readonly string[],
): ShareSecond {
  const drilled = upstreams.filter(({ service }) => services.includes(service));
  const regions = drilled.flatMap(({ service, regions: all }) =>
    all.map((region) => ({ service, ...region })),
  );
  const entries = regions.flatMap(({ service, region, shares }) =>
    shares.map(({ gateway, desiredRatio: desired, appliedRatio: applied }) => {
      return [`${service}/${region}/${gateway}`, { desired, applied }] as const;
    }),
  );
  const out = regions.flatMap(({ targets }) => targets.filter(({ rotation }) => rotation !== 'in'));
  const moving = regions.filter(({ phase }) => phase !== 'healthy');
  return { atMs, shares: Object.fromEntries(entries), unsettled: out.length + moving.length };
}

/** Differences below this are the grid of weights. */
const SAME_RATIO = 0.005;

/** Whether every share is what it was, and nothing is on its way. */
export function isAsBefore(now: ShareSecond, before: ShareSecond): boolean {
  if (now.unsettled > before.unsettled) return false;
  return Object.entries(before.shares).every(([key, { desired }]) => {
    const found = now.shares[key];
    if (found === undefined) return false;
    return isSame(found.desired, desired) && isSame(found.applied ?? found.desired, desired);
  });
}

/** Services and gateways (`service/gateway`) in which a region's wanted share is less than before. */
export function loweredIn(now: ShareSecond, before: ShareSecond): readonly string[] {
  return Object.entries(now.shares).flatMap(([key, { desired }]) => {
    const usual = before.shares[key]?.desired ?? desired;
    const [service = '', , gateway = ''] = key.split('/');
    return desired < usual - SAME_RATIO ? [`${service}/${gateway}`] : [];
  });
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_RATIO;
}
