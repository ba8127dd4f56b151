/** Drills as people and programs see them: reports, the one that runs, and ending it. */

import { type ActiveDrill, DRILL_SETTING, readActiveDrill } from '../model/drill.ts';
import { type Actor, hasRole } from './actor.ts';
import type { DrillOperations } from './contract.ts';
import { progressIn, reportIn } from './drills-in-language.ts';
import type { Said } from '../lib/said.ts';
import { operationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';
import { operationEnglish, sayOperation } from './speech.ts';

const MAX_REPORTS = 1_000;
const MAX_REASON = 500;

export function createDrillOperations(ports: LocalPorts): DrillOperations {
  const { store, history, language = 'en' } = ports;
  return {
    reports: (limit) =>
      history.listReports('drill', Math.min(MAX_REPORTS, Math.max(1, Math.floor(limit)))),
    async report(id) {
      const found = await history.readReport(id);
      if (found?.kind === 'drill') return reportIn(found, language);
      const message = sayOperation('no-drill-report', { id });
      throw operationError('not-found', { message, fix: sayOperation('fix-no-drill-report') });
    },
    async current() {
      const active = readActiveDrill(await store.readSetting(DRILL_SETTING));
      if (active === null) return null;
      return withoutSecrets({ ...active, progress: progressIn(active.progress, language) });
    },
    abort: (actor, { reason }) => abort(actor, reason, ports),
  };
}

/** The drill that runs, for everybody: calls of the user's may hold secrets, so none is shown. */
export type CurrentDrill = Omit<ActiveDrill, 'undo' | 'manual' | 'drill'> & {
  readonly drill: Omit<ActiveDrill['drill'], 'fault'> & {
    readonly fault: { readonly kind: string };
  };
};

function withoutSecrets({ undo: _undo, manual: _manual, ...active }: ActiveDrill): CurrentDrill {
  const { drill } = active;
  return { ...active, drill: { ...drill, fault: { kind: drill.fault.kind } } };
}

async function abort(actor: Actor, why: string, ports: LocalPorts): Promise<void> {
  const { store, clock } = ports;
  const reason = why.trim();
  const nowMs = clock.nowMs();
  if (!hasRole(actor, 'operator')) {
    const refused = sayOperation('only-operators-end-drills');
    await audit(ports, actor, { nowMs, outcome: 'refused', said: refused });
    const message = sayOperation('may-not-end-drill', { name: actor.name });
    throw operationError('forbidden', { message, fix: sayOperation('fix-needs-operator') });
  }
  if (reason === '' || reason.length > MAX_REASON) {
    const message = sayOperation('drill-reason-needed', { max: MAX_REASON });
    throw operationError('invalid', { message, fix: sayOperation('fix-say-why') });
  }
  const word = { by: actor.name, reason, atMs: nowMs };
  const active = await store.updateSetting(DRILL_SETTING, (stored): ActiveDrill | null => {
    const found = readActiveDrill(stored);
    return found === null || found.abort !== null ? found : { ...found, abort: word };
  });
  if (active === null) {
    const message = sayOperation('no-drill-runs');
    throw operationError('conflict', { message, fix: sayOperation('fix-no-drill-runs') });
  }
  const said = sayOperation('drill-is-to-end', { name: active.drill.name, id: active.id, reason });
  await audit(ports, actor, { nowMs, outcome: 'done', said });
}

async function audit(
  { history }: LocalPorts,
  { name: by, role, via }: Actor,
  told: {
    readonly nowMs: number;
    readonly outcome: 'done' | 'refused';
    readonly said: Said;
  },
): Promise<void> {
  const { nowMs: atMs, outcome, said } = told;
  await history.appendAudit({
    atMs,
    by,
    role,
    via,
    action: 'drill.abort',
    outcome,
    message: operationEnglish(said),
    said,
    details: {},
  });
}
