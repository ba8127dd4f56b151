/** `ballast approve` and `ballast reject`: a person's word on a move that waits for it (G9). */

import { userInfo } from 'node:os';

import { Command } from 'commander';

import {
  type Approval,
  APPROVALS_LIMIT,
  APPROVALS_SETTING,
  readApprovals,
} from '../../model/approval.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { openExistingState } from '../state-file.ts';
import { DEFAULT_STATE_FILE } from '../system.ts';

interface ApproveOptions extends GlobalOptions {
  readonly state: string;
  readonly reason: string;
}

export function approveCommand(context: CliContext): Command {
  const command = decisionCommand(context, {
    name: 'approve',
    decision: 'approved',
    description: 'let a move be made that waits for a person',
  });
  return withExamples(command, [
    ['ballast approve product/eu-west/failover --reason "database is promoted"', 'one move, once'],
  ]);
}

export function rejectCommand(context: CliContext): Command {
  const command = decisionCommand(context, {
    name: 'reject',
    decision: 'rejected',
    description: 'say no to a move that waits for a person',
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
  const command = new Command(text.name)
    .description(text.description)
    .argument('<id>', 'as `ballast explain` and the journal show it: upstream/region/kind')
    .requiredOption('--reason <text>', 'why, for the journal')
    .option('--state <file>', 'state file of the controller', DEFAULT_STATE_FILE)
    .action(async (id: string) => {
      const options = command.optsWithGlobals<ApproveOptions>();
      const store = await openExistingState(options.state);
      const { reason } = options;
      const approval: Approval = {
        id,
        decision: text.decision,
        atMs: Date.now(),
        by: userInfo().username,
        reason,
      };
      try {
        const before = readApprovals(await store.readSetting(APPROVALS_SETTING));
        const newest = [...before, approval].slice(-APPROVALS_LIMIT);
        await store.writeSetting(APPROVALS_SETTING, newest);
      } finally {
        await store.close();
      }
      context.note(`${id} is ${text.decision}; the controller reads it at its next tick`);
      if (options.json) printJson(context, approval);
    });
  return command;
}
