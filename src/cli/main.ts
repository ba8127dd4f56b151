/** Entry point of the `ballast` command. */

import process from 'node:process';

import { createProcessContext, surviveClosedPipes } from './process-context.ts';
import { runCli } from './run-cli.ts';

surviveClosedPipes();
const args = process.argv.slice(2);
const context = createProcessContext({ color: !args.includes('--no-color') });
const code = await runCli(args, context);
if (code !== null) process.exitCode = code;
