/** `--only kong,grafana` → parts. */

import { PARTS, type Part } from '../../generate/bundle/parts.ts';
import { usageFailure } from '../failure.ts';

/** All parts when `--only` was not given. */
export function chosenParts(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isPart(name));
  if (unknown.length > 0) {
    throw usageFailure(
      `--only does not know ${unknown.map((name) => `"${name}"`).join(', ')}`,
      `Use one or more of: ${PARTS.join(', ')}.`,
    );
  }
  return names.filter(isPart);
}

function isPart(name: string): name is Part {
  return PARTS.some((part) => part === name);
}
