/** `ballast undo`: takes one's newest change to overrides back. */

import { Command } from 'commander';

import type { Override } from '../../model/override.ts';
import { leverWords } from '../../operations/levers/lever-words.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { inLanguage } from '../language.ts';
import { confirmLever, type ReasonOptions, reasonOf, withReason } from '../levers/options.ts';
import { holdBack, showPreview } from '../levers/pull-lever.ts';
import { renderOverrides, shortId } from '../levers/render-overrides.ts';
import { leverTalk } from '../levers/talk.ts';
import { withOperations } from '../operations-of.ts';

interface UndoOptions extends ReasonOptions {
  readonly force: boolean;
}

export function undoCommand(context: CliContext): Command {
  const command = withReason(
    new Command('undo').description(
      'take your newest lever back: what was set ends, what was ended is set again',
    ),
  )
    .option('--force', 'set again against a refusal; admins only, and told loudly', false)
    .action(() => undo(context, command.optsWithGlobals<UndoOptions>()));
  return withExamples(command, [
    ['ballast undo --reason "wrong region"', 'the lever that you pulled last'],
    ['ballast overrides', 'what is in force now'],
  ]);
}

async function undo(context: CliContext, asked: UndoOptions): Promise<void> {
  const options = inLanguage(asked, context);
  const talk = leverTalk(options);
  const { tell, language } = talk;
  const reason = await reasonOf(context, options);
  await withOperations(context, options, async ({ operations, actor }) => {
    const { levers } = operations;
    const { ends, sets, previews = [] } = await levers.undoable(actor);
    const { force } = options;
    for (const [index, again] of sets.entries()) {
      const preview = previews[index];
      if (preview === undefined) continue;
      const request = { ...again, forMs: again.untilMs - Date.now(), force, talk };
      if (!options.json) showPreview(context, preview, request);
      if (preview.refusals.length > 0) holdBack(context, preview, request);
    }
    const wordsOf = ({ lever, services }: Override) => leverWords(lever, services, language);
    const parts = [
      ...ends.map((one) => tell('would-end', { lever: wordsOf(one) })),
      ...sets.map((one) => tell('would-set-again', { lever: wordsOf(one) })),
    ];
    await confirmLever(context, { question: tell('ask-all', { parts }), isSure: options.yes });
    const subject = await levers.undo(actor, force ? { reason, force } : { reason });
    const inForce = await levers.list();
    if (options.json) return printJson(context, { subject, inForce });
    const isSet = inForce.some(({ id }) => id === subject.id);
    const told = { id: shortId(subject), lever: wordsOf(subject) };
    context.note(tell(isSet ? 'is-set-again' : 'is-ended', told));
    context.print(renderOverrides(inForce, { nowMs: Date.now(), talk }));
    return undefined;
  });
}
