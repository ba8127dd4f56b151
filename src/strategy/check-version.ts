/** Whether a file is of a version that this Ballast reads. */

import type { Finding } from './problem.ts';
import { SHAPE_WORDS } from './shape-words.ts';
import { valueAt } from './walk.ts';
import { inBoth } from './wording.ts';

/** Another version may mean anything by its keys, so nothing else is said of such a file. */
export function checkVersion(data: unknown, known: number): Finding | null {
  const version = valueAt(data, ['version']);
  if (typeof version !== 'number' || version === known) return null;
  const said = inBoth((language) => SHAPE_WORDS[language].otherVersion(version, known));
  return { code: 'BLS1105', path: ['version'], ...said };
}
