/** Drill file → frozen `Drill`, or everything that is wrong with it at once. Bad input never throws. */

import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import { parseFile } from '../../strategy/parse-file.ts';
import type { Problem } from '../../strategy/problem.ts';
import { buildDrill } from './build-drill.ts';
import { checkDrill } from './checks.ts';
import { DRILL_GRAMMAR, drillSchema } from './schema.ts';

export interface ParsedDrill {
  /** `null` when there is an error. */
  readonly drill: Drill | null;
  /** By place in the file. */
  readonly problems: readonly Problem[];
}

/** @param options.strategy what its names are checked against; not at all without. */
export function parseDrill(
  text: string,
  options: { readonly file?: string; readonly strategy?: Strategy | null } = {},
): ParsedDrill {
  const { file = 'drill.yaml', strategy = null } = options;
  const kind = {
    grammar: DRILL_GRAMMAR,
    schema: drillSchema,
    emptyFix: {
      en: 'copy one of the drills that `ballast drill list` names',
      nl: 'kopieer een van de oefeningen die `ballast drill list` noemt',
    },
    check: (data: unknown) => checkDrill(data, strategy),
    build: buildDrill,
  };
  const { value, problems } = parseFile(text, { kind, file });
  return { drill: value, problems };
}
