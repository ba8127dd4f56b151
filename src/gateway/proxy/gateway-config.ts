/** The entities that decide how a request is routed; a change comes as a new snapshot. */

import type { KongPlugin, KongRoute, KongService } from '../entities/types.ts';

export interface GatewayConfig {
  readonly services: readonly KongService[];
  readonly routes: readonly KongRoute[];
  readonly plugins: readonly KongPlugin[];
}
