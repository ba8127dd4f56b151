/** What all levers are asked with: why, for how long, and how sure one is. */

import type { Command } from 'commander';

import type { Language } from '../../lib/locale.ts';
import { formatDuration, parseDurationMs } from '../../lib/quantities.ts';
import { OVERRIDE_MAX_MS } from '../../model/override.ts';
import { collect } from '../collect.ts';
import { confirm } from '../confirm.ts';
import type { CliContext } from '../context.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { languageOption } from '../language.ts';
import { type OperationsOptions, withOperationsOptions } from '../operations-of.ts';
import { leverTalk, LEVER_TALK } from './talk.ts';

export interface ReasonOptions extends OperationsOptions {
  readonly reason?: string;
  readonly yes: boolean;
}

export interface LeverOptions extends ReasonOptions {
  readonly service: readonly string[];
  readonly for: string;
  readonly dryRun: boolean;
  readonly force: boolean;
}

const DEFAULT_FOR = '2h';

export function withReason(command: Command): Command {
  return withOperationsOptions(
    command
      .option('--reason <text>', 'why; kept with it, in the journal and the audit log')
      .option('-y, --yes', 'do not ask', false)
      .addOption(languageOption()),
  );
}

export function withLeverOptions(command: Command): Command {
  return withReason(
    command
      .option('--for <duration>', 'ends by itself after this long, at most 72h', DEFAULT_FOR)
      .option('-n, --dry-run', 'show what it would do, and do nothing', false)
      .option('--force', 'against a refusal; admins only, and told loudly', false),
  );
}

export function withServices(command: Command): Command {
  return command.option('--service <name>', 'only this service; repeatable', collect, []);
}

/** `null` for all of them. */
export function servicesOf({ service }: Pick<LeverOptions, 'service'>): readonly string[] | null {
  return service.length === 0 ? null : service;
}

export function durationOf(text: string, option: string): number {
  const durationMs = parseDurationMs(text);
  if (durationMs !== null) return durationMs;
  const most = formatDuration(OVERRIDE_MAX_MS);
  throw usageFailure(
    { en: `${option} ${text} is no duration`, nl: `${option} ${text} is geen tijdsduur` },
    {
      en: `Write it with a unit, such as 30m, 2h or ${most}.`,
      nl: `Schrijf er een eenheid bij, zoals 30m, 2h of ${most}.`,
    },
  );
}

/** Given, or asked for where somebody sits. */
export async function reasonOf(
  context: CliContext,
  options: { readonly reason?: string; readonly dryRun?: boolean; readonly lang?: Language },
): Promise<string> {
  const { reason, dryRun = false } = options;
  if (reason !== undefined) return reason;
  if (dryRun) return 'dry run';
  if (!context.interactive) {
    throw usageFailure(
      { en: 'a reason is missing', nl: 'er ontbreekt een reden' },
      {
        en: 'Add --reason "…": it is kept with what you do.',
        nl: 'Voeg --reason "…" toe: die wordt bewaard bij wat u doet.',
      },
    );
  }
  const prompts = await import('@clack/prompts');
  const { tell } = leverTalk(options);
  const message = tell('ask-why');
  const answer = await prompts.text({ message, placeholder: tell('why-is-kept') });
  if (typeof answer !== 'string') throw new CliFailure(NOTHING_DONE, { exitCode: 1 });
  return answer;
}

/** Asks on a terminal, unless told not to. */
export async function confirmLever(
  context: CliContext,
  { question, isSure }: { readonly question: string; readonly isSure: boolean },
): Promise<void> {
  const fix = both('look-then-yes');
  await confirm(context, { question, isSure, fix, refused: NOTHING_DONE });
}

/** Told in the end by who knows the language. */
function both(key: 'look-then-yes' | 'nothing-is-done') {
  return { en: LEVER_TALK.en[key], nl: LEVER_TALK.nl[key] };
}

const NOTHING_DONE = both('nothing-is-done');
