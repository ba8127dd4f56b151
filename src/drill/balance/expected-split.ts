/** The part of the requests that each target should get, as Kong's nodes weigh them now. Pure. */

import type { KongUpstreamView } from '../../model/kong.ts';
import { entryOf, homeOf } from '../../model/layout.ts';
import type { ServiceLayout } from '../../model/layout-shape.ts';

/** By target (0–1, adding up to 1); only one node's view, since each balances for itself. */
export function expectedSplit(
  layout: ServiceLayout,
  viewOf: (upstream: string) => KongUpstreamView | null,
): Readonly<Record<string, number>> {
  const entry = entryOf(layout);
  const outer = availableWeights(viewOf(entry.upstream));
  if (entry.role === 'flat') return normalised(withoutShed(outer, layout));
  const parts: Record<string, number> = {};
  const shares = normalised(outer);
  for (const one of entry.targets) {
    if (one.kind !== 'region') continue;
    const inner = normalised(availableWeights(viewOf(homeOf(layout, one.region).upstream)));
    for (const [target, part] of Object.entries(inner)) {
      parts[target] = (parts[target] ?? 0) + part * (shares[one.target] ?? 0);
    }
  }
  return normalised(parts);
}

/** Whether anything is served there, and if not, why. */
export function splitState(
  layout: ServiceLayout,
  viewOf: (upstream: string) => KongUpstreamView | null,
): 'empty' | 'serves' | 'unhealthy' | 'zero' {
  const parts = Object.values(expectedSplit(layout, viewOf));
  if (parts.some((part) => part > 0)) return 'serves';
  const targets = layout.upstreams.flatMap(({ upstream }) => viewOf(upstream)?.targets ?? []);
  if (targets.length === 0) return 'empty';
  return targets.some(({ weight, nodeWeight }) => (nodeWeight ?? weight) > 0)
    ? 'unhealthy'
    : 'zero';
}

/** What is refused on purpose is answered by no target. */
function withoutShed(
  weights: Readonly<Record<string, number>>,
  layout: ServiceLayout,
): Readonly<Record<string, number>> {
  const shed = entryOf(layout).targets.find(({ kind }) => kind === 'shed')?.target;
  return Object.fromEntries(Object.entries(weights).filter(([target]) => target !== shed));
}

/** What is unhealthy gets nothing; its share goes to the others by weight (kong-recordings 80). */
function availableWeights(view: KongUpstreamView | null): Readonly<Record<string, number>> {
  return Object.fromEntries(
    (view?.targets ?? []).map(({ target, weight, nodeWeight, health }) => {
      const isDown = health === 'UNHEALTHY' || health === 'DNS_ERROR';
      return [target, isDown ? 0 : (nodeWeight ?? weight)];
    }),
  );
}

function normalised(weights: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const total = Object.values(weights).reduce((sum, one) => sum + one, 0);
  if (total === 0) return weights;
  return Object.fromEntries(
    Object.entries(weights).map(([target, weight]) => [target, weight / total]),
  );
}
