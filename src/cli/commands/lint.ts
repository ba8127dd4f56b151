/** `ballast lint`: mistakes in strategies, Kong files, Prometheus rules and what is said of them. */

import { Command, InvalidArgumentError, Option } from 'commander';

import { parseDurationMs, parseRatio } from '../../lib/quantities.ts';
import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';
import { FORMATS, type LintCommandOptions } from '../lint/options.ts';

export function lintCommand(context: CliContext): Command {
  const command = new Command('lint')
    .description('mistakes and folklore in a strategy, Kong files, Prometheus rules or prose')
    .argument(
      '[files...]',
      'linted together as one configuration; - is stdin, a URL a running Kong',
      [],
    )
    .addOption(
      new Option('--format <format>', 'how to print').choices(FORMATS).default('text', 'text'),
    )
    .option('--fix', 'put right what is safe to, keeping comments and layout', false)
    .addOption(
      new Option('--severity <lowest>', 'leave out what is less')
        .choices(['error', 'warning', 'info'])
        .default('info'),
    )
    .option('--strict', 'warnings end with 1 as well', false)
    .addOption(
      new Option(
        '--disable <codes>',
        'rules to leave out, by code or name; repeatable, or with commas',
      )
        .argParser(addNames)
        .default([], 'none'),
    )
    .option('--explain <code>', 'what a code means, with an example of wrong and right')
    .addOption(
      new Option('--lang <language>', 'of the messages')
        .choices(['en', 'nl'])
        .default(/^nl/i.test(localeOf(context)) ? 'nl' : 'en', 'that of LANG, else en'),
    )
    .option('--kong <urls>', 'a running Kong: Admin API of each node, with commas', urls)
    .option('--token-file <file>', 'file with the Admin API token')
    .option('--token-env <name>', 'environment variable with the Admin API token')
    .option('--dns', 'resolve the names in the files, and judge what they answer', false)
    .option('--availability <percent>', 'objective where no strategy says so (99.99%)', ratio)
    .option(
      '--deadline <duration>',
      'how long callers wait, where no strategy says so (60s)',
      duration,
    )
    .addOption(
      new Option('--edition <edition>', 'what Kong it is for')
        .choices(['oss', 'enterprise', 'konnect'])
        .default('oss'),
    )
    .option('--kong-version <version>', 'and which version', version, '3.9.3')
    .option('--nodes <count>', 'nodes of the Kong cluster', count, 1)
    .action((given: readonly string[]) =>
      run(context, withKong(given, command.optsWithGlobals<LintCommandOptions>())),
    );
  return withExamples(command, [
    ['ballast lint', 'your ballast.yaml'],
    ['ballast lint kong/*.yaml rules.yaml', 'Kong files together, and Prometheus rules'],
    ['ballast lint --fix kong.yaml', 'put right what is safe to'],
    [
      'ballast lint ballast.yaml --kong http://127.0.0.1:8001',
      'a running Kong, and what it should be',
    ],
    ['ballast lint --format sarif kong.yaml > lint.sarif', 'for code scanning'],
    ['ballast lint --explain KB111', 'what it means, with an example'],
  ]);
}

type Given = LintCommandOptions & { readonly files: readonly string[] };

async function run(context: CliContext, { files, ...options }: Given): Promise<void> {
  if (options.explain !== undefined) {
    const { explain } = await import('../lint/explain.ts');
    return explain(context, { code: options.explain, ...options });
  }
  const { runLint } = await import('../lint/run-lint.ts');
  const named = files.length === 0 && options.kong === undefined ? [options.strategy] : files;
  return runLint(context, { ...options, files: named });
}

/** A URL among the files is a running Kong, as it is for `import`. */
function withKong(given: readonly string[], options: LintCommandOptions): Given {
  const isUrl = (text: string) => /^https?:\/\//.test(text);
  const kong = [...(options.kong ?? []), ...given.filter(isUrl)];
  const files = given.filter((text) => !isUrl(text));
  return { ...options, files, ...(kong.length === 0 ? {} : { kong }) };
}

function localeOf({ env }: CliContext): string {
  return env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
}

function addNames(text: string, before: readonly string[]): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== '')];
}

function urls(text: string): readonly string[] {
  const list = text.split(',').map((url) => url.trim());
  if (list.every((url) => /^https?:\/\//.test(url) && URL.canParse(url))) return list;
  throw new InvalidArgumentError('Write URLs such as http://127.0.0.1:8001.');
}

function ratio(text: string): number {
  const value = parseRatio(text);
  if (value !== null && value > 0 && value < 1) return value;
  throw new InvalidArgumentError('Write a percentage below 100, such as 99.95%.');
}

function duration(text: string): number {
  const value = parseDurationMs(text);
  if (value !== null && value > 0) return value;
  throw new InvalidArgumentError('Write a duration such as 5s or 1m30s.');
}

function version(text: string): string {
  if (/^\d+\.\d+(\.\d+)*$/.test(text)) return text;
  throw new InvalidArgumentError('Write a version such as 3.9.3.');
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 10_000) return value;
  throw new InvalidArgumentError('Write a whole number of at least 1.');
}
