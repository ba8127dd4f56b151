/** Which weights would be written. */

import type { Desired, Weights } from '../model/control.ts';

export interface ShadowWrite {
  readonly gateway: string;
  readonly upstream: string;
  readonly target: string;
  readonly from: number;
  readonly to: number;
}

export function changesOf(
  before: Readonly<Record<string, Readonly<Record<string, Weights>>>>,
  after: Readonly<Record<string, Desired>>,
): readonly ShadowWrite[] {
  return Object.entries(after).flatMap(([gateway, upstreams]) =>
    Object.entries(upstreams).flatMap(([upstream, { weights }]) =>
      Object.entries(weights).flatMap(([target, to]) => {
        const from = before[gateway]?.[upstream]?.[target] ?? 0;
        return from === to ? [] : [{ gateway, upstream, target, from, to }];
      }),
    ),
  );
}
