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
      throw usageFailure(
        { en: `${part} is no share`, nl: `${part} is geen aandeel` },
        {
          en: 'Write eu-west=80% or host:port=50%.',
          nl: 'Schrijf eu-west=80% of host:poort=50%.',
        },
      );
    }
    const group = /:\d+$/.test(name) ? targetFactors : regionShares;
    if (name in group) {
      throw usageFailure(
        { en: `${name} is there twice`, nl: `${name} staat er twee keer` },
        { en: 'Give each one share.', nl: 'Geef elk één aandeel.' },
      );
    }
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
