/**
 * Where a command's operations come from: the state file on this machine, or with `--api` (or
 * `BALLAST_API`) a running Ballast. The commands do not know which.
 */

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';

import type { Command } from 'commander';

import type { Language } from '../lib/locale.ts';
import type { Strategy } from '../model/strategy.ts';
import type { Actor } from '../operations/actor.ts';
import type { Operations } from '../operations/contract.ts';
import { errorIn, OperationError } from '../operations/operation-error.ts';
import type { RemoteOperations } from '../operations/remote.ts';
import type { CliContext, GlobalOptions } from './context.ts';
import { CliFailure, messageOf, usageFailure } from './failure.ts';
import { openExistingState } from './state-file.ts';
import { loadStrategy, readStrategyText } from './strategy-file.ts';
import { DEFAULT_STATE_FILE, STATE_HELP, SYSTEM_CLOCK } from './system.ts';

export interface ApiOptions extends GlobalOptions {
  /** Of sentences; English unless said. */
  readonly lang?: Language;
  readonly api?: string;
  readonly tokenFile?: string;
  readonly caFile?: string;
}

export interface OperationsOptions extends ApiOptions {
  readonly state: string;
}

export interface Desk {
  readonly operations: Operations;
  /** The user of this machine; a running Ballast goes by the token instead. */
  readonly actor: Actor;
}

interface RemoteDesk extends Desk {
  readonly operations: RemoteOperations;
}

const API_VARIABLE = 'BALLAST_API';
const TOKEN_VARIABLE = 'BALLAST_TOKEN';

export function withOperationsOptions(command: Command): Command {
  return withApiOptions(
    command.option('--state <file>', STATE_HELP, DEFAULT_STATE_FILE),
    'a running Ballast instead of the state file',
  );
}

export function withApiOptions(command: Command, what = 'the running Ballast'): Command {
  return command
    .option('--api <url>', `${what} (or ${API_VARIABLE})`)
    .option('--token-file <file>', `token for the API (or ${TOKEN_VARIABLE})`)
    .option('--ca-file <file>', 'certificate authority of the API');
}

/** Opens, works, closes; failures of operations become failures of the command. */
export async function withOperations<T>(
  context: CliContext,
  options: OperationsOptions,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  return withStrategyFrom(context, options, { load: () => loadQuietly(context, options), work });
}

/** For what names no service: works without a usable strategy file, as it must in an emergency. */
export async function withOperationsAlone<T>(
  context: CliContext,
  options: OperationsOptions,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const load = async () => (await strategyIfUsable(options)) ?? NO_STRATEGY;
  return withStrategyFrom(context, options, { load, work });
}

/** Without its warnings: who pulls a lever has other worries, and `ballast lint` tells them. */
export async function loadQuietly(
  context: CliContext,
  options: OperationsOptions,
): Promise<Strategy> {
  return (await strategyIfUsable(options)) ?? loadStrategy(context, options);
}

async function strategyIfUsable({ strategy: file }: OperationsOptions): Promise<Strategy | null> {
  const text = await readStrategyText(file).catch(() => null);
  if (text === null) return null;
  const { parseStrategy } = await import('../strategy/index.ts');
  return parseStrategy(text, { file }).strategy;
}

interface Job<T> {
  readonly load: () => Promise<Strategy>;
  readonly work: (desk: Desk) => Promise<T>;
}

async function withStrategyFrom<T>(
  context: CliContext,
  options: OperationsOptions,
  { load, work }: Job<T>,
): Promise<T> {
  const url = apiUrlOf(context, options);
  if (url !== null) return asCommand(onApi(context, url, { options, work }));
  noteUnusedToken(context, options);
  return asCommand(onThisMachine(options, { load, work }));
}

/** Of the running Ballast that is meant; `null` for this machine. */
export function apiUrlOf({ env }: CliContext, { api }: Pick<ApiOptions, 'api'>): string | null {
  const url = api ?? env[API_VARIABLE] ?? '';
  return url === '' ? null : url;
}

/** Failures of operations as failures of the command. */
export async function asCommand<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof OperationError ? operationFailure(error) : error;
  }
}

/** Whoever may write the state file may do everything; the file's rights are the gate. */
export function localActor(via: 'api' | 'cli'): Actor {
  return { name: userName(), role: 'admin', via };
}

/** Who has a token means to be known by it; on the state file one is known as the user. */
function noteUnusedToken(context: CliContext, { state, tokenFile }: OperationsOptions): void {
  const given = tokenFile === undefined ? TOKEN_VARIABLE : '--token-file';
  if (tokenFile === undefined && (context.env[TOKEN_VARIABLE] ?? '') === '') return;
  context.note(
    `${given} is not used: this works on the state file ${state}, as ${userName()}. ` +
      `To use it, name the running Ballast with --api URL or ${API_VARIABLE}.`,
  );
}

async function onThisMachine<T>(options: OperationsOptions, { load, work }: Job<T>): Promise<T> {
  const strategy = await load();
  const store = await openExistingState(options.state);
  try {
    const { createLocalOperations } = await import('../operations/local.ts');
    const operations = createLocalOperations({
      strategy,
      store,
      history: store.history,
      clock: SYSTEM_CLOCK,
      newId: randomUUID,
      ...(options.lang === undefined ? {} : { language: options.lang }),
    });
    return await work({ operations, actor: localActor('cli') });
  } finally {
    await store.close();
  }
}

async function onApi<T>(
  context: CliContext,
  url: string,
  {
    options,
    work,
  }: { readonly options: ApiOptions; readonly work: (desk: RemoteDesk) => Promise<T> },
): Promise<T> {
  const operations = await connect(context, url, options);
  try {
    return await work({ operations, actor: localActor('api') });
  } finally {
    await operations.close();
  }
}

/** For what only a running Ballast can do. */
export async function withApi<T>(
  context: CliContext,
  options: ApiOptions,
  work: (api: RemoteOperations) => Promise<T>,
): Promise<T> {
  const url = apiUrlOf(context, options);
  if (url === null) {
    throw usageFailure(
      'this needs a running Ballast',
      `Name it with --api URL or ${API_VARIABLE}.`,
    );
  }
  return asCommand(onApi(context, url, { options, work: ({ operations }) => work(operations) }));
}

async function connect(
  { env }: CliContext,
  url: string,
  { tokenFile, caFile, lang }: ApiOptions,
): Promise<RemoteOperations> {
  const token = tokenFile === undefined ? env[TOKEN_VARIABLE] : await readText(tokenFile);
  const ca = caFile === undefined ? {} : { ca: await readText(caFile) };
  const language = lang === undefined ? {} : { language: lang };
  const { createRemoteOperations } = await import('../operations/remote.ts');
  return createRemoteOperations({ url, token: token?.trim() ?? null, ...ca, ...language });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw usageFailure(`${file} cannot be read: ${messageOf(error)}`);
  }
}

/** A wrong request is wrong use; everything else is how the world is. */
export function operationFailure(error: OperationError): CliFailure {
  const { code, details } = error;
  const dutch = errorIn(error, 'nl');
  const fix = { en: error.fix, nl: dutch.fix };
  return new CliFailure(
    { en: error.message, nl: dutch.message },
    {
      exitCode: code === 'invalid' ? 2 : 1,
      fix,
      details: { code, ...details },
    },
  );
}

export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown user';
  }
}

const NO_STRATEGY: Strategy = {
  name: '',
  mode: 'observe',
  layout: 'auto',
  regions: [],
  gateways: [],
  telemetry: {
    logs: { listen: '', url: '', tokenFile: null, allow: [] },
    prometheus: null,
    expiryMs: 0,
  },
  services: [],
  notify: [],
};
