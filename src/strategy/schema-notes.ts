/** What the schema says of itself beside its types: examples, and where a key is at home. */

import { z } from 'zod';
import type { Path } from './problem.ts';

/** A key's example as YAML, from its description in the schema. */
export function exampleOf(root: z.core.$ZodType, path: Path): string | null {
  let found: string | null = null;
  visit(root, [], ({ pattern, schema }) => {
    if (matches(pattern, path)) {
      const meta = z.globalRegistry.get(schema);
      const example = meta?.['x-example'];
      if (typeof example === 'string') found = example;
    }
  });
  return found;
}

/** Maps in which a key is known, as seen from a map: `protect`, `health`; at most three. */
export function homesOf(root: z.core.$ZodType, key: string, from: Path): string[] {
  const known = HOMES.get(root) ?? findHomes(root);
  HOMES.set(root, known);
  const here = from.filter((segment) => typeof segment === 'string').join('.');
  const homes = (known.get(key) ?? [])
    .filter((home) => home !== here)
    .map((home) => (from[0] === 'services' ? home.replace(/^services\./, '') : home));
  return homes.slice(0, 3);
}

interface Visit {
  /** `*` stands for a name or a position. */
  readonly pattern: readonly string[];
  readonly schema: z.core.$ZodType;
}

function visit(
  schema: z.core.$ZodType,
  pattern: readonly string[],
  see: (at: Visit) => void,
): void {
  see({ pattern, schema });
  if (schema instanceof z.ZodOptional) visit(schema.unwrap(), pattern, see);
  else if (schema instanceof z.ZodRecord) visit(schema.valueType, [...pattern, '*'], see);
  else if (schema instanceof z.ZodArray) visit(schema.element, [...pattern, '*'], see);
  else if (schema instanceof z.ZodUnion) {
    for (const option of schema.options) visit(option, pattern, see);
  } else if (schema instanceof z.ZodObject) {
    const shape: Record<string, z.core.$ZodType> = schema.shape;
    for (const [key, child] of Object.entries(shape)) visit(child, [...pattern, key], see);
  }
}

function matches(pattern: readonly string[], path: Path): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((part, index) => part === '*' || part === path[index])
  );
}

type Homes = ReadonlyMap<string, string[]>;

/** Found once for each schema. */
const HOMES = new WeakMap<z.core.$ZodType, Homes>();

function findHomes(root: z.core.$ZodType): Homes {
  const homes = new Map<string, string[]>();
  visit(root, [], ({ pattern }) => {
    const key = pattern.at(-1);
    if (key === undefined || key === '*') return;
    const parents = pattern.slice(0, -1).filter((part) => part !== '*');
    const home = parents.length === 0 ? 'the top of the file' : parents.join('.');
    const known = homes.get(key) ?? [];
    if (!known.includes(home)) homes.set(key, [...known, home]);
  });
  return homes;
}
