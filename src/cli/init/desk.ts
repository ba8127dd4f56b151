/** What an interview can do besides asking: look at files, and at what comes of the answers. */

import { dirname, join } from 'node:path';

import { parseStrategy, renderProblems } from '../../strategy/index.ts';
import type { CliContext } from '../context.ts';
import { readIfThere, writeOutput } from '../output-file.ts';
import { buildAnswers } from './build-answers.ts';
import { commandLine, quoted } from './flags.ts';
import type { Language } from '../../lib/locale.ts';
import type { InterviewDesk } from './interview/run-interview.ts';
import { renderStrategyFile } from './render/strategy-file.ts';
import type { Values } from './values.ts';
import type { InitWords } from './words/init-words.ts';

export function createDesk(
  context: CliContext,
  { words, language }: { readonly words: InitWords; readonly language: Language },
): InterviewDesk {
  const color = context.colors.isColorSupported;
  return {
    isThere: async (file) => (await readIfThere(file)) !== null,
    print: (text) => context.print(text),
    preview: async (values, file) => {
      const text = textOf(values, words);
      const { problems } = parseStrategy(text, { file });
      const said = problems.length === 0 ? '' : renderProblems(problems, text, { color, language });
      return { text, problems: said };
    },
    saveDraft: async (values, file) => {
      const draft = await freeName(join(dirname(file), 'ballast.draft.yaml'));
      const line = quoted(commandLine(values));
      const answers = buildAnswers(values);
      await writeOutput(draft, renderStrategyFile(answers, { words: words.file, draft: line }));
      return draft;
    },
  };
}

export function textOf(values: Values, words: InitWords): string {
  return renderStrategyFile(buildAnswers(values), { words: words.file });
}

/** A draft never replaces another. */
async function freeName(file: string): Promise<string> {
  let name = file;
  for (let count = 2; (await readIfThere(name)) !== null; count += 1) {
    name = file.replace(/\.yaml$/, `-${count}.yaml`);
  }
  return name;
}
