/** `ballast token`: who may use the API. A token is shown once; only its hash is kept. */

import { Command, Option } from 'commander';

import type { Role } from '../../operations/actor.ts';
import type { TokenRecord } from '../../api/tokens/token.ts';
import { parseDurationMs } from '../../lib/quantities.ts';
import { printJson, type CliContext, type GlobalOptions } from '../context.ts';
import { withExamples } from '../examples.ts';
import { CliFailure, messageOf, usageFailure } from '../failure.ts';
import { userName } from '../operations-of.ts';
import { readStrategyText } from '../strategy-file.ts';

const DEFAULT_FILE = '.ballast/tokens.json';
const MAX_NAME = 100;
const DAY_MS = 86_400_000;
/** Longer ones are forgotten and live on; who wants them says `never`. */
const MAX_LIFE_MS = 366 * DAY_MS;

interface TokenOptions extends GlobalOptions {
  readonly file?: string;
}

export function tokenCommand(context: CliContext): Command {
  const command = new Command('token')
    .description('who may use the API and the dashboard of `ballast run`')
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
    .addCommand(revokeCommand(context));
  return withExamples(command, [
    ['ballast token create alice --role operator', 'prints the token once'],
    ['ballast token create grafana --role viewer --expires never', 'for a program'],
    ['ballast token list', 'names, roles and when they end'],
    ['ballast token revoke alice', 'ends it within a second'],
  ]);
}

function createCommand(context: CliContext): Command {
  const command = new Command('create')
    .description('make a token and print it, once')
    .argument('<name>', 'who or what will use it; it is in the audit log')
    .addOption(
      new Option('--role <role>', 'viewer looks, operator pulls levers, admin forces them')
        .choices(['viewer', 'operator', 'admin'])
        .makeOptionMandatory(),
    )
    .option('--expires <time>', 'how long it counts, or never', '90d')
    .option('--file <file>', 'token file (default: as the strategy says)')
    .action((name: string) =>
      create(context, name, command.optsWithGlobals<TokenOptions & CreateOptions>()),
    );
  return command;
}

interface CreateOptions {
  readonly role: Role;
  readonly expires: string;
}

async function create(
  context: CliContext,
  name: string,
  options: TokenOptions & CreateOptions,
): Promise<void> {
  const { MAX_TOKENS } = await import('../../api/tokens/token-file.ts');
  const { makeToken } = await import('../../api/tokens/token.ts');
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@+-]*$/u.test(name) || name.length > MAX_NAME) {
    throw usageFailure(
      `${JSON.stringify(name)} is no name for a token`,
      'Use letters, digits and . _ @ + - such as alice or ci-deploy.',
    );
  }
  const nowMs = Date.now();
  const expiresAtMs = options.expires === 'never' ? null : nowMs + lifeOf(options.expires);
  const { role } = options;
  const { secret, record } = makeToken({ name, role, createdBy: userName(), nowMs, expiresAtMs });
  const file = await changed(options, (tokens) => {
    if (tokens.some((token) => token.name === name)) {
      throw usageFailure(
        `there is a token called ${name} already`,
        `Revoke it first: ballast token revoke ${name}`,
      );
    }
    if (tokens.length >= MAX_TOKENS) {
      throw usageFailure(
        `there are ${MAX_TOKENS} tokens already`,
        'Revoke those that nobody uses.',
      );
    }
    return [...tokens, record];
  });
  if (options.json) printJson(context, { ...shown(record), token: secret, file });
  else context.print(`${secret}\n`);
  const until = expiresAtMs === null ? 'until it is revoked' : `until ${dayOf(expiresAtMs)}`;
  context.note(
    `${name} is ${role} ${until}. The token is not shown again; ${file} holds only its hash. ` +
      'Use it in the dashboard, or as BALLAST_TOKEN.',
  );
}

function listCommand(context: CliContext): Command {
  const command = new Command('list')
    .description('the tokens there are, without their secrets')
    .option('--file <file>', 'token file (default: as the strategy says)')
    .action(async () => {
      const options = command.optsWithGlobals<TokenOptions>();
      const file = await fileOf(options);
      const { readTokenFile } = await import('../../api/tokens/token-file.ts');
      const tokens = await readTokenFile(file).catch((error: unknown) => fail(error));
      if (options.json) return printJson(context, { file, tokens: tokens.map(shown) });
      if (tokens.length === 0) {
        return context.note(
          `No tokens in ${file}. Make one: ballast token create NAME --role viewer`,
        );
      }
      return context.print(tableOf(tokens));
    });
  return command;
}

function revokeCommand(context: CliContext): Command {
  const command = new Command('revoke')
    .description('end a token; a running Ballast notices within a second')
    .argument('<name>', 'its name or id')
    .option('--file <file>', 'token file (default: as the strategy says)')
    .action(async (name: string) => {
      const options = command.optsWithGlobals<TokenOptions>();
      let revoked: TokenRecord | null = null;
      const file = await changed(options, (tokens) => {
        const found = tokens.find((token) => token.name === name || token.id === name);
        if (found === undefined) throw notThere(name, tokens);
        revoked = found;
        return tokens.filter((token) => token !== found);
      });
      context.note(`${name} is revoked in ${file}.`);
      if (options.json && revoked !== null) printJson(context, { revoked: shown(revoked), file });
    });
  return command;
}

async function changed(
  options: TokenOptions,
  change: (tokens: readonly TokenRecord[]) => readonly TokenRecord[],
): Promise<string> {
  const file = await fileOf(options);
  const { changeTokenFile } = await import('../../api/tokens/token-file.ts');
  await changeTokenFile(file, change).catch((error: unknown) => fail(error));
  return file;
}

/** As the strategy says, if there is one; making a token must not wait for a flawless strategy. */
async function fileOf({ file, strategy }: TokenOptions): Promise<string> {
  if (file !== undefined) return file;
  const text = await readStrategyText(strategy).catch(() => null);
  if (text === null) return DEFAULT_FILE;
  const { parseStrategy } = await import('../../strategy/index.ts');
  return parseStrategy(text, { file: strategy }).strategy?.api?.tokensFile ?? DEFAULT_FILE;
}

function lifeOf(text: string): number {
  const lifeMs = parseDurationMs(text);
  if (lifeMs !== null && lifeMs >= 60_000 && lifeMs <= MAX_LIFE_MS) return lifeMs;
  throw usageFailure(
    `--expires ${text} is not between 1m and 366d`,
    'Write it as 90d or 8h, or as never.',
  );
}

function fail(error: unknown): never {
  if (error instanceof CliFailure) throw error;
  throw new CliFailure(messageOf(error), {
    exitCode: 1,
    fix: 'Check the file and its rights, or name another with --file.',
    cause: error,
  });
}

function notThere(name: string, tokens: readonly TokenRecord[]): CliFailure {
  const names = tokens.map((token) => token.name).join(', ');
  return usageFailure(
    `there is no token called ${name}`,
    names === '' ? 'There are none.' : `There are: ${names}.`,
  );
}

function shown({ hash: _hash, ...rest }: TokenRecord): Omit<TokenRecord, 'hash'> {
  return rest;
}

function tableOf(tokens: readonly TokenRecord[]): string {
  const nowMs = Date.now();
  const rows = tokens.map(({ id, name, role, createdBy, createdAtMs, expiresAtMs }) => [
    name,
    role,
    endOf(expiresAtMs, nowMs),
    `${dayOf(createdAtMs)} by ${createdBy}`,
    id,
  ]);
  const table = [['NAME', 'ROLE', 'ENDS', 'MADE', 'ID'], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${table.map(line).join('\n')}\n`;
}

function endOf(expiresAtMs: number | null, nowMs: number): string {
  if (expiresAtMs === null) return 'never';
  return expiresAtMs <= nowMs ? 'expired' : dayOf(expiresAtMs);
}

/** With the minute when it is near: a token for a shift ends within the day. */
function dayOf(ms: number): string {
  const text = new Date(ms).toISOString();
  const isNear = Math.abs(ms - Date.now()) < 2 * DAY_MS;
  return isNear ? `${text.slice(0, 16).replace('T', ' ')} UTC` : text.slice(0, 10);
}
