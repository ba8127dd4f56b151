/** Names of Kubernetes objects, made from the strategy's. */

import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';

/** A DNS label has at most 63 characters; the longest suffix put behind one of ours has 20. */
const NAME_LENGTH_MAX = 43;

/** `productAPI` → `productapi`, as its Kong upstream is named; unique among the services. */
export function objectNames({ services }: Strategy): ReadonlyMap<ServiceStrategy, string> {
  const counts = new Map<string, number>();
  return new Map(
    services.map((service) => {
      const plain = plainName(service);
      const count = (counts.get(plain) ?? 0) + 1;
      counts.set(plain, count);
      return [service, count === 1 ? plain : `${plain}-${count}`];
    }),
  );
}

/** Any text as part of a name. */
export function nameWord(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}

function plainName({ upstream }: ServiceStrategy): string {
  return nameWord(upstream.replace(/-upstream$/, '')).slice(0, NAME_LENGTH_MAX);
}

/** `product.shop.svc` or `product.shop.svc.cluster.local` → the Service it means in its cluster. */
export function clusterService(
  host: string,
): { readonly name: string; readonly namespace: string } | null {
  const [, name, namespace] = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.|$)/.exec(host) ?? [];
  return name === undefined || namespace === undefined ? null : { name, namespace };
}

export function isAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host) || host.includes(':');
}
