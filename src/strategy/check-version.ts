/** Whether a file is of a version that this Ballast reads. */

import type { Finding } from './problem.ts';
import { valueAt } from './walk.ts';

/** Another version may mean anything by its keys, so nothing else is said of such a file. */
export function checkVersion(data: unknown, known: number): Finding | null {
  const version = valueAt(data, ['version']);
  if (typeof version !== 'number' || version === known) return null;
  return {
    code: 'BLS1105',
    path: ['version'],
    message: `version ${version} is not one that this Ballast can read`,
    fix: `write version: ${known}, or use the Ballast that reads version ${version}`,
  };
}
