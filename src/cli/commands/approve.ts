/** `ballast approve` and `ballast reject`: a person's word on a move that waits for it (G9). */

import { Command } from 'commander';

import type { Approval } from '../../model/approval.ts';
import type { PendingApproval } from '../../operations/contract.ts';
import { printJson, type CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { inLanguage } from '../language.ts';
import { confirmLever, type ReasonOptions, reasonOf, withReason } from '../levers/options.ts';
import { leverTalk, type LeverTalk } from '../levers/talk.ts';
import { withOperations } from '../operations-of.ts';

export function approveCommand(context: CliContext): Command {
  const command = decisionCommand(context, {
    name: 'approve',
    decision: 'approved',
    description: 'let a move be made that waits for a person; without an id, list what waits',
  });
  return withExamples(command, [
    ['ballast approve', 'what waits'],
    ['ballast approve product/eu-west/failover --reason "database is promoted"', 'one move, once'],
  ]);
}

export function rejectCommand(context: CliContext): Command {
  const command = decisionCommand(context, {
    name: 'reject',
    decision: 'rejected',
    description: 'say no to a move that waits for a person; without an id, list what waits',
  });
  return withExamples(command, [
    ['ballast reject product/eu-west/failback --reason "after the sale"', 'until asked again'],
  ]);
}

function decisionCommand(
  context: CliContext,
  text: {
    readonly name: string;
    readonly decision: Approval['decision'];
    readonly description: string;
  },
): Command {
  const command = withReason(
    new Command(text.name)
      .description(text.description)
      .argument('[id]', 'as `ballast explain` and the journal show it: upstream/region/kind'),
  ).action(async (id: string | undefined) => {
    const options = inLanguage(command.optsWithGlobals<ReasonOptions>(), context);
    if (id === undefined) return list(context, options);
    return decide(context, { id, decision: text.decision, options });
  });
  return command;
}

async function list(context: CliContext, options: ReasonOptions): Promise<void> {
  await withOperations(context, options, async ({ operations }) => {
    const pending = await operations.levers.pending();
    if (options.json) return printJson(context, pending);
    const nowMs = Date.now();
    const talk = leverTalk(options);
    const lines = pending.flatMap((one) => pendingLines(one, { nowMs, talk }));
    const text = lines.length === 0 ? talk.tell('nobody-asked') : lines.join('\n');
    context.print(`${text}\n`);
    return undefined;
  });
}

function pendingLines(
  { id, sinceMs, sentence }: PendingApproval,
  { nowMs, talk }: { readonly nowMs: number; readonly talk: LeverTalk },
): readonly string[] {
  const since = sinceMs === 0 ? '' : talk.tell('since-when', { ageMs: nowMs - sinceMs });
  return [`${id}${since}`, `    ${sentence}`];
}

async function decide(
  context: CliContext,
  request: {
    readonly id: string;
    readonly decision: Approval['decision'];
    readonly options: ReasonOptions;
  },
): Promise<void> {
  const { id, decision, options } = request;
  const reason = await reasonOf(context, options);
  await withOperations(context, options, async ({ operations, actor }) => {
    const pending = await operations.levers.pending();
    const asked = pending.find((one) => one.id === id);
    const { tell } = leverTalk(options);
    const sentence = asked?.sentence ?? tell('not-asked-for', { id });
    const question = tell(`ask-${decision}`, { sentence });
    await confirmLever(context, { question, isSure: options.yes });
    const approval = await operations.levers.decide(actor, { id, decision, reason });
    if (options.json) return printJson(context, approval);
    context.note(tell(asked === undefined ? `ahead-${decision}` : `is-${decision}`, { id }));
    return undefined;
  });
}
