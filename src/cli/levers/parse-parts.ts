/** `eu-west=80%` and `host:port=50%` → a pin. What is no region is a target. */

import { parseRatio } from '../../lib/quantities.ts';
import type { Lever } from '../../model/override.ts';
import { usageFailure } from '../failure.ts';

export function parsePin(parts: readonly string[]): Lever {
  const regionShares: Record<string, number> = {};
  const targetFactors: Record<string, number> = {};
  for (const part of parts) {
    const cut = part.lastIndexOf('=');
    const name = part.slice(0, Math.max(0, cut));
    const ratio = ratioOf(part.slice(cut + 1));
    if (name === '' || ratio === null) {
      throw usageFailure(`${part} is no share`, 'Write eu-west=80% or host:port=50%.');
    }
    const group = /:\d+$/.test(name) ? targetFactors : regionShares;
    if (name in group) throw usageFailure(`${name} is there twice`, 'Give each one share.');
    group[name] = ratio;
  }
  return {
    kind: 'pin',
    ...(Object.keys(regionShares).length === 0 ? {} : { regionShares }),
    ...(Object.keys(targetFactors).length === 0 ? {} : { targetFactors }),
  };
}

/** A bare number would be a weight to one and a percentage to another. */
function ratioOf(text: string): number | null {
  return parseRatio(text.trim());
}
