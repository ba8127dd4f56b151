/** What the control law needs to know of a strategy. */

import { assert } from '../lib/assert.ts';
import { layoutOf } from '../model/layout.ts';
import type { ServiceLayout } from '../model/layout-shape.ts';
import type { Gateway, SafetyRules, ServiceStrategy, Strategy } from '../model/strategy.ts';

export interface Policy {
  readonly gateways: readonly { readonly name: string; readonly region: string }[];
  readonly services: readonly ServiceStrategy[];
  /** Preference and distance; absent where nobody asks. */
  readonly regions?: Strategy['regions'];
  /** What levers and drills may not do; absent: no limits. */
  readonly safety?: SafetyRules;
  /** After this long without any log entry the logs are stale (G4). */
  readonly expiryMs: number;
  /** By gateway, then by the service's upstream. */
  readonly layouts: Readonly<Record<string, Readonly<Record<string, ServiceLayout>>>>;
}

/** The part of a strategy that a policy is made of. */
export interface PolicySource extends Pick<Strategy, 'layout' | 'regions' | 'services'> {
  readonly gateways: readonly Pick<Gateway, 'name' | 'region' | 'loopbackUrl'>[];
  readonly telemetry: Pick<Strategy['telemetry'], 'expiryMs'>;
  readonly safety?: SafetyRules;
}

export function policyOf(strategy: PolicySource): Policy {
  return {
    gateways: strategy.gateways.map(({ name, region }) => ({ name, region })),
    services: strategy.services,
    regions: strategy.regions,
    ...(strategy.safety === undefined ? {} : { safety: strategy.safety }),
    expiryMs: strategy.telemetry.expiryMs,
    layouts: Object.fromEntries(
      strategy.gateways.map((gateway) => [
        gateway.name,
        Object.fromEntries(
          strategy.services.map((service) => [
            service.upstream,
            layoutOf({ strategy, gateway, service }),
          ]),
        ),
      ]),
    ),
  };
}

/** How a service is built at a gateway. */
export function layoutAt(
  { layouts }: Policy,
  { gateway, upstream }: { readonly gateway: string; readonly upstream: string },
): ServiceLayout {
  const layout = layouts[gateway]?.[upstream];
  assert(layout !== undefined, `${upstream} has a layout at ${gateway}`);
  return layout;
}
