/** A lever as people say it. */

import { formatDuration, formatRatio } from '../../lib/quantities.ts';
import type { Lever } from '../../model/override.ts';

/** Such as `evacuate eu-west (productAPI) over 10m`. */
export function leverWords(lever: Lever, services: readonly string[] | null): string {
  const scope = services === null ? 'all services' : services.join(', ');
  switch (lever.kind) {
    case 'evacuate': {
      const { region, overMs, keepRatio = 0 } = lever;
      const kept = keepRatio > 0 ? ` but for ${formatRatio(keepRatio)}` : '';
      const over = overMs > 0 ? ` over ${formatDuration(overMs)}` : '';
      return `evacuate ${region} (${scope})${kept}${over}`;
    }
    case 'drain':
      return services === null ? `drain ${lever.target}` : `drain ${lever.target} (${scope})`;
    case 'pin': {
      const parts = Object.entries({ ...lever.regionShares, ...lever.targetFactors });
      return `pin ${scope} ${parts.map(([name, part]) => `${name}=${formatRatio(part)}`).join(' ')}`;
    }
    case 'freeze':
      return `freeze ${scope}`;
    default:
      return lever satisfies never;
  }
}
