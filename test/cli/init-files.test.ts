/** Any combination of answers gives a file that can be used as it is. */

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { buildAnswers } from '../../src/cli/init/build-answers.ts';
import { textOf } from '../../src/cli/init/desk.ts';
import { commandLine, complaintsAbout, valuesFromFlags } from '../../src/cli/init/flags.ts';
import { INIT_WORDS } from '../../src/cli/init/words/words.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { anyValues } from './init-values.ts';

/**
 * What the parser may warn of, since it is true of the answers: gateways in one region, capacity
 * unknown or too small, a region without hosts, and a hundred hosts without loopback.
 */
const TRUTHS = ['BLS1305', 'BLS1502', 'BLS1507', 'BLS1509', 'BLS1514', 'BLS1606'];
const RUNS = { numRuns: 60 };

const language = fc.constantFrom('en', 'nl');

test('no answers make a file with errors, or with warnings that better figures would avoid', () => {
  fc.assert(
    fc.property(anyValues, language, (values, lang) => {
      expect(complaintsAbout(values)).toEqual([]);
      const { strategy, problems } = parseStrategy(textOf(values, INIT_WORDS[lang]));
      expect(strategy).not.toBeNull();
      const codes = problems.map(({ code }) => String(code));
      expect(codes.filter((code) => !TRUTHS.includes(code))).toEqual([]);
    }),
    RUNS,
  );
});

test('the command line of any answers gives the same answers again', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      expect(buildAnswers(valuesFromFlags(flagsOf(commandLine(values))))).toEqual(
        buildAnswers(values),
      );
    }),
    RUNS,
  );
});

/** As the command line is read: options that are asked once are texts, the others lists. */
function flagsOf(words: readonly string[]): Record<string, string | string[]> {
  const once = [
    'name',
    'availability',
    'p99',
    'regions',
    'logs',
    'logs-token-file',
    'prometheus',
    'services',
  ];
  const flags: Record<string, string | string[]> = {};
  for (let index = 2; index < words.length; index += 2) {
    const id = words[index]?.slice(2) ?? '';
    const text = words[index + 1] ?? '';
    const before = flags[id];
    flags[id] = once.includes(id) ? text : [...(Array.isArray(before) ? before : []), text];
  }
  return flags;
}
