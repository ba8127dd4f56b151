/** What somebody asks for over the API → the drill that is held, or everything that is wrong with it. */

import type { Drill } from '../model/drill.ts';
import type { Strategy } from '../model/strategy.ts';
import type { Actor } from '../operations/actor.ts';
import type { DrillRequest } from '../operations/drill-plan.ts';
import { type OperationError, operationError } from '../operations/operation-error.ts';
import { sayOperation } from '../operations/speech.ts';
import { inEnglish, type Problem } from '../strategy/problem.ts';
import { acceptText } from './accept-text.ts';
import { chooseDrill, type DrillSource } from './choose-drill.ts';
import { type DrillLibrary, findInLibrary } from './library.ts';

/** More are not told; text of nonsense has hundreds. */
const MAX_PROBLEMS = 20;

export async function requestedDrill(
  { drill: wanted, choice }: DrillRequest,
  by: Pick<Actor, 'role'>,
  { strategy, library }: { readonly strategy: Strategy; readonly library: DrillLibrary },
): Promise<Drill> {
  const source: DrillSource =
    'name' in wanted
      ? await findInLibrary(library, wanted.name)
      : { file: 'drill', text: wanted.text, isExample: false };
  const { drill, problems } = chooseDrill(source, { strategy, choice });
  if (drill === null) throw broken(source, problems);
  if ('text' in wanted) acceptText(drill, by);
  return drill;
}

function broken({ file }: DrillSource, problems: readonly Problem[]): OperationError {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const told = errors.slice(0, MAX_PROBLEMS);
  const [first] = told;
  const { line = 1, message: problem = '', fix = '' } = first ?? {};
  return operationError('invalid', {
    message: sayOperation('drill-file-broken', { file, count: errors.length, line, problem }),
    fix: sayOperation('fix-drill-file-broken', { fix }),
    details: {
      problems: inEnglish(told),
      reasons: told.map((one) => `line ${one.line}: ${one.message} (${one.fix})`),
    },
  });
}
