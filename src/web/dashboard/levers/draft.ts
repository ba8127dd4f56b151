/** What somebody is filling in, and the request it makes. */

import type { Lever, LeverKind } from '../../../model/override.ts';
import type { StatusSnapshot } from '../../../model/status.ts';
import type { LeverRequest } from '../../../operations/contract.ts';
import { meanShare } from '../view/services.ts';
import type { LeverSeed } from './state.ts';

export interface LeverDraft {
  readonly kind: LeverKind;
  readonly region: string;
  readonly target: string;
  /** Empty for all. */
  readonly service: string;
  readonly overMs: string;
  readonly forMs: string;
  /** By region, percent as typed. */
  readonly shares: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly force: boolean;
}

/** How long each kind usually lasts, ms. */
const USUAL_MS: Readonly<Record<LeverKind, string>> = {
  evacuate: '7200000',
  drain: '7200000',
  pin: '1800000',
  freeze: '1800000',
};

export function draftOf(seed: LeverSeed, now: StatusSnapshot): LeverDraft {
  const { kind, region, target, service = '' } = seed;
  const regions = regionsFor(service, now);
  const targets = targetsFor(service, now);
  return {
    kind,
    region: region ?? regions[0] ?? '',
    target: target ?? targets[0] ?? '',
    service,
    overMs: '0',
    forMs: USUAL_MS[kind],
    shares: sharesFor(service, now),
    reason: '',
    force: false,
  };
}

export function requestOf(draft: LeverDraft): LeverRequest {
  return {
    lever: leverOf(draft),
    services: draft.service === '' ? null : [draft.service],
    reason: draft.reason.trim(),
    forMs: Number(draft.forMs),
    force: draft.force,
  };
}

/** Of what is typed, %; `null` when it is no pin. */
export function sharesSum({ kind, shares }: LeverDraft): number | null {
  if (kind !== 'pin') return null;
  return Object.values(shares).reduce((sum, typed) => sum + Number(typed), 0);
}

export function regionsFor(service: string, { upstreams }: StatusSnapshot): readonly string[] {
  const entries = upstreams.filter((one) => service === '' || one.service === service);
  return [...new Set(entries.flatMap(({ regions }) => regions.map(({ region }) => region)))];
}

export function targetsFor(service: string, { upstreams }: StatusSnapshot): readonly string[] {
  const entries = upstreams.filter((one) => service === '' || one.service === service);
  const targets = entries.flatMap(({ regions }) => regions.flatMap((one) => one.targets));
  return [...new Set(targets.map(({ target }) => target))];
}

/** As they are now, in whole percents that add up to 100. */
export function sharesFor(service: string, now: StatusSnapshot): Readonly<Record<string, string>> {
  const regions = regionsFor(service, now);
  const entry = now.upstreams.find((one) => one.service === service) ?? now.upstreams[0];
  let left = 100;
  const shares: Record<string, string> = {};
  for (const [index, region] of regions.entries()) {
    const status = entry?.regions.find((one) => one.region === region);
    const percent = Math.round(100 * meanShare(status?.shares ?? []));
    const own = index === regions.length - 1 ? left : Math.min(left, percent);
    shares[region] = String(own);
    left -= own;
  }
  return shares;
}

function leverOf(draft: LeverDraft): Lever {
  switch (draft.kind) {
    case 'evacuate':
      return { kind: 'evacuate', region: draft.region, overMs: Number(draft.overMs) };
    case 'drain':
      return { kind: 'drain', target: draft.target };
    case 'pin':
      return {
        kind: 'pin',
        regionShares: Object.fromEntries(
          Object.entries(draft.shares).map(([region, typed]) => [region, Number(typed) / 100]),
        ),
      };
    case 'freeze':
      return { kind: 'freeze' };
    default:
      return draft.kind satisfies never;
  }
}
