/**
 * Counts what goes into the journal: it stands between the controller and the store, and counts what
 * the store has taken. Moves and ejections begin at 0 for each region and target, or their first one
 * would be no increase.
 */

import type { ControlEvent, EventKind } from '../../model/control.ts';
import type { Store } from '../../model/ports.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { type Sample, sample } from './sample.ts';

export interface JournalMeter {
  /** The same store; what it commits is counted. */
  measured(store: Store): Store;
  collect(): readonly Sample[];
}

type Counts = Map<string, number>;

export function createJournalMeter(options: {
  readonly strategy: Strategy;
  readonly perTarget: boolean;
}): JournalMeter {
  const byKind: Counts = new Map();
  const byPlace: Counts = new Map();
  const count = ({ kind, upstream, region, target }: ControlEvent) => {
    increase(byKind, kind);
    increase(byPlace, placeKey(kind, upstream, region, target));
  };
  return {
    measured: (store) => ({
      ...store,
      async commit(commit) {
        await store.commit(commit);
        for (const event of commit.events ?? []) count(event);
      },
    }),
    collect: () => [
      ...[...byKind]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([kind, value]) => sample('ballast_events_total', { kind }, value)),
      ...options.strategy.services.flatMap((service) => [
        ...regionSamples(service, byPlace),
        ...targetSamples(service, byPlace, options.perTarget),
      ]),
    ],
  };
}

function regionSamples(service: ServiceStrategy, counts: Counts): readonly Sample[] {
  const regions = [...new Set(service.targets.map(({ region }) => region))];
  const of = (kind: EventKind, region: string) =>
    counts.get(placeKey(kind, service.upstream, region, null)) ?? 0;
  return regions.flatMap((region) => {
    const labels = { service: service.name, region };
    const outcomes = { done: of('failback-done', region), aborted: of('failback-aborted', region) };
    return [
      sample('ballast_region_failovers_total', labels, of('region-evacuated', region)),
      ...Object.entries(outcomes).map(([outcome, value]) =>
        sample('ballast_region_failbacks_total', { ...labels, outcome }, value),
      ),
    ];
  });
}

function targetSamples(
  { name, upstream, targets }: ServiceStrategy,
  counts: Counts,
  perTarget: boolean,
): readonly Sample[] {
  const of = (kind: EventKind, region: string, target: string) =>
    counts.get(placeKey(kind, upstream, region, target)) ?? 0;
  return targets.flatMap(({ region, target }) => {
    const labels = { service: name, region, target };
    const outcomes = {
      done: of('target-ejected', region, target),
      refused: of('ejection-refused', region, target),
    };
    return Object.entries(outcomes)
      .filter(([, value]) => perTarget || value > 0)
      .map(([outcome, value]) =>
        sample('ballast_target_ejections_total', { ...labels, outcome }, value),
      );
  });
}

function increase(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Names of upstreams and regions have no line feed. */
function placeKey(
  kind: EventKind,
  upstream: string | null,
  region: string | null,
  target: string | null,
): string {
  return `${kind}\n${upstream ?? ''}\n${region ?? ''}\n${target ?? ''}`;
}
