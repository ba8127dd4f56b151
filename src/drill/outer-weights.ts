/**
 * What each node really gives the drilled regions in the outer upstreams of two levels. The law moves a
 * region there, and the digest knows only the weights of the targets themselves, so the driller asks the
 * nodes; the warden, who comes afterwards, takes it from what the journal says was written.
 */

import type { ControlEvent } from '../model/control.ts';
import { entryOf, layoutOf } from '../model/layout.ts';
import type { Clock } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import type { DrillGateway, DrillNode } from './ports.ts';
import { type DrillPlace, regionsOf } from './scope.ts';

/** Sums of weights by node (`gateway/node`), then service; what did not answer is left out. */
export interface WeightSecond {
  readonly atMs: number;
  readonly nodes: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
}

interface Outer {
  readonly gateway: string;
  readonly service: string;
  readonly upstream: string;
  /** The entries that stand for the regions drilled. */
  readonly entries: readonly string[];
}

/** Asked once a second: more than this would be a load of its own, then the journal has to do. */
const MAX_QUESTIONS = 200;
/** Below the pause after which a driller may mark nothing any more. */
const CALL_MS = 800;

export type OuterReader = () => Promise<WeightSecond | null>;

/** Resolves to `null` where there is nothing to ask, or too much. */
export function createOuterReader(
  input: { readonly places: readonly DrillPlace[]; readonly strategy: Strategy },
  { gateways, clock }: { readonly gateways: readonly DrillGateway[]; readonly clock: Clock },
): OuterReader {
  const asked = outersOf(input).flatMap((outer) => {
    const nodes = gateways.find(({ name }) => name === outer.gateway)?.nodes ?? [];
    return nodes.map((node) => ({ node, outer }));
  });
  return async () => {
    if (asked.length === 0 || asked.length > MAX_QUESTIONS) return null;
    const limit = clock.timeoutSignal(CALL_MS);
    const told = await Promise.all(asked.map((one) => weightAt(one, limit)));
    const nodes: Record<string, Record<string, number | null>> = {};
    for (const one of told) {
      if (one !== null) (nodes[one.node] ??= {})[one.service] = one.weight;
    }
    return { atMs: clock.nowMs(), nodes };
  };
}

async function weightAt(
  { node, outer }: { readonly node: DrillNode; readonly outer: Outer },
  signal: AbortSignal,
) {
  try {
    const { nodeId, targets } = await node.readHealth(outer.upstream, signal);
    const weights = targets
      .filter(({ target }) => outer.entries.includes(target))
      .map(({ nodeWeight }) => nodeWeight);
    return {
      node: nodeName(outer.gateway, nodeId),
      service: outer.service,
      weight: weights.includes(null) ? null : weights.reduce<number>((a, b) => a + (b ?? 0), 0),
    };
  } catch {
    return null;
  }
}

/** The same from what the journal says was written, at every node that is known of the gateway. */
export function outerOfJournal(
  events: readonly ControlEvent[],
  input: {
    readonly places: readonly DrillPlace[];
    readonly strategy: Strategy;
    readonly nodes: readonly string[];
  },
): readonly WeightSecond[] {
  return outersOf(input).flatMap((outer) => {
    const written = events.flatMap((event) => writesOf(event, outer));
    const weights = new Map<string, number>();
    // The first write of each tells what was there before it.
    for (const { target, from } of written.toReversed()) weights.set(target, from);
    const at = (atMs: number): WeightSecond => {
      const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
      const nodes = input.nodes
        .filter((node) => node.startsWith(`${outer.gateway}/`))
        .map((node) => [node, { [outer.service]: sum }] as const);
      return { atMs, nodes: Object.fromEntries(nodes) };
    };
    if (written.length === 0) return [];
    return [
      at(0),
      ...written.map(({ atMs, target, to }) => {
        weights.set(target, to);
        return at(atMs);
      }),
    ];
  });
}

interface Write {
  readonly atMs: number;
  readonly target: string;
  readonly from: number;
  readonly to: number;
}

/** Journals come from the store, which others may have written. */
function writesOf({ kind, upstream, atMs, evidence }: ControlEvent, outer: Outer): Write[] {
  const { gateway, changes } = evidence;
  const isOurs = gateway === outer.gateway && upstream === outer.upstream;
  if (kind !== 'weights-written' || !isOurs || !Array.isArray(changes)) return [];
  return changes.flatMap((change: Partial<Write> | null) => {
    const { target = '', from, to } = change ?? {};
    if (!outer.entries.includes(target) || from === undefined || to === undefined) return [];
    return [{ atMs, target, from, to }];
  });
}

function outersOf({
  places,
  strategy,
}: {
  readonly places: readonly DrillPlace[];
  readonly strategy: Strategy;
}): readonly Outer[] {
  return strategy.gateways.flatMap((gateway) =>
    places.flatMap((place): Outer[] => {
      const { service } = place;
      const entry = entryOf(layoutOf({ strategy, gateway, service }));
      if (entry.role !== 'outer') return [];
      const regions = regionsOf([place]);
      const entries = entry.targets
        .filter((one) => one.kind === 'region' && regions.includes(one.region))
        .map(({ target }) => target);
      const { upstream } = entry;
      return [{ gateway: gateway.name, service: service.name, upstream, entries }];
    }),
  );
}

/** As people see it: the gateway, and enough of the node's id. */
export function nodeName(gateway: string, nodeId: string): string {
  return `${gateway}/${nodeId.slice(0, 8)}`;
}
