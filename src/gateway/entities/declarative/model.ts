/** How entities nest in a declarative configuration. */

import type { Kind } from '../types.ts';

export interface Nested {
  readonly kind: Kind;
  /** The child's field that refers to the parent. */
  readonly field: string;
}

export const NESTED: Readonly<Record<Kind, readonly Nested[]>> = {
  services: [
    { kind: 'routes', field: 'service' },
    { kind: 'plugins', field: 'service' },
  ],
  routes: [{ kind: 'plugins', field: 'route' }],
  upstreams: [{ kind: 'targets', field: 'upstream' }],
  targets: [],
  plugins: [],
};

/** Keys that mean nothing to the gateway. `_info` and `_workspace` are decK's. */
export const IGNORED_KEYS = ['_comment', '_ignore', '_info', '_workspace'] as const;

export type Input = Readonly<Record<string, unknown>>;

/** One entity as the file has it, with its place. */
export interface Item {
  readonly kind: Kind;
  readonly input: Input;
  /** Without children and ignored keys. */
  readonly own: Input;
  readonly path: readonly (string | number)[];
  readonly parent: Item | null;
  /** The field that refers to the parent. */
  readonly parentField: string | null;
}
