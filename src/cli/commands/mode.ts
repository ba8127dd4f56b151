/** `ballast enable` and `ballast disable`: a person's word over who writes weights (G9). */

import { userInfo } from 'node:os';

import { Command } from 'commander';

import { MODE_SETTING, type ModeSetting } from '../../model/status.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { openExistingState } from '../state-file.ts';
import { DEFAULT_STATE_FILE } from '../system.ts';

interface ModeOptions extends GlobalOptions {
  readonly state: string;
}

export function enableCommand(context: CliContext): Command {
  const command = modeCommand(context, {
    name: 'enable',
    mode: 'act',
    description: 'let the controller write weights; also ends hands-off after a foreign write',
    said: 'the controller acts from its next tick',
  });
  return withExamples(command, [['ballast enable', 'after watching it for a while']]);
}

export function disableCommand(context: CliContext): Command {
  const command = modeCommand(context, {
    name: 'disable',
    mode: 'observe',
    description: 'make the controller only watch; weights stay as they are',
    said: 'the controller only watches from its next tick; the weights stay as they are',
  });
  return withExamples(command, [['ballast disable', 'before manual work on Kong']]);
}

function modeCommand(context: CliContext, { name, mode, description, said }: ModeText): Command {
  const command = new Command(name)
    .description(description)
    .option('--state <file>', 'state file of the controller', DEFAULT_STATE_FILE)
    .action(async () => {
      const options = command.optsWithGlobals<ModeOptions>();
      const store = await openExistingState(options.state);
      const setting: ModeSetting = { mode, atMs: Date.now(), by: userName() };
      try {
        await store.writeSetting(MODE_SETTING, setting);
      } finally {
        await store.close();
      }
      context.note(said);
      if (options.json) printJson(context, setting);
    });
  return command;
}

interface ModeText {
  readonly name: string;
  readonly mode: 'observe' | 'act';
  readonly description: string;
  readonly said: string;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown user';
  }
}
