/**
 * A preview, asked for again for some seconds while all that speaks against the lever is that its
 * receivers have not been seen well for long enough: after the start of a controller that passes.
 */

import type { LeverOperations, LeverPreview, LeverRequest } from '../../operations/contract.ts';
import type { CliContext } from '../context.ts';
import { SYSTEM_CLOCK } from '../system.ts';
import type { LeverTalk } from './talk.ts';

/** Longer than a receiver must have been well for (`commonCauseMs`), and no longer than one waits. */
const PATIENCE_MS = 8_000;
const ASK_EVERY_MS = 1_000;

export async function previewWhenKnown(
  context: CliContext,
  options: {
    readonly levers: Pick<LeverOperations, 'preview'>;
    readonly request: LeverRequest;
    readonly talk: LeverTalk;
  },
): Promise<LeverPreview> {
  const { levers, request, talk } = options;
  let preview = await levers.preview(request);
  if (request.force || !passes(preview)) return preview;
  const sentence = preview.refusals[0]?.sentence ?? '';
  context.note(talk.tell('waiting-for-it', { sentence, patienceMs: PATIENCE_MS }));
  for (let waitedMs = 0; waitedMs < PATIENCE_MS && passes(preview); waitedMs += ASK_EVERY_MS) {
    await SYSTEM_CLOCK.sleep(ASK_EVERY_MS, context.signal);
    if (context.signal.aborted) return preview;
    preview = await levers.preview(request);
  }
  return preview;
}

function passes({ refusals }: LeverPreview): boolean {
  return refusals.length > 0 && refusals.every(({ code }) => code === 'receiver-unwell');
}
