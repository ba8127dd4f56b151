/** Asks an Admin API what it is, so that an interview can say so. A failure is a result. */

import {
  createAdminClient,
  createTokenSource,
  detectGateway,
  KongError,
} from '../../../kong/index.ts';

export interface GatewayLook {
  readonly version: string;
  readonly edition: 'community' | 'enterprise';
  readonly topology: string;
  /** Different nodes behind the URLs. */
  readonly nodes: number;
  /**
   * Its plain-HTTP listener as it reaches itself, on all of 127.0.0.0/8; `none` when it has none,
   * `null` when it does not say.
   */
  readonly loopback: string | null;
}

export type GatewayReport =
  | { readonly kind: 'found'; readonly look: GatewayLook }
  | {
      readonly kind: 'failed';
      readonly url: string;
      readonly code: string;
      readonly reason: string;
    };

/** A person is waiting. */
const TIMEOUT_MS = 4_000;

export async function checkGateway(
  urls: readonly string[],
  { tokenFile }: { tokenFile: string | null },
): Promise<GatewayReport> {
  const token = createTokenSource({ tokenFile, tokenEnv: null });
  const looks = await Promise.all(
    urls.map(async (url): Promise<GatewayReport & { nodeId?: string }> => {
      const client = createAdminClient({ baseUrls: [url], token, timeoutMs: TIMEOUT_MS });
      try {
        const [facts, node] = [await detectGateway(client), await client.readNode()];
        const { version, edition, topology, nodeId } = facts;
        const isProxy = topology === 'traditional' || topology === 'db-less';
        const loopback = isProxy ? loopbackOf(node.configuration?.['proxy_listen']) : null;
        const look = { version, edition, topology, nodes: 1, loopback };
        return { kind: 'found', look, nodeId: nodeId ?? url };
      } catch (error) {
        if (!(error instanceof KongError)) throw error;
        return { kind: 'failed', url, code: error.code, reason: error.reason };
      } finally {
        await client.close();
      }
    }),
  );
  const failed = looks.find(({ kind }) => kind === 'failed');
  const [first] = looks;
  if (failed !== undefined || first?.kind !== 'found') {
    return failed ?? { kind: 'failed', url: '', code: 'KONG_UNREACHABLE', reason: '' };
  }
  const nodes = new Set(looks.map(({ nodeId }) => nodeId)).size;
  return { kind: 'found', look: { ...first.look, nodes } };
}

/** `["0.0.0.0:8000 reuseport backlog=16384", "0.0.0.0:8443 http2 ssl"]` → `http://127.0.0.1:8000`. */
export function loopbackOf(proxyListen: unknown): string | null {
  if (!Array.isArray(proxyListen)) return null;
  for (const entry of proxyListen) {
    const [address = '', ...flags] = String(entry).split(/\s+/);
    const port = /^(?:0\.0\.0\.0|\*):(\d+)$/.exec(address)?.[1];
    if (port !== undefined && !flags.includes('ssl')) return `http://127.0.0.1:${port}`;
  }
  return 'none';
}
