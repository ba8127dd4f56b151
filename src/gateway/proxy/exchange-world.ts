/** What an exchange needs from the gateway around it. */

import type { IncomingMessage } from 'node:http';

import type { PluginPlan, PluginPlans } from '../plugins/plugin-plan.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { KongService } from '../entities/types.ts';
import type { PeerSource } from './peer-source.ts';
import type { Router } from './router.ts';

export interface RoutingConfig {
  readonly router: Router;
  readonly plans: PluginPlans;
}

export interface ExchangeWorld {
  readonly pool: ConnectionPool;
  /** The configuration in force; an exchange keeps what it began with. */
  config(): RoutingConfig;
  /** The peers of a service; a promise only while its host name is being resolved. */
  peersOf(service: KongService, record: ExchangeRecord): FoundPeers;
  /** Epoch milliseconds with fractions, never going back. */
  nowMs(): number;
  /** The time as a `Date` header. */
  httpDate(): string;
  /** Whether the client's connection may carry another request. */
  mayKeepAlive(request: IncomingMessage): boolean;
  /** The exchange is over: count it and log it. */
  onFinished(record: ExchangeRecord, plan: PluginPlan): void;
}

export interface FoundPeers {
  readonly peers: PeerSource | Promise<PeerSource>;
  readonly setCookie: string | null;
}
