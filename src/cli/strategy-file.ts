/** Reads the strategy file that a command was told to use, and says all that is wrong with it. */

import { readFile } from 'node:fs/promises';

import type { Language } from '../lib/locale.ts';
import type { Strategy } from '../model/strategy.ts';
import { inEnglish } from '../strategy/problem.ts';
import type { CliContext, GlobalOptions } from './context.ts';
import { fileErrors, systemCode, unreadable, usageFailure } from './failure.ts';

export async function loadStrategy(
  context: CliContext,
  { strategy: file, lang: language = 'en' }: GlobalOptions & { readonly lang?: Language },
): Promise<Strategy> {
  const text = await readStrategyText(file);
  // The schema library is large: `--help` and completion do not wait for it.
  const { parseStrategy, renderProblems } = await import('../strategy/index.ts');
  const { strategy, problems } = parseStrategy(text, { file });
  if (problems.length > 0) {
    const color = context.colors.isColorSupported;
    context.note(renderProblems(problems, text, { color, language, warningsMax: WARNINGS_MAX }));
  }
  if (strategy !== null) return strategy;
  const count = problems.filter((problem) => problem.severity === 'error').length;
  throw fileErrors(file, { count, details: { problems: inEnglish(problems) } });
}

/** Who runs another command than lint wants its result; of a large strategy these fill the screen. */
const WARNINGS_MAX = 8;

/** The file as it is; says what to do when there is none. */
export async function readStrategyText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      throw usageFailure(
        { en: `there is no strategy file at ${file}`, nl: `er is geen strategiebestand ${file}` },
        {
          en: 'Write one with `ballast init`, or name yours with --strategy FILE.',
          nl: 'Schrijf er een met `ballast init`, of noem het uwe met --strategy BESTAND.',
        },
      );
    }
    throw unreadable(file, error);
  }
}
