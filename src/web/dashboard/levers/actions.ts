/** The questions behind the buttons, and the calls they lead to. */

import type { Override } from '../../../model/override.ts';
import type { RuleName, UndoPreview } from '../../../operations/contract.ts';
import { call } from '../api/client.ts';
import { overridesChanged } from '../state/overrides.ts';
import { problemIn } from '../state/resource.ts';
import { words } from '../words/words.ts';
import { leverText } from './in-force.ts';
import { ask } from './state.ts';

export function askToEnd(override: Override): void {
  const t = words.value.lever;
  ask({
    title: t.end(leverText(override.lever)),
    hint: t.endHint,
    verb: t.confirm,
    run: (reason) => change(`overrides/${encodeURIComponent(override.id)}/end`, { reason }),
  });
}

/** Says first what that would be; where nothing is to undo, why. */
export async function askToUndo(): Promise<void> {
  const t = words.value.lever;
  const shown = await call<UndoPreview>({ path: 'undo' }).then(
    ({ ends, sets, previews = [] }) => ({
      hint: [
        ...ends.map(({ lever }) => t.undoEnds(leverText(lever))),
        ...sets.map(({ lever }) => t.undoSets(leverText(lever))),
      ].join(' '),
      refusals: previews.flatMap(({ refusals }) => refusals),
    }),
    (error: unknown) => ({ hint: problemIn(error).message, refusals: [] }),
  );
  ask({
    title: t.undo,
    ...shown,
    verb: t.confirm,
    run: (reason, { force }) => change('undo', force ? { reason, force } : { reason }),
  });
}

export function askToRestore(region: string): void {
  const t = words.value.lever;
  ask({
    title: t.restore(region),
    hint: t.restoreHint,
    verb: t.confirm,
    run: (reason) =>
      change(`regions/${encodeURIComponent(region)}/restore`, { services: null, reason }),
  });
}

export function askToDecide(id: string, decision: 'approved' | 'rejected', sentence: string): void {
  const t = words.value.lever;
  ask({
    title: t.decide[decision],
    hint: sentence,
    verb: t.confirm,
    run: (reason) => change('approvals', { id, decision, reason }),
  });
}

export function askToSetMode(
  mode: 'act' | 'observe',
  { rule, done }: { readonly rule: RuleName | null; readonly done: () => void },
): void {
  const t = words.value;
  const subject = rule === null ? '' : ` – ${t.overrides.rules[rule]}`;
  ask({
    title: `${t.lever.setMode[mode]}${subject}`,
    hint: t.lever.setModeHint[mode],
    verb: t.lever.confirm,
    run: async (reason) => {
      await call({ method: 'PUT', path: 'modes', body: { mode, rule, reason } });
      done();
    },
  });
}

export function askToAbortDrill(done: () => void): void {
  const t = words.value.lever;
  ask({
    title: t.abort,
    hint: t.abortHint,
    verb: t.confirm,
    run: async (reason) => {
      await change('drills/current/abort', { reason });
      done();
    },
  });
}

async function change(path: string, body: unknown): Promise<void> {
  await call({ method: 'POST', path, body });
  overridesChanged();
}
