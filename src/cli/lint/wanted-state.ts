/** What a strategy wants of the Kong at these addresses. */

import { BASE_TAG, UPSTREAMS_TAG } from '../../generate/tags.ts';
import { strategyTag } from '../../model/tags.ts';
import type { WantedState } from '../../lint/inputs/live.ts';
import { baselineOf, layoutOf } from '../../model/layout.ts';
import type { Strategy } from '../../model/strategy.ts';

/** `null` when no gateway of the strategy has one of the addresses, and there are several. */
export function wantedStateOf(strategy: Strategy, urls: readonly string[]): WantedState | null {
  const { gateways, services, telemetry } = strategy;
  const asked = new Set(urls.map(originOf));
  const known = gateways.find(({ adminUrls }) => adminUrls.some((url) => asked.has(originOf(url))));
  const gateway = known ?? (gateways.length === 1 ? gateways[0] : undefined);
  if (gateway === undefined) return null;
  const upstreams = services.flatMap((service) =>
    Object.entries(baselineOf(layoutOf({ strategy, gateway, service }))),
  );
  return {
    gateway: gateway.name,
    logsUrl: telemetry.logs.url,
    upstreams: upstreams.map(([name, weights]) => ({ name, weights })),
    tags: [BASE_TAG, UPSTREAMS_TAG, strategyTag(strategy.name)],
  };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
