/**
 * Scenario file → frozen `Scenario`, or everything that is wrong with it at once. Bad input never
 * throws.
 */

import { parseFile } from '../../strategy/parse-file.ts';
import type { Problem } from '../../strategy/problem.ts';
import type { Scenario } from '../contract.ts';
import { buildScenario } from './build-scenario.ts';
import { checkScenario } from './checks.ts';
import { SCENARIO_GRAMMAR, scenarioSchema } from './schema.ts';

export interface ParsedScenario {
  /** `null` when there is an error. */
  readonly scenario: Scenario | null;
  /** By place in the file. */
  readonly problems: readonly Problem[];
}

/** Reads a scenario; `file` is the name shown in problems. */
export function parseScenario(
  text: string,
  options: { readonly file?: string } = {},
): ParsedScenario {
  const { value, problems } = parseFile(text, {
    kind: {
      grammar: SCENARIO_GRAMMAR,
      schema: scenarioSchema,
      emptyFix: {
        en: 'copy one of the scenarios that `ballast simulate --list` names',
        nl: 'kopieer een van de scenario’s die `ballast simulate --list` noemt',
      },
      check: checkScenario,
      build: buildScenario,
    },
    file: options.file ?? 'scenario.yaml',
  });
  return { scenario: value, problems };
}
