/** The scenarios that come with the package, and those in a user's files. */

import { readFile, readdir } from 'node:fs/promises';

import { assert } from '../../lib/assert.ts';
import type { Language } from '../../lib/locale.ts';
import type { Scenario } from '../../simulator/contract.ts';
import { inEnglish } from '../../strategy/problem.ts';
import type { CliContext } from '../context.ts';
import { fileErrors, systemCode, unreadable, usageFailure } from '../failure.ts';

/** At the root of the package, both from `src` and from `dist`. */
const FOLDER = new URL('../../../scenarios/', import.meta.url);

/** By name. */
export async function readLibrary(): Promise<readonly Scenario[]> {
  return Promise.all((await libraryNames()).map((name) => readOwn(name)));
}

export async function libraryNames(): Promise<readonly string[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .toSorted();
}

/** What `--scenario` names, in that order: names of the library, `all`, or files. */
export async function findScenarios(
  context: CliContext,
  wanted: readonly string[],
  language: Language = 'en',
): Promise<readonly Scenario[]> {
  const names = await libraryNames();
  const found = new Map<string, Scenario>();
  for (const one of wanted.flatMap((word) => (word === 'all' ? names : [word]))) {
    const scenario = names.includes(one)
      ? await readOwn(one)
      : await readUsers(context, { file: one, names, language });
    found.set(scenario.name, scenario);
  }
  return [...found.values()];
}

/** The library is checked by tests: a problem in it is ours. */
async function readOwn(name: string): Promise<Scenario> {
  const { parseScenario } = await import('../../simulator/scenario/index.ts');
  const text = await readFile(new URL(`${name}.yaml`, FOLDER), 'utf8');
  const { scenario, problems } = parseScenario(text);
  assert(scenario !== null, `${name}: ${problems[0]?.message ?? ''}`);
  return scenario;
}

async function readUsers(
  context: CliContext,
  options: {
    readonly file: string;
    readonly names: readonly string[];
    readonly language: Language;
  },
): Promise<Scenario> {
  const { file, names, language } = options;
  const text = await readText(file, names);
  const { parseScenario } = await import('../../simulator/scenario/index.ts');
  const { scenario, problems } = parseScenario(text, { file });
  if (problems.length > 0) {
    const { renderProblems } = await import('../../strategy/index.ts');
    const color = context.colors.isColorSupported;
    context.note(renderProblems(problems, text, { color, language }));
  }
  if (scenario !== null) return scenario;
  const count = problems.filter(({ severity }) => severity === 'error').length;
  throw fileErrors(file, { count, details: { problems: inEnglish(problems) } });
}

async function readText(file: string, names: readonly string[]): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      throw unreadable(file, error);
    }
    const { suggestFix } = await import('../../strategy/suggest.ts');
    const guess = suggestFix(file, names);
    throw usageFailure(
      {
        en: `there is no scenario named ${file}, nor such a file`,
        nl: `er is geen scenario ${file}, en ook geen bestand dat zo heet`,
      },
      guess.startsWith('did you mean')
        ? { en: guess, nl: suggestFix(file, names, 'nl') }
        : {
            en: '`ballast simulate --list` lists them.',
            nl: '`ballast simulate --list` laat zien welke er zijn.',
          },
    );
  }
}
