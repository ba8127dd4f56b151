/** A lever as people say it. */

import type { Language } from '../../lib/locale.ts';
import { formatRatio } from '../../lib/quantities.ts';
import type { Said } from '../../lib/said.ts';
import type { Lever } from '../../model/override.ts';
import { operationWords, sayOperation } from '../speech.ts';

/** Such as `evacuate eu-west (productAPI) over 10m`. */
export function leverWords(
  lever: Lever,
  services: readonly string[] | null,
  language: Language = 'en',
): string {
  return operationWords(leverSaid(lever, services), { language, text: lever.kind });
}

export function leverSaid(lever: Lever, services: readonly string[] | null): Said {
  const scope = services ?? sayOperation('all-services');
  switch (lever.kind) {
    case 'evacuate': {
      const { region, overMs, keepRatio = 0 } = lever;
      const place =
        keepRatio > 0
          ? sayOperation('region-but-for', { region, keepRatio: formatRatio(keepRatio) })
          : region;
      return overMs > 0
        ? sayOperation('lever-evacuate-over', { region: place, scope, overMs })
        : sayOperation('lever-evacuate', { region: place, scope });
    }
    case 'drain': {
      const { target } = lever;
      return services === null
        ? sayOperation('lever-drain', { target })
        : sayOperation('lever-drain-of', { target, scope });
    }
    case 'pin': {
      const parts = Object.entries({ ...lever.regionShares, ...lever.targetFactors });
      return sayOperation('lever-pin', {
        scope,
        parts: parts.map(([name, part]) => `${name}=${formatRatio(part)}`),
      });
    }
    case 'freeze':
      return sayOperation('lever-freeze', { scope });
    default:
      return lever satisfies never;
  }
}
