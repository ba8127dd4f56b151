/** The command tree. One file per command, in the order in which people meet them. */

import { Command } from 'commander';

import { VERSION } from './version.ts';
import type { CliContext } from './context.ts';
import { adviseCommand } from './commands/advise.ts';
import { applyCommand } from './commands/apply.ts';
import { approveCommand, rejectCommand } from './commands/approve.ts';
import { checkCommand } from './commands/check.ts';
import { completionCommand } from './commands/completion.ts';
import { confirmCommand, declineCommand } from './commands/confirm.ts';
import { demoCommand } from './commands/demo.ts';
import { drainCommand } from './commands/drain.ts';
import { drillCommand } from './commands/drill.ts';
import { evacuateCommand } from './commands/evacuate.ts';
import { explainCommand } from './commands/explain.ts';
import { forecastCommand } from './commands/forecast.ts';
import { freezeCommand } from './commands/freeze.ts';
import { gatewayCommand } from './commands/gateway.ts';
import { generateCommand } from './commands/generate.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { journalCommand } from './commands/journal.ts';
import { lintCommand } from './commands/lint.ts';
import { disableCommand, enableCommand } from './commands/mode.ts';
import { observedCommand } from './commands/observed.ts';
import { overridesCommand } from './commands/overrides.ts';
import { pinCommand } from './commands/pin.ts';
import { notifyCommand } from './commands/notify.ts';
import { planCommand } from './commands/plan.ts';
import { postMortemCommand } from './commands/post-mortem.ts';
import { restoreCommand } from './commands/restore.ts';
import { runCommand } from './commands/run.ts';
import { schemaCommand } from './commands/schema.ts';
import { simulateCommand } from './commands/simulate.ts';
import { statusCommand } from './commands/status.ts';
import { topCommand } from './commands/top.ts';
import { undoCommand } from './commands/undo.ts';
import { tokenCommand } from './commands/token.ts';
import { whatIfCommand } from './commands/what-if.ts';
import { withExamples } from './examples.ts';

export function createProgram(context: CliContext): Command {
  const program = new Command('ballast')
    .description('Keeps services behind Kong Gateway up when a target, a zone or a region is not.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .option('-s, --strategy <file>', 'strategy file', 'ballast.yaml')
    .option('--json', 'print the result as JSON', false)
    .option('--no-color', 'no colours (so does NO_COLOR=1)')
    .option('-v, --verbose', 'more detail on stderr', false);
  for (const create of COMMANDS) program.addCommand(create(context));
  return withExamples(program, [
    ['ballast demo', 'see a region die and nobody notice, on this machine'],
    ['ballast init', 'write ballast.yaml for your services'],
    ['ballast generate', 'write the configuration of Kong and all around it'],
    ['ballast run', 'watch, and tell what it would do'],
  ]);
}

const COMMANDS: readonly ((context: CliContext) => Command)[] = [
  demoCommand,
  initCommand,
  importCommand,
  lintCommand,
  generateCommand,
  adviseCommand,
  forecastCommand,
  simulateCommand,
  whatIfCommand,
  planCommand,
  applyCommand,
  runCommand,
  statusCommand,
  topCommand,
  explainCommand,
  journalCommand,
  postMortemCommand,
  evacuateCommand,
  restoreCommand,
  drainCommand,
  pinCommand,
  freezeCommand,
  overridesCommand,
  undoCommand,
  observedCommand,
  enableCommand,
  disableCommand,
  approveCommand,
  rejectCommand,
  confirmCommand,
  declineCommand,
  tokenCommand,
  notifyCommand,
  drillCommand,
  checkCommand,
  gatewayCommand,
  schemaCommand,
  completionCommand,
];
