/** What checks go out with: channels, the proxies and Admin APIs of the strategy's gateways. */

import { measureBalance } from '../drill/balance/measure-balance.ts';
import { createGatewayAdmin } from '../kong/index.ts';
import type { KongUpstreamView } from '../model/kong.ts';
import type { Store } from '../model/ports.ts';
import type { Gateway, Strategy } from '../model/strategy.ts';
import { sendTests } from '../notify/index.ts';
import { OperationError } from '../operations/operation-error.ts';
import type { CheckPorts } from '../operations/ports.ts';
import { SYSTEM_CLOCK } from './system.ts';

export function createCheckPorts({
  strategy,
  store,
}: {
  readonly strategy: Strategy;
  readonly store: Pick<Store, 'readTicks'>;
}): CheckPorts {
  const nowMs = () => SYSTEM_CLOCK.nowMs();
  return {
    testChannels: (notify, signal) => sendTests({ name: strategy.name, notify }, { nowMs, signal }),
    measureBalance: (wish, signal) =>
      measureBalance(
        {
          strategy,
          store,
          nowMs,
          sleep: (durationMs, ended) => SYSTEM_CLOCK.sleep(durationMs, ended),
          readUpstream,
        },
        wish,
        signal,
      ),
  };
}

/** An Admin API that hangs is one that is down. */
const TIMEOUT_MS = 3_000;

async function readUpstream(
  gateway: Gateway,
  upstream: string,
  signal: AbortSignal,
): Promise<KongUpstreamView> {
  const admin = createGatewayAdmin(gateway, { timeoutMs: TIMEOUT_MS });
  try {
    const [node] = admin.nodes;
    if (node === undefined) {
      throw new OperationError('unavailable', 'no node is known', {
        fix: `Write gateways.${gateway.name}.admin in the strategy.`,
      });
    }
    return await node.readHealth(upstream, { signal });
  } finally {
    await admin.close();
  }
}
