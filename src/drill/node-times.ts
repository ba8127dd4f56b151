/**
 * When each node noticed the fault, gave what is drilled less weight, and was as before. Pure.
 *
 * "Less weight" is less in the targets' own upstream or, in two levels, less for their region in the
 * outer one; of several services the last counts, since until then some traffic still goes there.
 */

import type { NodeTimes } from '../model/drill-report.ts';
import type { WeightSecond } from './outer-weights.ts';
import { loweredIn, type ShareSecond } from './recorder.ts';
import type { DrillSecond } from './seconds.ts';

export interface NodeEvidence {
  readonly faultAtMs: number | null;
  readonly faultEndAtMs: number | null;
  readonly seconds: readonly DrillSecond[];
  readonly shares: readonly ShareSecond[];
  readonly outer: readonly WeightSecond[];
}

export function nodeTimesOf(evidence: NodeEvidence): readonly NodeTimes[] {
  const { faultAtMs, faultEndAtMs, seconds } = evidence;
  if (faultAtMs === null) return [];
  const lowered = loweredOf(evidence, faultAtMs);
  const after = seconds.filter(({ atMs }) => atMs >= faultAtMs);
  const names = [...new Set(placesOf(levelsOf(evidence)).map(({ node }) => node))].toSorted();
  return names.map((node) => {
    const downAt = (second: DrillSecond | undefined) => second?.nodes[node]?.down ?? 0;
    const usual = downAt(seconds.findLast(({ atMs }) => atMs < faultAtMs));
    const marked = after.find((second) => downAt(second) > usual)?.atMs ?? null;
    const own = lowered.filter((one) => one.node === node && one.atMs !== null);
    const applied = lastOf(own);
    const wasTouched = marked !== null || applied !== null;
    const back = after.find(
      (second) =>
        second.atMs > (faultEndAtMs ?? Infinity) &&
        downAt(second) <= usual &&
        own.every(({ isUsualAt }) => isUsualAt(second.atMs)),
    );
    return {
      node,
      detectedMs: since(marked, faultAtMs),
      appliedMs: since(applied, faultAtMs),
      recoveredMs: wasTouched ? since(back?.atMs ?? null, faultEndAtMs) : null,
    };
  });
}

/** T4: from here on every node gives less to what the law wanted lowered, in every service. */
export function appliedAtMs(evidence: NodeEvidence): number | null {
  if (evidence.faultAtMs === null) return null;
  const lowered = loweredOf(evidence, evidence.faultAtMs);
  return lowered.some(({ atMs }) => atMs === null) ? null : lastOf(lowered);
}

interface Place {
  readonly node: string;
  readonly service: string;
}

interface Lowered extends Place {
  /** `null` when it was wanted and did not come. */
  readonly atMs: number | null;
  readonly isUsualAt: (atMs: number) => boolean;
}

/** What was lowered while the fault lasted, or was to be. */
function loweredOf(evidence: NodeEvidence, faultAtMs: number): readonly Lowered[] {
  const { faultEndAtMs, shares } = evidence;
  const levels = levelsOf(evidence);
  const isDuring = ({ atMs }: { readonly atMs: number }) =>
    atMs >= faultAtMs && atMs <= (faultEndAtMs ?? Infinity);
  const before = shares.findLast(({ atMs }) => atMs < faultAtMs);
  const wanted = new Set(
    before === undefined ? [] : shares.filter(isDuring).flatMap((now) => loweredIn(now, before)),
  );
  return placesOf(levels).flatMap((place): Lowered[] => {
    const weightIn = (second: WeightSecond) => second.nodes[place.node]?.[place.service] ?? null;
    const known = levels.map((level) => {
      const told = level.filter((second) => weightIn(second) !== null);
      const usual = told.findLast(({ atMs }) => atMs < faultAtMs) ?? null;
      return { told, usual: usual === null ? 0 : (weightIn(usual) ?? 0) };
    });
    const firsts = known.flatMap(({ told, usual }) => {
      return told.find((second) => isDuring(second) && (weightIn(second) ?? usual) < usual) ?? [];
    });
    const isUsualAt = (nowMs: number) =>
      known.every(({ told, usual }) => {
        const newest = told.findLast(({ atMs }) => atMs <= nowMs);
        return newest === undefined || (weightIn(newest) ?? 0) >= usual;
      });
    const gateway = place.node.slice(0, place.node.lastIndexOf('/'));
    const isWanted = wanted.has(`${place.service}/${gateway}`);
    if (firsts.length === 0 && !isWanted) return [];
    const atMs = firsts.length === 0 ? null : Math.min(...firsts.map((one) => one.atMs));
    return [{ ...place, atMs, isUsualAt }];
  });
}

/** The targets' own upstreams, and the outer ones. */
function levelsOf({ seconds, outer }: NodeEvidence): readonly (readonly WeightSecond[])[] {
  const own = seconds.map(({ atMs, nodes }): WeightSecond => ({
    atMs,
    nodes: Object.fromEntries(Object.entries(nodes).map(([node, { weights }]) => [node, weights])),
  }));
  return [own, outer];
}

function placesOf(levels: readonly (readonly WeightSecond[])[]): readonly Place[] {
  const services = new Map<string, Set<string>>();
  for (const { nodes } of levels.flat()) {
    for (const [node, weights] of Object.entries(nodes)) {
      const known = services.get(node) ?? new Set<string>();
      for (const service of Object.keys(weights)) known.add(service);
      services.set(node, known);
    }
  }
  return [...services].flatMap(([node, known]) => [...known].map((service) => ({ node, service })));
}

function lastOf(lowered: readonly Lowered[]): number | null {
  const times = lowered.flatMap(({ atMs }) => (atMs === null ? [] : [atMs]));
  return times.length === 0 ? null : Math.max(...times);
}

function since(atMs: number | null, fromMs: number | null): number | null {
  return atMs === null || fromMs === null ? null : Math.max(0, atMs - fromMs);
}
