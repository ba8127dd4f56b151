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
  if (entry.role === 'flat') return normalised(outer);
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
