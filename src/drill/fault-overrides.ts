/** `weight-out` as overrides of origin `drill`: the law obeys them, and they end by themselves. */

import type { Lever, Override } from '../model/override.ts';
import type { FaultContext } from './fault-context.ts';
import { placesOf } from './scope.ts';

/** The driller takes them back; this much later they end anyhow. */
const MARGIN_MS = 2_000;

export function overridesOf(context: FaultContext): readonly Override[] {
  const { drill, id, by, nowMs } = context;
  return leversOf(context).map(({ lever, services }, index) => ({
    id: `${id}-${index + 1}`,
    lever,
    services,
    origin: 'drill',
    by,
    reason: `drill ${drill.name}: ${drill.title}`,
    atMs: nowMs,
    untilMs: nowMs + drill.durationMs + MARGIN_MS,
    isForced: false,
  }));
}

interface Wanted {
  readonly lever: Lever;
  readonly services: readonly string[];
}

function leversOf({ drill, strategy }: FaultContext): readonly Wanted[] {
  const { scope } = drill;
  const places = placesOf(drill, strategy);
  const services = places.map(({ service }) => service.name);
  if (scope.targets !== null) {
    return places.flatMap(({ service, targets }) =>
      targets.map(({ target }) => ({
        lever: { kind: 'drain', target } as const,
        services: [service.name],
      })),
    );
  }
  if (scope.region === null) return [];
  const kept = scope.shareRatio < 1 ? { keepRatio: 1 - scope.shareRatio } : {};
  return [{ lever: { kind: 'evacuate', region: scope.region, overMs: 0, ...kept }, services }];
}
