/** One lever from the command line: shown, asked about, pulled, and how to take it back. */

import process from 'node:process';

import { formatDuration } from '../../lib/quantities.ts';
import type { Lever } from '../../model/override.ts';
import type { LeverPreview, LeverRequest } from '../../operations/contract.ts';
import { leverWords } from '../../operations/levers/lever-words.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure } from '../failure.ts';
import { clockTime } from '../format.ts';
import { type Desk, withOperations } from '../operations-of.ts';
import { confirmLever, durationOf, type LeverOptions, reasonOf, servicesOf } from './options.ts';
import { previewWhenKnown } from './preview-when-known.ts';
import { renderPreview } from './render-preview.ts';
import { takenUp, type TakenUp } from './taken-up.ts';

export async function pullLever(
  context: CliContext,
  lever: Lever,
  options: LeverOptions,
): Promise<void> {
  const forMs = durationOf(options.for, '--for');
  const reason = await reasonOf(context, options);
  const { force } = options;
  const request = { lever, services: servicesOf(options), reason, forMs, force };
  await withOperations(context, options, async (desk) => {
    const preview = await previewWhenKnown(context, desk.operations.levers, request);
    if (!options.json) showPreview(context, preview, request);
    if (options.dryRun) return tellDryRun(context, preview, options);
    if (preview.refusals.length > 0) holdBack(context, preview, request);
    await pull(context, { desk, request, preview, options });
  });
}

interface Pull {
  readonly desk: Desk;
  readonly request: LeverRequest;
  readonly preview: LeverPreview;
  readonly options: LeverOptions;
}

async function pull(context: CliContext, { desk, request, preview, options }: Pull): Promise<void> {
  const { operations, actor } = desk;
  const words = leverWords(request.lever, request.services);
  const isForced = preview.refusals.length > 0;
  const question = isForced ? `Do it AGAINST what is refused: ${words}?` : `Do it: ${words}?`;
  await confirmLever(context, { question, isSure: options.yes });
  const override = await operations.levers.set(actor, request);
  const taken = await takenUp(operations, override, context);
  if (taken.standing === 'refused') throw refusedByController(words, taken);
  if (options.json) return printJson(context, { override, preview, taken });
  const nowMs = Date.now();
  const { colors } = context;
  if (override.isForced)
    context.note(colors.red(colors.bold(`FORCED by ${override.by}: ${words}`)));
  context.note(
    `set as ${override.id.slice(0, 8)}; it ends by itself at ${clockTime(override.untilMs, nowMs)} ` +
      `(${formatDuration(request.forMs)}). Take it back: ballast undo --reason "…"`,
  );
  context.note(tellTaken(taken));
  return undefined;
}

function tellTaken({ standing, sentences: [first = '', ...more] }: TakenUp): string {
  if (standing === 'unheard') return 'no controller has taken it up yet: see ballast status';
  const rest = more.length === 0 ? '' : ` (and ${more.length} more of the kind: ballast status)`;
  return `in force: ${first}${rest}`;
}

/** Something has changed between the preview and the tick. It stays stored, refused, until it ends. */
function refusedByController(words: string, { sentences }: TakenUp): CliFailure {
  return new CliFailure(`the controller refused: ${words}. ${sentences.join(' ')}`, {
    exitCode: 1,
    fix: 'Take it back with ballast undo, mend what is said, and pull it again.',
    details: { code: 'refused', sentences },
  });
}

export function showPreview(
  context: CliContext,
  preview: LeverPreview,
  request: Pick<LeverRequest, 'lever' | 'services' | 'forMs'>,
): void {
  const words = leverWords(request.lever, request.services);
  const { colors } = context;
  const paint = process.stdout.isTTY && colors.isColorSupported ? colors : null;
  const title = `${words}, for ${formatDuration(request.forMs)}`;
  context.print(renderPreview(preview, { title, paint }));
}

/** Exit 1 when it would be refused, so that a script can ask first. */
function tellDryRun(context: CliContext, preview: LeverPreview, options: LeverOptions): void {
  const isRefused = preview.refusals.length > 0;
  if (isRefused) context.setExitCode(1);
  if (options.json) return printJson(context, { preview });
  context.note(isRefused ? 'it would be refused; nothing is done' : 'dry run: nothing is done');
  return undefined;
}

/** Not even asked about, unless it is forced and can be. */
export function holdBack(
  context: CliContext,
  { refusals }: LeverPreview,
  { lever, services, force }: Pick<LeverRequest, 'lever' | 'services' | 'force'>,
): void {
  const isAbsolute = refusals.some((one) => one.isAbsolute === true);
  if (force && !isAbsolute) {
    const { colors } = context;
    context.note(colors.red('--force: what is refused above will be done all the same'));
    return;
  }
  throw new CliFailure(`refused: ${leverWords(lever, services)}`, {
    exitCode: 1,
    fix: isAbsolute
      ? 'The reasons are above; this holds whoever asks: something has to serve.'
      : 'Mend what is said above and try again. An admin can do it nevertheless with --force.',
    details: { code: 'refused', reasons: refusals },
  });
}
