/** `ballast gateway`: the embedded Kong-compatible gateway. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';

import { Command, InvalidArgumentError, Option } from 'commander';

import { collect } from '../collect.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { messageOf, usageFailure } from '../failure.ts';

interface GatewayFlags extends GlobalOptions {
  readonly proxy: readonly string[];
  readonly admin: string;
  readonly status?: string;
  readonly database: 'memory' | 'off';
  readonly config?: string;
  readonly workers: number;
  readonly seed?: number;
  readonly trustedIps: readonly string[];
  readonly allowRemote: boolean;
  readonly pidFile?: string;
}

export function gatewayCommand(context: CliContext): Command {
  const command = new Command('gateway')
    .description('run the embedded Kong-compatible gateway, for trying out (not for production)')
    .option('--proxy <address>', 'where clients come in, HOST:PORT; repeatable', collect, [])
    .option('--admin <address>', 'Admin API, HOST:PORT', '127.0.0.1:8001')
    .option('--status <address>', 'Status API, HOST:PORT (default: none)')
    .addOption(
      new Option('--database <kind>', 'memory: CRUD, lost at the end; off: DB-less')
        .choices(['memory', 'off'])
        .default('memory'),
    )
    .option('--config <file>', 'declarative configuration to start with (YAML or JSON)')
    .option('--workers <count>', 'workers to balance as', atLeastOne, 2)
    .option('--seed <number>', 'makes balancing repeatable', wholeNumber)
    .option('--trusted-ips <cidr>', 'whose X-Real-IP and X-Forwarded-* to believe', network, [])
    .option('--allow-remote', 'listen on other addresses than loopback, without protection', false)
    .option('--pid-file <file>', 'write the process id there while it runs')
    .action(() => gateway(context, command.optsWithGlobals<GatewayFlags>()));
  return withExamples(command, [
    ['ballast gateway', 'an empty one on Kong’s own ports'],
    [
      'ballast generate --dbless && ballast gateway --config generated/kong/kong.yaml',
      'as generated',
    ],
    ['ballast gateway --proxy 127.0.0.1:0 --admin 127.0.0.1:0 --json', 'free ports, as JSON'],
  ]);
}

async function gateway(context: CliContext, flags: GatewayFlags): Promise<void> {
  const config = flags.config === undefined ? null : await readConfig(flags.config);
  const { startNode } = await import('../run-gateway.ts');
  const { proxy, admin, status, database, workers, seed, trustedIps, allowRemote } = flags;
  const running = await startNode(flags.config ?? null, {
    admin,
    database,
    workers,
    trustedIps,
    allowRemote,
    ...(proxy.length === 0 ? {} : { proxy }),
    ...(status === undefined ? {} : { status }),
    ...(seed === undefined ? {} : { seed }),
    ...(config === null ? {} : { config }),
  });
  if (flags.pidFile !== undefined) await writeFile(flags.pidFile, `${process.pid}\n`);
  try {
    const { proxyUrl, adminUrl } = running;
    context.note(running.warning);
    context.note(`ready: proxy ${proxyUrl}, Admin API ${adminUrl}. Ctrl-C stops it.`);
    if (flags.json) printJson(context, { proxyUrl, adminUrl, pid: process.pid });
    await untilAborted(context.signal);
  } finally {
    await running.close();
    if (flags.pidFile !== undefined) await rm(flags.pidFile, { force: true });
  }
}

async function readConfig(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw usageFailure(`the configuration ${file} cannot be read: ${messageOf(error)}`);
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function network(value: string, before: readonly string[]): string[] {
  if (/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(value)) return [...before, value];
  throw new InvalidArgumentError('Write an address or a network, such as 127.0.0.0/8.');
}

function atLeastOne(text: string): number {
  const value = wholeNumber(text);
  if (value >= 1) return value;
  throw new InvalidArgumentError('Write a whole number of at least 1.');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Write a whole number.');
}
