/** A command line in this process: as `runBallast`, but without the cost of starting one. */

import pico from 'picocolors';

import type { CliContext } from '../../src/cli/context.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { Finished } from './run-ballast.ts';

export async function runInProcess(
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Finished> {
  let [stdout, stderr] = ['', ''];
  let exitCode: 0 | 1 = 0;
  const context: CliContext = {
    print: (text) => void (stdout += text),
    note: (text) => void (stderr += text.endsWith('\n') ? text : `${text}\n`),
    env: options.env ?? {},
    colors: pico.createColors(false),
    interactive: false,
    signal: new AbortController().signal,
    setExitCode: (code) => void (exitCode = code),
  };
  const code = await runCli(args, context);
  return { code: code ?? exitCode, stdout, stderr };
}
