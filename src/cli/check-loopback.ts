/**
 * At the start of the controller: does each gateway reach itself, as shedding and the two-level
 * layout need it? Says what is wrong; where only shedding stands on it, goes on without (overflow).
 * A gateway that does not answer is taken at the strategy's word.
 */

import { checkLoopback, loopbackTargets } from '../kong/loopback.ts';
import type { AdminClient } from '../kong/index.ts';
import { layoutOf } from '../model/layout.ts';
import type { Logger } from '../model/ports.ts';
import type { Gateway, Strategy } from '../model/strategy.ts';

const TIMEOUT_MS = 2_000;

export async function withCheckedLoopback(
  strategy: Strategy,
  options: {
    readonly nodesOf: (gateway: string) => readonly AdminClient[];
    readonly logger: Logger;
  },
): Promise<Strategy> {
  const gateways = await Promise.all(
    strategy.gateways.map((gateway) => checked(gateway, { strategy, ...options })),
  );
  return { ...strategy, gateways };
}

async function checked(
  gateway: Gateway,
  options: Parameters<typeof withCheckedLoopback>[1] & { readonly strategy: Strategy },
): Promise<Gateway> {
  const { strategy, nodesOf, logger } = options;
  const layouts = strategy.services.map((service) => layoutOf({ strategy, gateway, service }));
  const upstreams = layouts.flatMap((layout) => layout.upstreams);
  if (loopbackTargets(upstreams).length === 0) return gateway;
  const isTwoLevel = layouts.some(({ kind }) => kind === 'two-level');
  for (const node of nodesOf(gateway.name)) {
    const info = await node.readNode({ signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => null);
    const findings = info === null ? null : checkLoopback(info, upstreams);
    if (findings === null) continue;
    const { unreachable, trustsItself } = findings;
    const fields = { gateway: gateway.name, unreachable };
    if (unreachable.length > 0 && !isTwoLevel) {
      logger.warn(fields, 'Kong does not listen there, so nothing can be shed: Ballast overflows.');
      return { ...gateway, loopbackUrl: null };
    }
    if (unreachable.length > 0) {
      const fix = 'let proxy_listen cover them (0.0.0.0), or write loopback: none and generate.';
      logger.error(fields, `Kong does not listen where its own upstreams lead: ${fix}`);
    } else if (isTwoLevel && !trustsItself) {
      const fix = 'Set KONG_TRUSTED_IPS=127.0.0.0/8, or targets get 127.0.0.1 as X-Real-IP.';
      logger.warn({ gateway: gateway.name }, `Kong does not trust itself. ${fix}`);
    }
  }
  return gateway;
}
