/**
 * Which drills may come as text from whoever asks over the API (decision 33): none that runs or calls
 * anything on the server, and from less than an admin none that is laxer than a file without limits.
 */

import { formatDuration } from '../lib/quantities.ts';
import type { Said } from '../lib/said.ts';
import type { Drill } from '../model/drill.ts';
import { type Actor, hasRole } from '../operations/actor.ts';
import { operationError } from '../operations/operation-error.ts';
import { sayOperation } from '../operations/speech.ts';
import { CALLING_FAULTS } from './choose-drill.ts';
import { parseDrill } from './file/parse-drill.ts';

export function acceptText(drill: Drill, by: Pick<Actor, 'role'>): void {
  const { kind } = drill.fault;
  if (CALLING_FAULTS.includes(kind)) {
    throw operationError('refused', {
      message: sayOperation('drill-by-call', { kind }),
      fix: sayOperation('fix-drill-by-call'),
      details: { reasons: ['fault-from-outside'] },
    });
  }
  if (hasRole(by, 'admin')) return;
  const lax = laxer(drill);
  if (lax.length === 0) return;
  throw operationError('forbidden', {
    message: sayOperation('drill-too-lax', { keys: lax }),
    fix: sayOperation('fix-drill-too-lax'),
    details: { reasons: lax },
  });
}

/** Keys of the file that are laxer than what counts without them. */
function laxer({ abort, limits }: Drill): readonly Said[] {
  const usual = usualDrill();
  const most = (key: string, found: number, limit: number, text = percent) =>
    found > limit
      ? [sayOperation('lax-most', { key, found: text(found), limit: text(limit) })]
      : [];
  const least = (key: string, found: number, limit: number) =>
    found < limit
      ? [sayOperation('lax-least', { key, found: percent(found), limit: percent(limit) })]
      : [];
  return [
    ...most('abort.failed', abort.failedRatio, usual.abort.failedRatio),
    ...most('abort.for', abort.failedForMs, usual.abort.failedForMs, formatDuration),
    ...least('abort.budget', abort.budgetLeftRatio, usual.abort.budgetLeftRatio),
    ...most('abort.stale', abort.staleMs, usual.abort.staleMs, formatDuration),
    ...most('abort.admin', abort.adminDownMs, usual.abort.adminDownMs, formatDuration),
    ...least('limits.budget', limits.budgetLeftRatio, usual.limits.budgetLeftRatio),
    ...most('limits.survivors', limits.survivorLoadRatio, usual.limits.survivorLoadRatio),
  ];
}

function percent(ratio: number): string {
  return `${Math.round(1_000 * ratio) / 10}%`;
}

/** One that says nothing of limits: the parser's own fallbacks, so that they cannot drift apart. */
function usualDrill(): Drill {
  const { drill } = parseDrill(
    'version: 1\nname: u\ntitle: u\nhypothesis: u\nscope: { region: r }\nfault: { kind: health-mark }\nduration: 1m\n',
  );
  if (drill === null) throw new Error('a drill without limits is valid');
  return drill;
}
