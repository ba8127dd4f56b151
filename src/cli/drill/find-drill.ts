/** The drill that a command names, of the package or in a file, with what its options choose. */

import { readFile } from 'node:fs/promises';

import { chooseDrill, type DrillSource } from '../../drill/choose-drill.ts';
import { createDrillLibrary, type NamedDrill } from '../../drill/library.ts';
import { parseDurationMs } from '../../lib/quantities.ts';
import type { Drill } from '../../model/drill.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Language } from '../../lib/locale.ts';
import type { DrillChoice } from '../../operations/drill-plan.ts';
import { errorIn, OperationError } from '../../operations/operation-error.ts';
import { renderProblems } from '../../strategy/index.ts';
import { inEnglish, type Problem } from '../../strategy/problem.ts';
import { suggestFix } from '../../strategy/suggest.ts';
import type { CliContext } from '../context.ts';
import { CliFailure, messageOf, systemCode, usageFailure } from '../failure.ts';

/** As the options of commands say it. */
export interface ChoiceOptions {
  readonly region?: string;
  readonly service?: readonly string[];
  readonly duration?: string;
}

export function choiceOf({ region, service = [], duration }: ChoiceOptions): DrillChoice {
  const durationMs = duration === undefined ? null : parseDurationMs(duration);
  if (duration !== undefined && durationMs === null) {
    throw usageFailure(`--duration ${duration} is no duration`, 'Write it as 30s or 2m.');
  }
  return {
    ...(region === undefined ? {} : { region }),
    ...(service.length === 0 ? {} : { services: service }),
    ...(durationMs === null ? {} : { durationMs }),
  };
}

export async function findDrill(
  context: CliContext,
  wanted: string,
  {
    strategy,
    language,
    choice = {},
  }: {
    readonly strategy: Strategy;
    readonly language: Language;
    readonly choice?: DrillChoice;
  },
): Promise<Drill> {
  const source = await readSource(wanted, await createDrillLibrary(null).list());
  const { drill, problems, text } = choosing(language, () =>
    chooseDrill(source, { strategy, choice }),
  );
  showProblems(context, { problems, text, language });
  if (drill !== null) return drill;
  throw brokenDrill(source.file, problems);
}

export function showProblems(
  context: CliContext,
  shown: {
    readonly problems: readonly Problem[];
    readonly text: string;
    readonly language: Language;
  },
): void {
  const { problems, text, language } = shown;
  if (problems.length === 0) return;
  const color = context.colors.isColorSupported;
  context.note(renderProblems(problems, text, { color, language }));
}

export function brokenDrill(file: string, problems: readonly Problem[]): CliFailure {
  const count = problems.filter(({ severity }) => severity === 'error').length;
  return new CliFailure(`${file} has ${count} error${count === 1 ? '' : 's'}`, {
    exitCode: 2,
    fix: 'Each is shown above with its fix; docs/drills.md explains the file.',
    details: { problems: inEnglish(problems) },
  });
}

/** A name of the library, or else a file. */
async function readSource(wanted: string, drills: readonly NamedDrill[]): Promise<DrillSource> {
  const named = drills.find(({ name }) => name === wanted);
  if (named !== undefined) return named;
  const names = drills.map(({ name }) => name);
  return { file: wanted, text: await readDrillFile(wanted, names), isExample: false };
}

/** @param names that were meant, perhaps. */
export async function readDrillFile(file: string, names: readonly string[]): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      throw usageFailure(`${file} cannot be read: ${messageOf(error)}`);
    }
    const guess = suggestFix(file, names);
    throw usageFailure(
      `there is no drill named ${file}, nor such a file`,
      guess.startsWith('did you mean') ? guess : '`ballast drill list` lists them.',
    );
  }
}

function choosing<T>(language: Language, choose: () => T): T {
  try {
    return choose();
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const { message, fix } = errorIn(error, language);
    throw usageFailure(message, fix);
  }
}
