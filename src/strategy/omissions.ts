/** Places in the data that were left out because they are wrong. */

import type { z } from 'zod';
import type { Path } from './problem.ts';
import { hasAt } from './walk.ts';

/** Kept in place of something wrong, since a whole service must not go unchecked because of it. */
const STAND_INS: readonly { readonly pattern: Path; readonly value: unknown }[] = [
  { pattern: ['services', '*', 'health'], value: { path: '/health' } },
  { pattern: ['services', '*', 'health', 'path'], value: '/health' },
];

interface StandIn {
  readonly key: string;
  readonly value: unknown;
}

/** Paths are kept as JSON, in terms of the whole data. */
export class Omissions {
  readonly #omitted = new Set<string>();
  /** Every map and list that lacks something, however deep inside. */
  readonly #incomplete = new Set<string>();
  /** Positions left out of each list. */
  readonly #positions = new Map<string, Set<number>>();
  readonly #standIns = new Map<string, StandIn[]>();

  /**
   * Notes what issues of the shortened data make impossible. False when nothing can be left out
   * that would help.
   */
  add(issues: readonly z.core.$ZodIssue[], rest: unknown): boolean {
    // All are restored before the first is noted: they are in terms of the data as it was.
    const culprits = issues.flatMap((issue) => culpritsOf(issue, rest));
    if (culprits.some((path) => path.length === 0)) return false;
    for (const path of culprits.map((culprit) => this.restore(culprit))) this.note(path);
    return true;
  }

  /** The data without what is left out. */
  apply(data: unknown): unknown {
    return this.#copy(data, []);
  }

  /** A path in the shortened data → the path in the whole data. */
  restore(path: Path): Path {
    const whole: (string | number)[] = [];
    for (const segment of path) {
      const positions = this.#positions.get(JSON.stringify(whole));
      if (typeof segment === 'number' && positions !== undefined) {
        whole.push(skip(positions, segment));
      } else whole.push(segment);
    }
    return whole;
  }

  /**
   * Whether something that a finding rests on is left out: the place itself or, with `within`,
   * anything in it. `path` is in terms of the whole data.
   */
  touches(path: Path, within: boolean): boolean {
    if (within && this.#incomplete.has(JSON.stringify(path))) return true;
    return path.some((_, index) => this.#omitted.has(JSON.stringify(path.slice(0, index + 1))));
  }

  /** Leaves out a path of the whole data. */
  note(path: Path): void {
    const key = JSON.stringify(path);
    const last = path.at(-1);
    if (this.#omitted.has(key) || last === undefined) return;
    this.#omitted.add(key);
    for (const [depth] of path.entries())
      this.#incomplete.add(JSON.stringify(path.slice(0, depth)));
    const parent = JSON.stringify(path.slice(0, -1));
    const standIn = standInFor(path);
    if (typeof last === 'number') append(this.#positions, parent, last);
    else if (standIn !== undefined) {
      const others = this.#standIns.get(parent) ?? [];
      this.#standIns.set(parent, [...others, { key: last, value: standIn.value }]);
    }
  }

  #copy(value: unknown, path: Path): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const here = JSON.stringify(path);
    if (path.length > 0 && !this.#incomplete.has(here)) return value;
    const copied = Object.entries(value).flatMap(([name, child]) => {
      const childPath = [...path, Array.isArray(value) ? Number(name) : name];
      if (this.#omitted.has(JSON.stringify(childPath))) return [];
      return [[name, this.#copy(child, childPath)] as const];
    });
    if (Array.isArray(value)) return copied.map(([, child]) => child);
    const standIns = this.#standIns.get(here) ?? [];
    return Object.fromEntries([...copied, ...standIns.map((one) => [one.key, one.value] as const)]);
  }
}

function append(positions: Map<string, Set<number>>, list: string, position: number): void {
  const known = positions.get(list);
  if (known === undefined) positions.set(list, new Set([position]));
  else known.add(position);
}

/** The position that is the `index`-th of those not left out. */
function skip(omitted: ReadonlySet<number>, index: number): number {
  let position = 0;
  for (let left = index; ; position += 1) {
    if (omitted.has(position)) continue;
    if (left === 0) return position;
    left -= 1;
  }
}

/** What to leave out because of an issue: the place itself or, if a key is missing, its map. */
function culpritsOf(issue: z.core.$ZodIssue, rest: unknown): Path[] {
  const path = issue.path.map(segmentOf);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  const isMissing = path.length > 0 && !hasAt(rest, path) && standInFor(path) === undefined;
  return [isMissing ? path.slice(0, -1) : path];
}

function standInFor(path: Path): (typeof STAND_INS)[number] | undefined {
  return STAND_INS.find(
    ({ pattern }) =>
      pattern.length === path.length &&
      pattern.every((part, index) => part === '*' || part === path[index]),
  );
}

export function segmentOf(segment: PropertyKey): string | number {
  return typeof segment === 'number' ? segment : String(segment);
}
