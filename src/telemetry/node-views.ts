/** What each Kong node said last of each target, and when. Pure. */

import type { NodeReading } from '../model/observation.ts';
import type { KongUpstreamView } from '../model/kong.ts';
import { type AddressBook, targetNamed } from './address-book.ts';

export interface NodeViews {
  /** By upstream and target, then by gateway and node. */
  readonly targets: Map<string, Map<string, NodeReading>>;
}

/** A node not heard of for this long was taken away; until then its reading just ages. */
const FORGET_AFTER_MS = 600_000;

export function createNodeViews(): NodeViews {
  return { targets: new Map() };
}

export function recordView(
  views: NodeViews,
  news: {
    readonly gateway: string;
    readonly view: KongUpstreamView;
    /** Only these: a target is a last resort in other upstreams, with a weight that is not its own. */
    readonly homeTargets: readonly string[];
    readonly book: AddressBook;
    readonly atMs: number;
  },
): void {
  const { gateway, view, homeTargets, book, atMs } = news;
  const { upstream, nodeId } = view;
  for (const { target: stored, health, nodeWeight } of view.targets) {
    const target = targetNamed(book, { upstream, target: stored });
    if (target === null || !homeTargets.includes(target)) continue;
    const key = `${upstream} ${target}`;
    const nodes = views.targets.get(key) ?? new Map<string, NodeReading>();
    views.targets.set(key, nodes);
    nodes.set(`${gateway} ${nodeId}`, { gateway, nodeId, atMs, health, nodeWeight });
  }
}

export function readingsOf(
  views: NodeViews,
  { upstream, target, nowMs }: { upstream: string; target: string; nowMs: number },
): readonly NodeReading[] {
  const nodes = views.targets.get(`${upstream} ${target}`);
  if (nodes === undefined) return [];
  for (const [key, { atMs }] of nodes) {
    if (nowMs - atMs > FORGET_AFTER_MS) nodes.delete(key);
  }
  return [...nodes.values()];
}
