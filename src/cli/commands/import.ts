/**
 * `ballast import`: a strategy file from a running Kong or from Kong files. It never overwrites a
 * file unasked, and never writes one that does not parse.
 */

import { basename } from 'node:path';

import { Command, Option } from 'commander';

import type { ImportedGateway, ImportResult } from '../../import/contract.ts';
import { importKong } from '../../import/import-kong.ts';
import { mergeImports } from '../../import/merge-imports.ts';
import { renderStrategy } from '../../import/render-strategy.ts';
import { guessText, lossText } from '../../import/words.ts';
import { assert } from '../../lib/assert.ts';
import type { Language } from '../../lib/locale.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { readKongFile } from '../import/read-file.ts';
import type { LiveOptions } from '../import/read-live.ts';
import { mayOverwrite } from '../import/may-overwrite.ts';
import { writeOutput } from '../output-file.ts';

interface ImportCommandOptions extends GlobalOptions {
  readonly out?: string;
  readonly stdout: boolean;
  readonly force: boolean;
  readonly lang: Language;
  readonly name?: string;
  readonly gateway?: string;
  readonly region?: string;
  readonly tokenFile?: string;
  readonly tokenEnv?: string;
  readonly workspace?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Of one Admin API call, its retries included. */
const TIMEOUT_MS = 15_000;

export function importCommand(context: CliContext): Command {
  const command = new Command('import')
    .description('write ballast.yaml from a running Kong, or from decK and DB-less files')
    .argument('<source...>', 'URL of an Admin API, or files of one Kong')
    .option('-o, --out <file>', 'file to write (default: the --strategy file)')
    .option('--stdout', 'print instead of writing', false)
    .option('-f, --force', 'overwrite the file', false)
    .addOption(new Option('-l, --lang <language>', 'language').choices(['en', 'nl']).default('en'))
    .option('--name <name>', 'name of the strategy')
    .option('--gateway <name>', 'name of the gateway')
    .option('--region <name>', 'region in which the gateway runs')
    .option('--token-file <file>', 'file with the Admin API token')
    .option('--token-env <name>', 'environment variable with the Admin API token')
    .option('--workspace <name>', 'workspace (Kong Enterprise)')
    .option('--ca <file>', 'certificate authority of the Admin API')
    .option('--cert <file>', 'client certificate')
    .option('--key <file>', 'key of the client certificate')
    .action((sources: readonly string[]) =>
      runImport(context, sources, command.optsWithGlobals<ImportCommandOptions>()),
    );
  return withExamples(command, [
    ['ballast import http://127.0.0.1:8001', 'from a running Kong'],
    ['ballast import kong.yaml --out shop.yaml', 'from a decK or DB-less file'],
    ['ballast import http://kong-eu:8001 http://kong-us:8001', 'one strategy for two Kongs'],
    ['ballast import kong.yaml --json | jq .losses', 'what cannot be carried over'],
  ]);
}

async function runImport(
  context: CliContext,
  sources: readonly string[],
  options: ImportCommandOptions,
): Promise<void> {
  const file = options.out ?? options.strategy;
  const writes = !options.stdout && !options.json;
  if (writes) await mayOverwrite(context, { file, force: options.force });
  const result = await importSources(context, sources, options);
  const services = Object.keys(result.strategy.services).length;
  if (services === 0) {
    for (const loss of result.losses) context.note(`- ${lossText(loss, options.lang)}`);
    throw new CliFailure(`${sources.join(', ')} holds no service that Ballast can steer`, {
      exitCode: 1,
      fix: 'Give all files of one Kong in one call, or start with `ballast init`.',
      details: { losses: result.losses },
    });
  }
  const from = sources.map((source) => (isUrl(source) ? source : basename(source))).join(', ');
  const text = renderStrategy(result, { language: options.lang, from });
  await checkText(text);
  tell(context, result, options.lang);
  if (options.json) printJson(context, result);
  else if (options.stdout) context.print(text);
  else {
    await writeOutput(file, text);
    context.note(`wrote ${file}; next: read it, then ballast lint, ballast advise, ballast plan`);
    context.print(`${file}\n`);
  }
}

/** What `importKong` gives is always a valid strategy; anything else is ours to mend. */
async function checkText(text: string): Promise<void> {
  const { parseStrategy } = await import('../../strategy/index.ts');
  const { problems } = parseStrategy(text);
  const [error] = problems.filter(({ severity }) => severity === 'error');
  assert(error === undefined, `an imported strategy has an error: ${error?.message}`);
}

async function importSources(
  context: CliContext,
  sources: readonly string[],
  options: ImportCommandOptions,
): Promise<ImportResult> {
  const files = sources.filter((source) => !isUrl(source));
  const urls = sources.filter(isUrl);
  const common = options.region === undefined ? {} : { region: options.region };
  const results: ImportResult[] = [];
  if (files.length > 0) {
    const read = (await Promise.all(files.map(readKongFile))).flat();
    const documents = read.map(({ source, content }) => ({ source: basename(source), content }));
    const gateway = { ...common, ...named(options.gateway) };
    results.push(importKong(documents, { ...nameOf(options, files[0] ?? ''), gateway }));
  }
  for (const [index, url] of urls.entries()) {
    const { readLiveKong } = await import('../import/read-live.ts');
    const live = await readLiveKong(url, liveOptions(context, options));
    context.note(`${url}: ${live.summary}`);
    const isOnly = results.length === 0 && urls.length === 1;
    const given = isOnly ? { ...common, ...named(options.gateway) } : named(hostOf(url));
    const gateway: ImportedGateway = { ...live.gateway, ...given };
    const name = nameOf(options, index === 0 ? hostOf(url) : '');
    results.push(importKong([live.document], { ...name, gateway }));
  }
  return mergeImports(results);
}

function liveOptions(context: CliContext, options: ImportCommandOptions): LiveOptions {
  const { tokenFile, tokenEnv, workspace, ca, cert, key } = options;
  if ((cert === undefined) !== (key === undefined)) {
    throw usageFailure('--cert and --key go together', 'Give both, or neither.');
  }
  const tls = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
  return {
    timeoutMs: TIMEOUT_MS,
    signal: context.signal,
    ...(tokenFile === undefined ? {} : { tokenFile }),
    ...(tokenEnv === undefined ? {} : { tokenEnv }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  };
}

/** On stderr: what a person has to look at, and how much was left behind. */
function tell(context: CliContext, { guesses, losses, strategy }: ImportResult, lang: Language) {
  const { colors } = context;
  const checks = guesses.filter(({ weight }) => weight === 'check');
  for (const guess of checks.slice(0, MAX_TOLD)) {
    context.note(`${colors.yellow(guess.path.join('.'))}: ${guessText(guess, lang)}`);
  }
  if (checks.length > MAX_TOLD) context.note(`… and ${checks.length - MAX_TOLD} more`);
  const counts = [
    `${Object.keys(strategy.services).length} services`,
    `${Object.keys(strategy.regions).length} regions`,
    `${checks.length} guesses to check`,
    `${losses.length} things not carried over (at the end of the file)`,
  ];
  context.note(counts.join(', '));
}

const MAX_TOLD = 20;

function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function nameOf({ name }: ImportCommandOptions, source: string) {
  return name === undefined
    ? { defaultName: basename(source).replace(/\.(ya?ml|json)$/i, '') }
    : { name };
}

function named(name: string | undefined): Pick<ImportedGateway, 'name'> {
  return name === undefined || name === '' ? {} : { name };
}
