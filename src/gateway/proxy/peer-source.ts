/**
 * Where the tries of one request go: to the addresses a balancer chooses, or, for a service whose
 * host is no upstream, to that host's own addresses in turn.
 */

import type { Address, PickHandle, TryReport, UpstreamModel } from '../../balancer/contract.ts';

export type NextPeer =
  | { readonly kind: 'peer'; readonly ip: string; readonly port: number; readonly hostname: string }
  | { readonly kind: 'none'; readonly status: 500 | 503; readonly message: string };

export interface PeerSource {
  next(nowMs: number): NextPeer;
  /** Feeds the passive checks with the outcome of the latest peer. */
  report(outcome: TryReport): void;
  /** The request is over. */
  end(outcome: { readonly responseTimeMs: number | null }, nowMs: number): void;
}

/** What Kong says when its balancer has nobody to send to (kong-facts A8). */
const NO_PEER = 'failure to get a peer from the ring-balancer';

export function balancedPeers(model: UpstreamModel, handle: PickHandle): PeerSource {
  let latest: Address | null = null;
  return {
    next(nowMs) {
      const pick = model.pick(handle, nowMs);
      if (pick.kind === 'error') {
        return { kind: 'none', status: 500, message: 'An unexpected error occurred' };
      }
      if (pick.kind !== 'address') return { kind: 'none', status: 503, message: NO_PEER };
      latest = pick.address;
      const { ip, port, host } = latest;
      return { kind: 'peer', ip, port, hostname: model.settings.host_header ?? host };
    },
    report(outcome) {
      if (latest !== null) model.reportTry(latest, outcome);
    },
    end(outcome, nowMs) {
      model.end(handle, outcome, nowMs);
    },
  };
}

export function directPeers(host: string, port: number, addresses: readonly string[]): PeerSource {
  let position = 0;
  return {
    next() {
      const ip = addresses[position % addresses.length];
      if (ip === undefined) return { kind: 'none', status: 503, message: 'name resolution failed' };
      position += 1;
      return { kind: 'peer', ip, port, hostname: host };
    },
    report() {
      // Passive checks belong to upstreams.
    },
    end() {
      // So do connection counts.
    },
  };
}
