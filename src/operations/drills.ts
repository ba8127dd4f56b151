/** Drills as people and programs see them: the library, a plan, the one that runs, reports. */

import { type ActiveDrill, DRILL_SETTING, readActiveDrill } from '../model/drill.ts';
import { type Actor, hasRole } from './actor.ts';
import type { DrillOperations } from './contract.ts';
import type { Said } from '../lib/said.ts';
import type { DrillRequest } from './drill-plan.ts';
import { planIn, progressIn, reportIn, titledIn } from './drills-in-language.ts';
import type { Driller } from './driller.ts';
import { OperationError, operationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';
import { operationEnglish, type OperationSentence, sayOperation } from './speech.ts';

const MAX_REPORTS = 1_000;
const MAX_REASON = 500;

export function createDrillOperations(ports: LocalPorts): DrillOperations {
  const { store, history, language = 'en' } = ports;
  const shown = (active: ActiveDrill) =>
    withoutSecrets({
      ...active,
      drill: titledIn(active.drill, language),
      progress: progressIn(active.progress, language),
    });
  return {
    async reports(limit) {
      const most = Math.min(MAX_REPORTS, Math.max(1, Math.floor(limit)));
      const found = await history.listReports('drill', most);
      return found.map((one) => titledIn(one, language));
    },
    async report(id) {
      const found = await history.readReport(id);
      if (found?.kind === 'drill') return reportIn(found, language);
      const message = sayOperation('no-drill-report', { id });
      throw operationError('not-found', { message, fix: sayOperation('fix-no-drill-report') });
    },
    async current() {
      const active = readActiveDrill(await store.readSetting(DRILL_SETTING));
      return active === null ? null : shown(active);
    },
    abort: (actor, { reason }) => abort(actor, reason, ports),
    async library() {
      const drills = await drillerOf(ports).library();
      return drills.map((one) => titledIn(one, language));
    },
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
  const message = sayOperation('no-driller');
  throw operationError('unavailable', { message, fix: sayOperation('fix-no-driller') });
}

/** What is begun is audited by the drill itself, with its id. */
async function start(actor: Actor, request: DrillRequest, ports: LocalPorts): Promise<ActiveDrill> {
  await mustOperate(actor, 'drill.start', ports);
  try {
    return await drillerOf(ports).start(request, actor);
  } catch (error) {
    if (error instanceof OperationError) {
      const why = error.said?.message;
      const isData = why !== undefined && 'key' in why;
      const said = isData ? why : sayOperation('refused-in-words', { text: error.message });
      await audit(ports, actor, { action: 'drill.start', outcome: 'refused', said });
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
    const message = sayOperation('drill-reason-needed', { max: MAX_REASON });
    throw operationError('invalid', { message, fix: sayOperation('fix-say-why') });
  }
  const word = { by: actor.name, reason, atMs: clock.nowMs() };
  const active = await store.updateSetting(DRILL_SETTING, (stored): ActiveDrill | null => {
    const found = readActiveDrill(stored);
    return found === null || found.abort !== null ? found : { ...found, abort: word };
  });
  if (active === null) {
    const message = sayOperation('no-drill-runs');
    throw operationError('conflict', { message, fix: sayOperation('fix-no-drill-runs') });
  }
  const said = sayOperation('drill-is-to-end', { name: active.drill.name, id: active.id, reason });
  await audit(ports, actor, { action, outcome: 'done', said });
}

type Action = 'drill.plan' | 'drill.start' | 'drill.abort';

const MAY_NOT = {
  // Who only looks leaves no trace.
  'drill.plan': [null, 'may-not-plan-drill'],
  'drill.start': ['only-operators-start-drills', 'may-not-start-drill'],
  'drill.abort': ['only-operators-end-drills', 'may-not-end-drill'],
} as const satisfies Readonly<Record<Action, readonly (OperationSentence | null)[]>>;

async function mustOperate(actor: Actor, action: Action, ports: LocalPorts): Promise<void> {
  if (hasRole(actor, 'operator')) return;
  const [audited, refused] = MAY_NOT[action];
  if (audited !== null) {
    await audit(ports, actor, { action, outcome: 'refused', said: sayOperation(audited) });
  }
  const message = sayOperation(refused, { name: actor.name });
  throw operationError('forbidden', { message, fix: sayOperation('fix-needs-operator') });
}

async function audit(
  { history, clock }: LocalPorts,
  { name: by, role, via }: Actor,
  told: {
    readonly action: Action;
    readonly outcome: 'done' | 'refused';
    readonly said: Said;
  },
): Promise<void> {
  const { said } = told;
  const entry = { atMs: clock.nowMs(), by, role, via, message: operationEnglish(said), ...told };
  await history.appendAudit({ ...entry, details: {} });
}
