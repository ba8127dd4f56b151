/** `ballast explain`: why things are as they are, and what would change them. */

import { Command, InvalidArgumentError } from 'commander';

import type { Explanation, Operations } from '../../operations/contract.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { languageFor, languageOption } from '../language.ts';
import {
  type OperationsOptions,
  withOperationsAlone,
  withOperationsOptions,
} from '../operations-of.ts';
import { screenWords } from '../screen-words.ts';
import { renderExplanation } from '../status/render-explanation.ts';
import { isUneasy } from '../status/render-screen.ts';

interface ExplainOptions extends OperationsOptions {
  readonly limit: number;
}

/** Services told of without being asked for. */
const SERVICES_TOLD = 5;

export function explainCommand(context: CliContext): Command {
  const command = withOperationsOptions(
    new Command('explain')
      .description('why an event, service, region or target is as it is, and what would change it')
      .argument('[subject]', 'number of an event, service, region, host:port, or a kind of event'),
  )
    .option('-n, --limit <count>', 'journal lines to show', parseCount, 10)
    .addOption(languageOption())
    .action((subject: string | undefined) =>
      explainSubject(context, subject ?? null, command.optsWithGlobals<ExplainOptions>()),
    );
  return withExamples(command, [
    ['ballast explain', 'what needs attention, and the last decisions'],
    ['ballast explain productAPI', 'one service'],
    ['ballast explain 10.0.0.1:8080 --verbose', 'one target, with the evidence of each decision'],
    ['ballast explain 1234', 'one event: why, what followed, and what holds now'],
    ['ballast explain region-evacuated --json', 'each evacuation'],
  ]);
}

async function explainSubject(
  context: CliContext,
  subject: string | null,
  asked: ExplainOptions,
): Promise<void> {
  const options = { ...asked, lang: languageFor(asked, context.env) };
  const explanations = await withOperationsAlone(context, options, ({ operations }) =>
    subject === null
      ? explainUneasy(operations)
      : operations.status.explain(subject).then((explanation) => [explanation]),
  );
  const { limit, verbose, json } = options;
  if (json) {
    const shown = explanations.map((one) => ({ ...one, events: one.events.slice(0, limit) }));
    return printJson(context, subject === null ? shown : shown[0]);
  }
  const nowMs = Date.now();
  const words = screenWords(options.lang);
  const texts = explanations.map((one) => renderExplanation(one, { limit, verbose, nowMs, words }));
  context.print(texts.join('\n'));
}

/** Services that are not as in peace; all of them when there are few. */
async function explainUneasy({ status }: Operations): Promise<readonly Explanation[]> {
  const { snapshot } = await status.status();
  const { upstreams } = snapshot;
  const uneasy = upstreams.filter(isUneasy);
  const isAll = upstreams.length <= SERVICES_TOLD || uneasy.length === 0;
  const told = isAll ? upstreams : uneasy;
  const names = told.slice(0, SERVICES_TOLD).map(({ service }) => service);
  return Promise.all(names.map((name) => status.explain(name)));
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('Write a whole number above 0.');
}
