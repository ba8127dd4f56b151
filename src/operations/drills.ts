/** Drills as people and programs see them: reports, the one that runs, and ending it. */

import { type ActiveDrill, DRILL_SETTING, readActiveDrill } from '../model/drill.ts';
import { type Actor, hasRole } from './actor.ts';
import type { DrillOperations } from './contract.ts';
import { progressIn, reportIn } from './drills-in-language.ts';
import { OperationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';

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
      throw new OperationError('not-found', `There is no report of a drill called ${id}.`, {
        fix: 'See which there are: `ballast drill report --list`.',
      });
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
    await audit(ports, actor, { nowMs, outcome: 'refused', message: 'Only operators end drills.' });
    throw new OperationError('forbidden', `${actor.name} may not end a drill.`, {
      fix: 'It needs the role operator.',
    });
  }
  if (reason === '' || reason.length > MAX_REASON) {
    throw new OperationError('invalid', 'A reason is needed, of at most 500 characters.', {
      fix: 'Say why: --reason "…".',
    });
  }
  const said = { by: actor.name, reason, atMs: nowMs };
  const active = await store.updateSetting(DRILL_SETTING, (stored): ActiveDrill | null => {
    const found = readActiveDrill(stored);
    return found === null || found.abort !== null ? found : { ...found, abort: said };
  });
  if (active === null) {
    throw new OperationError('conflict', 'No drill runs.', { fix: 'There is nothing to end.' });
  }
  const message = `Drill ${active.drill.name} (${active.id}) is to end: ${reason}`;
  await audit(ports, actor, { nowMs, outcome: 'done', message });
}

async function audit(
  { history }: LocalPorts,
  { name: by, role, via }: Actor,
  told: {
    readonly nowMs: number;
    readonly outcome: 'done' | 'refused';
    readonly message: string;
  },
): Promise<void> {
  const { nowMs: atMs, outcome, message } = told;
  await history.appendAudit({
    atMs,
    by,
    role,
    via,
    action: 'drill.abort',
    outcome,
    message,
    details: {},
  });
}
