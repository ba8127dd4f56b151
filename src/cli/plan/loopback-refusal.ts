/**
 * Whether the two-level layout leads back to this Kong. Where it does not, every request would end in
 * a 502, so a plan with such targets is not carried out. What cannot be told is no reason to refuse.
 */

import { layoutsOf } from '../../generate/kong-config.ts';
import { checkLoopback, type GatewayFacts, loopbackUrlOf } from '../../kong/index.ts';
import type { PlanRefusal } from '../../model/kong-plan.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';

export function loopbackRefusals(options: {
  readonly strategy: Strategy;
  readonly gateway: Gateway;
  readonly node: Parameters<typeof checkLoopback>[0];
  readonly topology: GatewayFacts['topology'];
}): readonly PlanRefusal[] {
  const { strategy, gateway, node, topology } = options;
  // A control plane's listeners are not those of its data planes.
  if (topology === 'hybrid-control-plane') return [];
  const upstreams = layoutsOf(strategy, gateway)
    .filter(({ kind }) => kind === 'two-level')
    .flatMap((layout) => layout.upstreams);
  const [first, ...others] = checkLoopback(node, upstreams)?.unreachable ?? [];
  if (first === undefined) return [];
  const targets = others.length === 0 ? first : `${first} and ${others.length} more`;
  return [
    {
      key: `gateways/${gateway.name}`,
      reason: `would send every request to itself at ${targets}, where its proxy does not listen`,
      fix: fixOf(gateway, loopbackUrlOf(node) ?? null),
    },
  ];
}

function fixOf({ name }: Gateway, found: string | null): string {
  return found === null
    ? `Let Kong's proxy_listen cover all of 127.0.0.0/8, as 0.0.0.0:8000 does, or write loopback: none at gateways.${name}.`
    : `Write loopback: "${found}" at gateways.${name} in the strategy: there this Kong's proxy listens.`;
}
