/** One lever from the command line: shown, asked about, pulled, and how to take it back. */

import process from 'node:process';

import type { Lever, Override } from '../../model/override.ts';
import type { LeverPreview, LeverRequest } from '../../operations/contract.ts';
import { leverWords } from '../../operations/levers/lever-words.ts';
import { printJson, type CliContext } from '../context.ts';
import { CliFailure } from '../failure.ts';
import { clockTime } from '../format.ts';
import { inLanguage } from '../language.ts';
import { type Desk, withOperations } from '../operations-of.ts';
import { confirmLever, durationOf, type LeverOptions, reasonOf, servicesOf } from './options.ts';
import { previewWhenKnown } from './preview-when-known.ts';
import { renderPreview } from './render-preview.ts';
import { takenUp, type TakenUp } from './taken-up.ts';
import { leverTalk, type LeverTalk } from './talk.ts';

export async function pullLever(
  context: CliContext,
  lever: Lever,
  asked: LeverOptions,
): Promise<void> {
  const options = inLanguage(asked, context);
  const talk = leverTalk(options);
  const forMs = durationOf(options.for, '--for');
  const reason = await reasonOf(context, options);
  const { force } = options;
  const request = { lever, services: servicesOf(options), reason, forMs, force };
  await withOperations(context, options, async (desk) => {
    const { levers } = desk.operations;
    const preview = await previewWhenKnown(context, { levers, request, talk });
    if (!options.json) showPreview(context, preview, { ...request, talk });
    if (options.dryRun) return tellDryRun(context, preview, { options, talk });
    if (preview.refusals.length > 0) holdBack(context, preview, { ...request, talk });
    await pull(context, { desk, request, preview, options, talk });
  });
}

interface Pull {
  readonly desk: Desk;
  readonly request: LeverRequest;
  readonly preview: LeverPreview;
  readonly options: LeverOptions;
  readonly talk: LeverTalk;
}

async function pull(context: CliContext, job: Pull): Promise<void> {
  const { desk, request, preview, options, talk } = job;
  const { operations, actor } = desk;
  const { tell } = talk;
  const lever = leverWords(request.lever, request.services, talk.language);
  const isForced = preview.refusals.length > 0;
  const question = tell(isForced ? 'ask-force' : 'ask-do', { lever });
  await confirmLever(context, { question, isSure: options.yes });
  const override = await operations.levers.set(actor, request);
  const taken = await takenUp(operations, override, context);
  if (taken.standing === 'refused') {
    const isBack = await takeBack(desk, override);
    throw refusedByController(request, { ...taken, isBack });
  }
  if (options.json) return printJson(context, { override, preview, taken });
  const nowMs = Date.now();
  const { colors } = context;
  if (override.isForced)
    context.note(colors.red(colors.bold(tell('forced-by', { by: override.by, lever }))));
  const time = clockTime(override.untilMs, nowMs);
  context.note(tell('set-as', { id: override.id.slice(0, 8), time, forMs: request.forMs }));
  context.note(tellTaken(taken, talk));
  return undefined;
}

function tellTaken(
  { standing, sentences: [first = '', ...more] }: TakenUp,
  { tell }: LeverTalk,
): string {
  if (standing === 'unheard') return tell('not-taken-up');
  if (more.length === 0) return tell('in-force', { first });
  return tell('in-force-and-more', { first, count: more.length });
}

/**
 * What was refused never comes into force, but it would stand in the store until it expires: in the
 * way of drills, and judged anew by a controller that has lost its state.
 */
async function takeBack({ operations, actor }: Desk, { id }: Override): Promise<boolean> {
  try {
    await operations.levers.end(actor, { id, reason: 'the controller refused it' });
    return true;
  } catch {
    return false;
  }
}

/** Something has changed between the preview and the tick. */
function refusedByController(
  { lever, services }: LeverRequest,
  { sentences, isBack }: TakenUp & { readonly isBack: boolean },
): CliFailure {
  const why = sentences.join(' ');
  const text = {
    en: `the controller refused: ${leverWords(lever, services)}. ${why}`,
    nl: `de controller weigert: ${leverWords(lever, services, 'nl')}. ${why}`,
  };
  return new CliFailure(text, {
    exitCode: 1,
    fix: isBack
      ? {
          en: 'It has been taken back. Mend what is said, and pull it again.',
          nl: 'Het is teruggedraaid. Verhelp wat er staat, en doe het opnieuw.',
        }
      : {
          en: 'Take it back with ballast undo, mend what is said, and pull it again.',
          nl: 'Draai het terug met ballast undo, verhelp wat er staat, en doe het opnieuw.',
        },
    details: { code: 'refused', sentences },
  });
}

export function showPreview(
  context: CliContext,
  preview: LeverPreview,
  request: Pick<LeverRequest, 'lever' | 'services' | 'forMs'> & { readonly talk: LeverTalk },
): void {
  const { talk, forMs } = request;
  const lever = leverWords(request.lever, request.services, talk.language);
  const { colors } = context;
  const paint = process.stdout.isTTY && colors.isColorSupported ? colors : null;
  const title = talk.tell('lever-for', { lever, forMs });
  context.print(renderPreview(preview, { title, paint, talk }));
}

/** Exit 1 when it would be refused, so that a script can ask first. */
function tellDryRun(
  context: CliContext,
  preview: LeverPreview,
  { options, talk }: Pick<Pull, 'options' | 'talk'>,
): void {
  const isRefused = preview.refusals.length > 0;
  if (isRefused) context.setExitCode(1);
  if (options.json) return printJson(context, { preview });
  context.note(talk.tell(isRefused ? 'would-be-refused' : 'dry-run'));
  return undefined;
}

/** Not even asked about, unless it is forced and can be. */
export function holdBack(
  context: CliContext,
  { refusals }: LeverPreview,
  request: Pick<LeverRequest, 'lever' | 'services' | 'force'> & { readonly talk: LeverTalk },
): void {
  const { lever, services, force, talk } = request;
  const isAbsolute = refusals.some((one) => one.isAbsolute === true);
  if (force && !isAbsolute) {
    const { colors } = context;
    context.note(colors.red(talk.tell('will-be-forced')));
    return;
  }
  const text = {
    en: `refused: ${leverWords(lever, services)}`,
    nl: `geweigerd: ${leverWords(lever, services, 'nl')}`,
  };
  throw new CliFailure(text, {
    exitCode: 1,
    fix: isAbsolute ? ABSOLUTE : REFUSED,
    details: { code: 'refused', reasons: refusals },
  });
}

const ABSOLUTE = {
  en: 'The reasons are above; this holds whoever asks: something has to serve.',
  nl: 'De redenen staan hierboven; dit geldt voor iedereen: er moet iets blijven draaien.',
} as const;

const REFUSED = {
  en: 'Mend what is said above and try again. An admin can do it nevertheless with --force.',
  nl: 'Verhelp wat hierboven staat en probeer het opnieuw. Een admin kan het met --force toch doen.',
} as const;
