/** Asks an Admin API what it is, so that an interview can say so. A failure is a result. */

import {
  createAdminClient,
  createTokenSource,
  detectGateway,
  KongError,
  loopbackUrlOf,
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
        const loopback = loopbackOf(node, topology);
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

/** `null` when it does not say; a control plane's listeners are not those of its data planes. */
function loopbackOf(node: Parameters<typeof loopbackUrlOf>[0], topology: string): string | null {
  if (topology !== 'traditional' && topology !== 'db-less') return null;
  const url = loopbackUrlOf(node);
  return url === undefined ? null : (url ?? 'none');
}
