/** A snapshot for a reader of some language: its sentences told anew from what was kept as data. */

import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import { signalSaid } from '../../model/sentences.ts';
import type { Speech } from '../speech.ts';

export function snapshotIn(snapshot: StatusSnapshot, speech: Speech): StatusSnapshot {
  if (speech.language === 'en') return snapshot;
  const { signals, stale, upstreams } = snapshot;
  const named = <T extends { readonly signal: string }>(one: T) => ({
    ...one,
    signal: signalIn(one.signal, speech),
  });
  return {
    ...snapshot,
    stale: stale.map(named),
    ...(signals === undefined ? {} : { signals: signals.map(named) }),
    upstreams: upstreams.map((entry) => upstreamIn(entry, speech)),
  };
}

export function signalIn(signal: string, speech: Speech): string {
  return speech.kept(signalSaid(signal), signal);
}

function upstreamIn(entry: UpstreamStatus, speech: Speech): UpstreamStatus {
  const { reason, costs, said, regions } = entry;
  return {
    ...entry,
    reason: speech.kept(said?.reason, reason),
    ...(costs === undefined
      ? {}
      : { costs: costs.map((cost, index) => speech.kept(said?.costs?.[index], cost)) }),
    regions: regions.map((region) => regionIn(region, speech)),
  };
}

function regionIn(region: RegionStatus, speech: Speech): RegionStatus {
  const { waitingFor, refused, said } = region;
  if (said === undefined) return region;
  return {
    ...region,
    waitingFor: waitingFor === null ? null : speech.kept(said.waitingFor, waitingFor),
    refused: refused === null ? null : speech.kept(said.refused, refused),
  };
}
