/**
 * What one proxied request leaves behind: the facts that plugins, logs and metrics read. Filled in
 * while the exchange runs; complete when it is logged.
 *
 * Instants are epoch milliseconds with fractions.
 */

import type { HeaderList } from './header-list.ts';
import type { RouteMatch } from './router.ts';

export interface TryRecord {
  /** `null` when the balancer found no further peer. */
  readonly ip: string | null;
  readonly port: number | null;
  readonly startMs: number;
  /** Time to choose the target, ns; `null` when none was found. */
  readonly pickNs: number | null;
  /** As nginx counts it (`upstream_status`): the answer's, 502 or 504; `null` for an abort. */
  status: number | null;
  /** Set when Kong counts the try as failed. */
  failedCode: number | null;
  /** Durations since `startMs`; `null` when not reached. */
  connectMs: number | null;
  headerMs: number | null;
  responseMs: number | null;
}

export interface ExchangeRecord {
  readonly requestId: string;
  readonly worker: number;
  readonly startedMs: number;
  readonly method: string;
  /** Path and query as sent. */
  readonly uri: string;
  readonly requestHeaders: readonly string[];
  readonly clientIp: string;
  /** Who opened the connection: the client, or a trusted sender on its behalf. */
  readonly senderIp: string;
  /** Its `X-Forwarded-*` headers are believed. */
  readonly isFromTrusted: boolean;
  readonly clientPort: number;
  readonly serverPort: number;
  /** Bytes of request line, headers and body. */
  requestBytes: number;

  match: RouteMatch | null;
  upstreamUri: string;
  tries: TryRecord[];
  /** Ended because a retry found no peer. */
  hadNoPeerOnRetry: boolean;
  /** The request reached the balancer with a peer: passive checks count it. */
  wasProxied: boolean;

  status: number;
  responseHeaders: HeaderList;
  responseBytes: number;
  source: 'upstream' | 'kong';
  /** Whole milliseconds, as Kong logs them; `proxyMs` is -1 when nothing was tried. */
  kongMs: number;
  proxyMs: number;
  receiveMs: number;
  requestMs: number;
}
