/** Drills as people and programs see them: the library, a plan, the one that runs, reports. */

import { type ActiveDrill, DRILL_SETTING, readActiveDrill } from '../model/drill.ts';
import { type Actor, hasRole } from './actor.ts';
import type { DrillOperations } from './contract.ts';
import type { DrillRequest } from './drill-plan.ts';
import { planIn, progressIn, reportIn } from './drills-in-language.ts';
import type { Driller } from './driller.ts';
import { OperationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';

const MAX_REPORTS = 1_000;
const MAX_REASON = 500;

export function createDrillOperations(ports: LocalPorts): DrillOperations {
  const { store, history, language = 'en' } = ports;
  const shown = (active: ActiveDrill) =>
    withoutSecrets({ ...active, progress: progressIn(active.progress, language) });
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
      return active === null ? null : shown(active);
    },
    abort: (actor, { reason }) => abort(actor, reason, ports),
    library: async () => await drillerOf(ports).library(),
    async plan(actor, request) {
      await mustOperate(actor, 'drill.plan', ports);
      return planIn(await drillerOf(ports).plan(request, actor), language);
    },
    start: async (actor, request) => shown(await start(actor, request, ports)),
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

function drillerOf({ driller }: LocalPorts): Driller {
  if (driller !== undefined) return driller;
  throw new OperationError('unavailable', 'Nothing here can hold a drill.', {
    fix: 'Ask a `ballast run` that serves its API (--api), or hold it here: `ballast drill run`.',
  });
}

/** What is begun is audited by the drill itself, with its id. */
async function start(actor: Actor, request: DrillRequest, ports: LocalPorts): Promise<ActiveDrill> {
  await mustOperate(actor, 'drill.start', ports);
  try {
    return await drillerOf(ports).start(request, actor);
  } catch (error) {
    if (error instanceof OperationError) {
      await audit(ports, actor, {
        action: 'drill.start',
        outcome: 'refused',
        message: error.message,
      });
    }
    throw error;
  }
}

async function abort(actor: Actor, why: string, ports: LocalPorts): Promise<void> {
  const { store, clock } = ports;
  const action = 'drill.abort';
  const reason = why.trim();
  await mustOperate(actor, action, ports);
  if (reason === '' || reason.length > MAX_REASON) {
    throw new OperationError('invalid', 'A reason is needed, of at most 500 characters.', {
      fix: 'Say why: --reason "…".',
    });
  }
  const said = { by: actor.name, reason, atMs: clock.nowMs() };
  const active = await store.updateSetting(DRILL_SETTING, (stored): ActiveDrill | null => {
    const found = readActiveDrill(stored);
    return found === null || found.abort !== null ? found : { ...found, abort: said };
  });
  if (active === null) {
    throw new OperationError('conflict', 'No drill runs.', { fix: 'There is nothing to end.' });
  }
  const message = `Drill ${active.drill.name} (${active.id}) is to end: ${reason}`;
  await audit(ports, actor, { action, outcome: 'done', message });
}

type Action = 'drill.plan' | 'drill.start' | 'drill.abort';

const MAY_NOT: Readonly<Record<Action, { readonly message: string; readonly verb: string }>> = {
  'drill.plan': { message: 'Only operators plan drills.', verb: 'plan' },
  'drill.start': { message: 'Only operators start drills.', verb: 'start' },
  'drill.abort': { message: 'Only operators end drills.', verb: 'end' },
};

async function mustOperate(actor: Actor, action: Action, ports: LocalPorts): Promise<void> {
  if (hasRole(actor, 'operator')) return;
  const { message, verb } = MAY_NOT[action];
  if (action !== 'drill.plan') await audit(ports, actor, { action, outcome: 'refused', message });
  throw new OperationError('forbidden', `${actor.name} may not ${verb} a drill.`, {
    fix: 'It needs the role operator.',
  });
}

async function audit(
  { history, clock }: LocalPorts,
  { name: by, role, via }: Actor,
  told: {
    readonly action: Action;
    readonly outcome: 'done' | 'refused';
    readonly message: string;
  },
): Promise<void> {
  await history.appendAudit({ atMs: clock.nowMs(), by, role, via, ...told, details: {} });
}
