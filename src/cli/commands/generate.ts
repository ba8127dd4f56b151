/** `ballast generate`: the Kong configuration of the strategy. */

import { join } from 'node:path';

import { Command } from 'commander';

import type { GeneratedFile } from '../../generate/kong-files.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { defaultHopKeyFile, readHopKey } from '../hop-key.ts';
import { readIfThere, writeOutput } from '../output-file.ts';
import { loadStrategy } from '../strategy-file.ts';

interface GenerateOptions extends GlobalOptions {
  readonly out: string;
  readonly stdout: boolean;
  readonly check: boolean;
  readonly dbless: boolean;
  readonly gateway?: string;
  readonly hopKeyFile?: string;
}

export function generateCommand(context: CliContext): Command {
  const command = new Command('generate')
    .description('write the Kong configuration: base.yaml for decK, upstreams.yaml for Ballast')
    .option('-o, --out <dir>', 'folder to write to', 'kong')
    .option('--stdout', 'print instead of writing', false)
    .option('--check', 'write nothing; exit 1 when the files are not what would be written', false)
    .option('--dbless', 'one kong.yaml for a Kong without database', false)
    .option('--gateway <name>', 'only for this gateway of the strategy')
    .option(
      '--hop-key-file <file>',
      'key between Kong and itself in a DB-less file (default: .ballast-hop-key beside the strategy, made when absent)',
    )
    .action(() => generate(context, command.optsWithGlobals<GenerateOptions>()));
  return withExamples(command, [
    ['ballast generate', 'write kong/base.yaml and kong/upstreams.yaml'],
    ['ballast generate --dbless --stdout > kong.yaml', 'for KONG_DECLARATIVE_CONFIG'],
    ['ballast generate --check', 'in CI: is what is checked in up to date?'],
    ['ballast generate --json | jq .', 'the configuration as JSON, by gateway'],
  ]);
}

async function generate(context: CliContext, options: GenerateOptions): Promise<void> {
  const strategy = await loadStrategy(context, options);
  const gateways = chosenGateways(strategy, options.gateway);
  const { renderKongConfig } = await import('../../generate/kong-config.ts');
  const { needsHopKey, renderKongFiles } = await import('../../generate/kong-files.ts');
  const { dbless } = options;
  const hopKey = needsHopKey(strategy, { gateways, dbless }) ? await hopKeyOf(options) : undefined;
  const withKey = hopKey === undefined ? {} : { hopKey };
  const files = renderKongFiles(strategy, { gateways, dbless, ...withKey });
  if (options.check) return check(context, { options, files });
  if (options.json) {
    const configs = gateways.map((gateway) => [
      gateway.name,
      renderKongConfig(strategy, gateway, withKey),
    ]);
    printJson(context, Object.fromEntries(configs));
    return;
  }
  if (options.stdout) {
    context.print(files.map(({ text }) => text).join('---\n'));
    return;
  }
  for (const { path, text } of files) {
    const file = join(options.out, path);
    const changed = await writeOutput(file, text);
    context.note(changed ? `wrote ${file}` : `${file} is up to date`);
    context.print(`${file}\n`);
  }
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

async function check(
  context: CliContext,
  { options, files }: { options: GenerateOptions; files: readonly GeneratedFile[] },
): Promise<void> {
  const findings: { file: string; problem: 'missing' | 'different' }[] = [];
  for (const { path, text } of files) {
    const file = join(options.out, path);
    const found = await readIfThere(file);
    if (found === null) findings.push({ file, problem: 'missing' });
    else if (found !== text) findings.push({ file, problem: 'different' });
  }
  if (findings.length > 0) {
    const list = findings.map(({ file, problem }) => `${file} is ${problem}`).join(', ');
    throw new CliFailure(`not up to date: ${list}`, {
      exitCode: 1,
      fix: 'Run `ballast generate` with the same options and review the difference.',
      details: { findings },
    });
  }
  if (options.json) printJson(context, { upToDate: true, files: files.map(({ path }) => path) });
  else context.note(`${files.length} files are up to date`);
}
