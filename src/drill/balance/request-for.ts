/** What is asked for to test the split of a service: a GET on a plain path of one of its routes. Pure. */

import type { Gateway, Route, ServiceStrategy } from '../../model/strategy.ts';

export interface SplitRequest {
  readonly url: string;
  readonly host: string | null;
}

/** `null` when no route takes GET on a plain path and none is given. */
export function requestFor(
  { routes }: ServiceStrategy,
  {
    proxyUrl,
    path,
  }: { readonly proxyUrl: NonNullable<Gateway['proxyUrl']>; readonly path: string | null },
): SplitRequest | null {
  const reading = routes.filter(({ methods }) => methods.length === 0 || methods.includes('GET'));
  const base = proxyUrl.replace(/\/$/, '');
  if (path !== null) {
    const route = reading.find(({ paths }) => paths.some((one) => path.startsWith(one)));
    return { url: `${base}/${path.replace(/^\//, '')}`, host: hostOf(route ?? reading[0]) };
  }
  for (const route of reading) {
    // A path that begins with `~` is a pattern.
    const plain = route.paths.find((one) => one.startsWith('/'));
    if (plain !== undefined) return { url: `${base}${plain}`, host: hostOf(route) };
  }
  return null;
}

function hostOf(route: Route | undefined): string | null {
  return route?.hosts.find((host) => !host.includes('*')) ?? null;
}
