/** `ballast generate`: everything that is made from the strategy, into one folder. */

import { join } from 'node:path';

import { Command, Option } from 'commander';

import type { BundleOptions } from '../../generate/bundle/render-bundle.ts';
import type { GeneratedFile } from '../../generate/kong-files.ts';
import { LANGUAGES, type Language } from '../../lib/locale.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { compareFolder } from '../generate/compare-folder.ts';
import { defaultHopKeyFile, readHopKey } from '../hop-key.ts';
import { writeOutput } from '../output-file.ts';
import { loadStrategy, readStrategyText } from '../strategy-file.ts';

interface GenerateOptions extends GlobalOptions {
  readonly out: string;
  readonly only?: string;
  readonly stdout: boolean;
  readonly check: boolean;
  readonly dbless: boolean;
  readonly failoverTargets: boolean;
  readonly gateway?: string;
  readonly hopKeyFile?: string;
  readonly lang: Language;
}

export function generateCommand(context: CliContext): Command {
  const command = new Command('generate')
    .description(
      'write what is made from the strategy: Kong, monitoring, deployment, one folder each',
    )
    .option('-o, --out <dir>', 'folder to write to', 'generated')
    .option('--only <parts>', 'only these parts, such as kong,grafana (default: all)')
    .option(
      '--stdout',
      'print the files of one part (kong unless --only) instead of writing',
      false,
    )
    .option('--check', 'write nothing; exit 1 when the folder is not what would be written', false)
    .option('--dbless', 'kong: one kong.yaml for a Kong without database', false)
    .option(
      '--failover-targets',
      'kong: mark last resorts `failover: true` (Enterprise 3.12.0.11, 3.13.0.10 and later)',
      false,
    )
    .option('--gateway <name>', 'kong: only for this gateway of the strategy')
    .option(
      '--hop-key-file <file>',
      'key between Kong and itself in a DB-less file (default: .ballast-hop-key beside the strategy, made when absent)',
    )
    .addOption(
      new Option('--lang <language>', 'language of the runbooks').choices(LANGUAGES).default('en'),
    )
    .action(() => generate(context, command.optsWithGlobals<GenerateOptions>()));
  return withExamples(command, [
    ['ballast generate', 'write everything into generated/, with a README.md that explains it'],
    ['ballast generate --only kong', 'generated/kong/base.yaml and upstreams.yaml'],
    ['ballast generate --dbless --stdout > kong.yaml', 'for KONG_DECLARATIVE_CONFIG'],
    ['ballast generate --check', 'in CI: is what is checked in up to date?'],
    ['ballast generate --json | jq .kong', 'the Kong configuration as JSON, by gateway'],
  ]);
}

async function generate(context: CliContext, options: GenerateOptions): Promise<void> {
  const strategy = await loadStrategy(context, options);
  const gateways = chosenGateways(strategy, options.gateway);
  const { chosenParts } = await import('../generate/chosen-parts.ts');
  const parts = chosenParts(options.only ?? (options.stdout ? 'kong' : undefined));
  const { needsHopKey } = await import('../../generate/kong-files.ts');
  const { dbless, failoverTargets } = options;
  const needsKey = parts.includes('kong') && needsHopKey(strategy, { gateways, dbless });
  const hopKey = needsKey ? await hopKeyOf(options) : undefined;
  const { renderBundle } = await import('../../generate/bundle/render-bundle.ts');
  const bundle: BundleOptions = {
    parts,
    gateways,
    dbless,
    failoverTargets,
    language: options.lang,
    strategyText: await readStrategyText(options.strategy),
    ...(hopKey === undefined ? {} : { hopKey }),
  };
  const files = renderBundle(strategy, bundle);
  if (options.check) return check(context, { options, bundle, strategy, files });
  if (options.json) return printAll(context, { bundle, strategy, files });
  if (options.stdout) return printFiles(context, files);
  let written = 0;
  for (const { path, text } of files) {
    const file = join(options.out, path);
    if (await writeOutput(file, text)) written += 1;
    context.print(`${file}\n`);
  }
  const rest = files.length - written;
  context.note(`${options.out}: wrote ${written} files, ${rest} were up to date`);
}

interface Rendered {
  readonly bundle: BundleOptions;
  readonly strategy: Strategy;
  readonly files: readonly GeneratedFile[];
}

/** YAML files are one stream of documents; anything else has to be alone. */
function printFiles(context: CliContext, files: readonly GeneratedFile[]): void {
  if (files.length > 1 && !files.every(({ path }) => path.endsWith('.yaml'))) {
    throw usageFailure(
      `${files.length} files of different kinds cannot be printed as one`,
      'Leave out --stdout, or take them from --json.',
    );
  }
  context.print(files.map(({ text }) => text).join('---\n'));
}

async function printAll(context: CliContext, { bundle, strategy, files }: Rendered): Promise<void> {
  const { renderKongConfig } = await import('../../generate/kong-config.ts');
  const kong = bundle.gateways.map((gateway) => [
    gateway.name,
    renderKongConfig(strategy, gateway, bundle),
  ]);
  printJson(context, { kong: Object.fromEntries(kong), files });
}

async function hopKeyOf(options: GenerateOptions): Promise<string> {
  const file = options.hopKeyFile ?? defaultHopKeyFile(options.strategy);
  return await readHopKey(file, { mayMake: !options.check });
}

function chosenGateways(strategy: Strategy, name: string | undefined): readonly Gateway[] {
  if (name === undefined) return strategy.gateways;
  const gateway = strategy.gateways.find((entry) => entry.name === name);
  if (gateway !== undefined) return [gateway];
  const known = strategy.gateways.map((entry) => entry.name).join(', ');
  throw usageFailure(`the strategy has no gateway ${name}`, `Use one of: ${known}.`);
}

/** Of `deploy/compose.yaml`: filled by the user. */
const SECRETS_FOLDER = 'deploy/secrets/';

async function check(
  context: CliContext,
  { options, bundle, strategy, files }: Rendered & { readonly options: GenerateOptions },
): Promise<void> {
  const { kongFilePaths } = await import('../../generate/kong-files.ts');
  const otherForms = new Set(kongFilePaths(strategy).map((path) => `kong/${path}`));
  const findings = await compareFolder(options.out, {
    files,
    parts: bundle.parts,
    mayStay: (path) => otherForms.has(path) || path.startsWith(SECRETS_FOLDER),
  });
  if (findings.length > 0) {
    const list = findings.map(({ file, problem }) => `${file} is ${problem}`).join(', ');
    throw new CliFailure(`not up to date: ${list}`, {
      exitCode: 1,
      fix: 'Run `ballast generate` with the same options, delete what is left over, and review the difference.',
      details: { findings },
    });
  }
  if (options.json) printJson(context, { upToDate: true, files: files.map(({ path }) => path) });
  else context.note(`${files.length} files are up to date`);
}
