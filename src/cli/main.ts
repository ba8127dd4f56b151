/** Entry point of the `ballast` command. */

import process from 'node:process';

import { createProcessContext, surviveClosedPipes } from './process-context.ts';
import { runCli } from './run-cli.ts';

surviveClosedPipes();
const args = process.argv.slice(2);
const context = createProcessContext({ color: !args.includes('--no-color') });
const code = await runCli(args, context);
if (code !== null) process.exitCode = code;
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
}
// Left to end by itself, Node 24 can turn for ever in its own clean-up of handles (seen after a demo
// of thousands of sockets: a whole core in `Environment::CleanupHandles`). A command that has ended
// has closed what is its own.
process.exit();
