/**
 * The order of writes, as data. What is referred to comes before what refers to it; capacity is added
 * before any is taken away (G2); what goes is deleted bottom-up and last.
 *
 * 1. New upstreams with their targets: nobody sends to them yet.
 * 2. Ballast's services behind loopback addresses, plugins before routes: a route never serves a
 *    moment without its plugins. Then a wait, since workers take routes some seconds later
 *    (kong-recordings 98), and targets that lead to them come next.
 * 3. Upstreams that are in use; raised and new targets in them.
 * 4. The user's services and routes, when they are written too. Then a wait, since a changed host is
 *    taken up to ten seconds later (40 to 42), and what it named before may go next.
 * 5. Lowered targets; deletions. A ring shrinks after its targets are gone: one too small for them is
 *    not built at all, and every request gets 503 (81).
 */

import type { EntityKind } from '../model/flatten-declarative.ts';
import type { PlanPhase } from '../model/kong-plan.ts';

const PHASES: readonly PlanPhase[] = [
  'new-upstreams',
  'new-targets',
  'loopback-services',
  'loopback-plugins',
  'loopback-routes',
  'loopback-route-plugins',
  'settle-loopback',
  'upstreams',
  'raise-targets',
  'services',
  'plugins',
  'routes',
  'route-plugins',
  'settle-services',
  'lower-targets',
  'delete-plugins',
  'delete-routes',
  'delete-services',
  'delete-targets',
  'shrink-upstreams',
  'delete-upstreams',
];

export function phaseRank(phase: PlanPhase): number {
  return PHASES.indexOf(phase);
}

export const DELETE_PHASE: Readonly<Record<EntityKind, PlanPhase>> = {
  plugins: 'delete-plugins',
  routes: 'delete-routes',
  services: 'delete-services',
  targets: 'delete-targets',
  upstreams: 'delete-upstreams',
};
