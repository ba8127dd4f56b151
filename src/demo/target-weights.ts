/**
 * What a target's weight comes to over the levels of a layout, so that the page can show one number:
 * its part of its region's share, in the units of the upstream that the service names. Pure.
 */

import { entryOf, homeOf, regionWeight } from '../model/layout.ts';
import type { LayoutUpstream, ServiceLayout } from '../model/layout-shape.ts';
import { type GatewayView, viewKey } from './gateway-view.ts';

interface Place {
  readonly region: string;
  readonly target: string;
}

/** As the gateway sees it; `null` for what it has not told. */
export function targetView(
  view: GatewayView,
  layout: ServiceLayout,
  { region, target }: Place,
): { readonly weight: number | null; readonly health: string | null } {
  const home = homeOf(layout, region);
  const seen = view.get(viewKey(home.upstream, target));
  const weight = seen?.weight ?? null;
  const health = seen?.health ?? null;
  if (layout.kind === 'flat' || weight === null) return { weight, health };
  const shares = weightsOf(view, entryOf(layout));
  const own = regionWeight(home, { region, weights: weightsOf(view, home) });
  const share = regionWeight(entryOf(layout), { region, weights: shares });
  return { weight: own === 0 ? 0 : Math.round((share * weight) / own), health };
}

function weightsOf(view: GatewayView, { upstream, targets }: LayoutUpstream) {
  return Object.fromEntries(
    targets.map(({ target }) => [target, view.get(viewKey(upstream, target))?.weight ?? 0]),
  );
}
