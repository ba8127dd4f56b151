/**
 * Whose address is this? Log entries name a target by the address Kong resolved it to; the strategy
 * by `host:port`. Learned from what Kong's health says of its targets; a target written as an
 * address is known from the start. Pure.
 */

import type { KongUpstreamView } from '../model/kong.ts';
import { formatAddress } from './log-entry.ts';

export interface AddressBook {
  readonly upstreams: ReadonlyMap<string, UpstreamAddresses>;
}

interface UpstreamAddresses {
  /** Spelling in the strategy, by normal spelling: Kong writes IPv6 in long form. */
  readonly names: ReadonlyMap<string, string>;
  /** Target by `ip:port`, in the order learned. */
  readonly learned: Map<string, string>;
}

/** Old addresses stay known (entries arrive late), up to this many per upstream. */
const MAX_ADDRESSES = 10_000;

export function createAddressBook(
  upstreams: readonly { readonly upstream: string; readonly targets: readonly string[] }[],
): AddressBook {
  return {
    upstreams: new Map(
      upstreams.map(({ upstream, targets }) => [
        upstream,
        {
          names: new Map(targets.map((target) => [normalTarget(target), target])),
          learned: new Map(),
        },
      ]),
    ),
  };
}

/** Takes in the addresses of the targets that the strategy knows. */
export function learnAddresses(book: AddressBook, view: KongUpstreamView): void {
  const known = book.upstreams.get(view.upstream);
  if (known === undefined) return;
  for (const { target, addresses } of view.targets) {
    const name = known.names.get(normalTarget(target));
    if (name === undefined) continue;
    for (const { ip, port } of addresses) {
      const address = normalTarget(formatAddress(ip, port));
      known.learned.delete(address);
      known.learned.set(address, name);
    }
  }
  for (const oldest of known.learned.keys()) {
    if (known.learned.size <= MAX_ADDRESSES) break;
    known.learned.delete(oldest);
  }
}

/** The target at an address; `null` when nobody is known there. */
export function targetAt(
  book: AddressBook,
  { upstream, address }: { readonly upstream: string; readonly address: string },
): string | null {
  const known = book.upstreams.get(upstream);
  if (known === undefined) return null;
  const normal = normalTarget(address);
  // A target written as this very address comes before a host name that resolves to it.
  return known.names.get(normal) ?? known.learned.get(normal) ?? null;
}

/** The strategy's spelling of a target as Kong names it; `null` when it has no such target. */
export function targetNamed(
  book: AddressBook,
  { upstream, target }: { readonly upstream: string; readonly target: string },
): string | null {
  return book.upstreams.get(upstream)?.names.get(normalTarget(target)) ?? null;
}

/** Lower case; IPv6 without leading zeros and without `::`, so that all its spellings are equal. */
function normalTarget(target: string): string {
  const lower = target.toLowerCase();
  const match = /^\[([0-9a-f:]+)\](:\d+)?$/.exec(lower);
  if (match?.[1] === undefined) return lower;
  const [head = '', tail] = match[1].split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = Math.max(0, 8 - left.length - right.length);
  const zeros = tail === undefined ? [] : Array.from({ length: missing }, () => '0');
  const groups = [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
  return `[${groups.join(':')}]${match[2] ?? ''}`;
}
