/** Places in the data that were left out because they are wrong. */

import type { z } from 'zod';
import type { Path } from './problem.ts';
import { hasAt } from './walk.ts';

/** Kept in place of something wrong, since a whole service must not go unchecked because of it. */
const STAND_INS: readonly { readonly pattern: Path; readonly value: unknown }[] = [
  { pattern: ['services', '*', 'health'], value: { path: '/health' } },
  { pattern: ['services', '*', 'health', 'path'], value: '/health' },
];

export class Omissions {
  /** By `JSON.stringify(path)`, in terms of the whole data. */
  readonly #paths = new Map<string, Path>();
  /** Positions left out of each list, ascending. */
  readonly #positions = new Map<string, number[]>();

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
      let restored = segment;
      if (typeof restored === 'number') {
        for (const position of this.#positions.get(JSON.stringify(whole)) ?? []) {
          if (position <= restored) restored += 1;
        }
      }
      whole.push(restored);
    }
    return whole;
  }

  /**
   * Whether something that a finding rests on is left out: the place itself or, with `within`,
   * anything in it. `path` is in terms of the whole data.
   */
  touches(path: Path, within: boolean): boolean {
    return [...this.#paths.values()].some(
      (omitted) => startsWith(path, omitted) || (within && startsWith(omitted, path)),
    );
  }

  /** Leaves out a path of the whole data. */
  note(path: Path): void {
    const key = JSON.stringify(path);
    if (this.#paths.has(key)) return;
    this.#paths.set(key, path);
    const last = path.at(-1);
    if (typeof last !== 'number') return;
    const list = JSON.stringify(path.slice(0, -1));
    const positions = [...(this.#positions.get(list) ?? []), last].toSorted((a, b) => a - b);
    this.#positions.set(list, positions);
  }

  #copy(value: unknown, path: Path): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value)
      .map(([key, child]) => ({ key: Array.isArray(value) ? Number(key) : key, child }))
      .filter(({ key }) => !this.#paths.has(JSON.stringify([...path, key])));
    for (const omitted of this.#paths.values()) {
      const key = omitted.at(-1);
      const stand = standInFor(omitted);
      if (omitted.length !== path.length + 1 || stand === undefined || key === undefined) continue;
      if (startsWith(omitted, path)) entries.push({ key, child: stand.value });
    }
    const copied = entries.map(
      ({ key, child }) => [key, this.#copy(child, [...path, key])] as const,
    );
    if (Array.isArray(value)) return copied.map(([, child]) => child);
    return Object.fromEntries(copied);
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

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((segment, index) => path[index] === segment);
}

export function segmentOf(segment: PropertyKey): string | number {
  return typeof segment === 'number' ? segment : String(segment);
}
