/** From a strategy's gateway to its Admin clients: reads certificates, finds the token. */

import { readFileSync } from 'node:fs';
import type { KongAdmin, Logger } from '../model/ports.ts';
import type { Gateway } from '../model/strategy.ts';
import { createKongAdminPort } from './admin-port.ts';
import { type AdminClient, createAdminClient } from './client.ts';
import { createTokenSource } from './token.ts';
import type { TlsSettings } from './transport.ts';

export interface GatewayAdmin {
  readonly admin: KongAdmin;
  /** One per node, in the order of `adminUrls`. */
  readonly nodes: readonly AdminClient[];
  close(): Promise<void>;
}

/** Throws when a certificate file cannot be read. */
export function createGatewayAdmin(
  gateway: Gateway,
  options: { readonly logger?: Logger; readonly timeoutMs?: number } = {},
): GatewayAdmin {
  const { logger, timeoutMs } = options;
  const shared = {
    token: createTokenSource(gateway),
    tls: readTls(gateway.tls),
    workspace: gateway.workspace,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const nodes = gateway.adminUrls.map((url) => createAdminClient({ ...shared, baseUrls: [url] }));
  return {
    admin: createKongAdminPort({ nodes, ...(logger === undefined ? {} : { logger }) }),
    nodes,
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
    },
  };
}

function readTls({ caFile, certFile, keyFile }: Gateway['tls']): TlsSettings {
  return {
    ...(caFile === null ? {} : { ca: readFileSync(caFile, 'utf8') }),
    ...(certFile === null ? {} : { cert: readFileSync(certFile, 'utf8') }),
    ...(keyFile === null ? {} : { key: readFileSync(keyFile, 'utf8') }),
  };
}
