/** `gateways` of the file → gateways. */

import type { Gateway } from '../../model/strategy.ts';
import { defaultText } from '../defaults.ts';
import type { StrategyInput } from '../input/strategy.ts';

export function buildGateways(input: StrategyInput): Gateway[] {
  return Object.entries(input.gateways).map(([name, gateway]) => ({
    name,
    region: gateway.region,
    adminUrls: (typeof gateway.admin === 'string' ? [gateway.admin] : gateway.admin).map(plainUrl),
    proxyUrl: gateway.proxy === undefined ? null : plainUrl(gateway.proxy),
    loopbackUrl: buildLoopback(gateway.loopback ?? defaultText('gateways.*.loopback')),
    tokenFile: gateway.tokenFile ?? null,
    tokenEnv: gateway.tokenEnv ?? null,
    workspace: gateway.workspace ?? null,
    tls: {
      caFile: gateway.tls?.ca ?? null,
      certFile: gateway.tls?.cert ?? null,
      keyFile: gateway.tls?.key ?? null,
    },
  }));
}

function buildLoopback(loopback: string): string | null {
  return loopback === 'none' ? null : plainUrl(loopback);
}

/** Without the slash at the end, so that paths can be put behind it. */
export function plainUrl(url: string): string {
  return url.replace(/\/+$/, '');
}
