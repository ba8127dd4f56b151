/**
 * Which part of a service's requests each target gets by the weights, in either layout: Kong leaves
 * out who cannot serve, so shares are of the weight on those who can, and on the shed target.
 */

import type { Weights } from '../../model/control.ts';
import type { LayoutUpstream, ServiceLayout } from '../../model/layout-shape.ts';

/** By upstream of the layout; those left out are as in the baseline. */
export type WeightsByUpstream = Readonly<Record<string, Weights>>;

/** By target; adds up to 1 with what is shed, or to 0 when nobody can serve. */
export function targetShares(
  layout: ServiceLayout,
  weights: WeightsByUpstream,
  able: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  const pour = (upstream: LayoutUpstream, share: number) => {
    const own = weights[upstream.upstream] ?? {};
    const open = upstream.targets.filter(
      (one) => one.kind === 'shed' || innerOf(layout, one) !== null || able.has(one.target),
    );
    const total = open.reduce((sum, { target }) => sum + (own[target] ?? 0), 0);
    if (total === 0) return;
    for (const one of open) {
      const part = (share * (own[one.target] ?? 0)) / total;
      const inner = innerOf(layout, one);
      if (inner !== null) pour(inner, part);
      else if (one.kind === 'real') shares.set(one.target, (shares.get(one.target) ?? 0) + part);
    }
  };
  const entry = layout.upstreams.find(({ role }) => role !== 'inner');
  if (entry !== undefined) pour(entry, 1);
  return shares;
}

function innerOf(
  { upstreams }: ServiceLayout,
  target: LayoutUpstream['targets'][number],
): LayoutUpstream | null {
  if (target.kind !== 'region') return null;
  return upstreams.find(({ upstream }) => upstream === target.upstream) ?? null;
}
