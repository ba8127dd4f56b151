/**
 * What the controller made of a lever: it judges anew at its next tick, so "stored" is not "in
 * force". Asked of the journal for some seconds, as whoever pulled it would.
 */

import type { Override } from '../../model/override.ts';
import type { Operations } from '../../operations/contract.ts';
import { SYSTEM_CLOCK } from '../system.ts';

export interface TakenUp {
  /** `unheard`: no controller has said anything of it. */
  readonly standing: 'in-force' | 'refused' | 'unheard';
  /** The controller's sentences; only the refusals, where there are any, also of some services. */
  readonly sentences: readonly string[];
}

/** A tick is a second; a controller under load takes some. */
const PATIENCE_MS = 6_000;
const ASK_EVERY_MS = 500;
/** A lever on all services leaves a line for each. */
const EVENTS = 2_000;

const UNHEARD: TakenUp = { standing: 'unheard', sentences: [] };

export async function takenUp(
  { status, journal }: Pick<Operations, 'status' | 'journal'>,
  { id, atMs }: Pick<Override, 'id' | 'atMs'>,
  options: { readonly signal: AbortSignal; readonly patienceMs?: number },
): Promise<TakenUp> {
  const { signal, patienceMs = PATIENCE_MS } = options;
  // Without any controller ever there is no status either.
  const report = await status.status().catch(() => null);
  if (report?.running !== true) return UNHEARD;
  for (let waitedMs = 0; waitedMs <= patienceMs && !signal.aborted; waitedMs += ASK_EVERY_MS) {
    const events = await journal.events({ sinceMs: atMs, limit: EVENTS });
    const said = events.map(({ entry }) => entry).filter(({ evidence }) => evidence['id'] === id);
    const refused = said.filter(({ kind }) => kind === 'override-refused');
    const set = said.filter(({ kind }) => kind === 'override-set');
    const sentences = (refused.length > 0 ? refused : set).map(({ message }) => message);
    // All services are judged in one tick, which is kept as a whole.
    if (set.length > 0) return { standing: 'in-force', sentences };
    if (refused.length > 0) return { standing: 'refused', sentences };
    await SYSTEM_CLOCK.sleep(ASK_EVERY_MS, signal);
  }
  return UNHEARD;
}
