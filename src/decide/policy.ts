/** What the control law needs to know of a strategy. */

import type { ServiceStrategy, Strategy } from '../model/strategy.ts';

export interface Policy {
  readonly gateways: readonly { readonly name: string; readonly region: string }[];
  readonly services: readonly ServiceStrategy[];
  /** After this long without any log entry the logs are stale (G4). */
  readonly expiryMs: number;
}

export function policyOf(strategy: Strategy): Policy {
  return {
    gateways: strategy.gateways.map(({ name, region }) => ({ name, region })),
    services: strategy.services,
    expiryMs: strategy.telemetry.expiryMs,
  };
}
