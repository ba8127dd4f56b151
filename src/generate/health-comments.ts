/** The reasons behind the health routes and the failover targets, as YAML comments. */

import type { ServiceLayout } from '../model/layout-shape.ts';
import type { Comment } from './comment.ts';
import { isLastResort } from './upstream.ts';

/** The health services stand behind those of the strategy. */
export function healthRouteComments(layouts: readonly ServiceLayout[]): readonly Comment[] {
  return [
    {
      path: ['services', layouts.length],
      text: `For DNS or a global load balancer (see dns/): 200 when this gateway can serve the service,
answered by a target's health path, 503 when no target is left. Anyone can ask; an ip-restriction
plugin here keeps it for your checkers. Tries fit in the 2 s that Route 53 waits.`,
    },
  ];
}

/** Said at the first upstream that has failover targets. */
export function failoverTargetComments(layouts: readonly ServiceLayout[]): readonly Comment[] {
  const all = layouts.flatMap(({ upstreams }) => upstreams);
  const firsts = all.map((one) => one.targets.findIndex((target) => isLastResort(one, target)));
  const index = firsts.findIndex((first) => first >= 0);
  const first = firsts[index];
  if (first === undefined) return [];
  return [
    {
      path: ['upstreams', index, 'targets', first],
      text: `failover: used only when no other target is healthy. Kong Enterprise 3.12.0.11, or
3.13.0.10, and later; OSS refuses the field.`,
    },
  ];
}
