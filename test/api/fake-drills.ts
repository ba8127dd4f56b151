/** Drills of a Ballast that holds none: a library, plans and what was asked for, in memory. */

import type { StoredReport } from '../../src/model/history.ts';
import { type Actor, hasRole } from '../../src/operations/actor.ts';
import type { DrillOperations } from '../../src/operations/contract.ts';
import type { DrillPlan, DrillRequest, LibraryDrill } from '../../src/operations/drill-plan.ts';
import { OperationError } from '../../src/operations/operation-error.ts';

const REPORT: StoredReport = {
  id: 'd1',
  kind: 'drill',
  atMs: 1_000,
  title: 'Loss of eu-west',
  verdict: 'SUCCEEDED',
  report: { lost: 3 },
};

export const REGION_LOSS: LibraryDrill = {
  name: 'region-loss',
  title: 'The first region is lost',
  hypothesis: 'Clients notice nothing.',
  fault: 'health-mark',
  durationMs: 120_000,
  region: null,
  services: null,
  origin: 'package',
  schedule: { cron: '0 10 * * 2', zone: 'Europe/Amsterdam', nextAtMs: 1_800_000_000_000 },
};
export const TARGET_LOSS: LibraryDrill = {
  ...REGION_LOSS,
  name: 'target-loss',
  title: 'A third of the targets are lost',
  origin: 'folder',
  schedule: null,
};

export function fakeDrills(did: string[]): DrillOperations {
  return {
    reports: async () => [{ ...REPORT, report: null }],
    async report(id) {
      if (id !== REPORT.id) throw notFound(id);
      return REPORT;
    },
    current: async () => null,
    async abort(actor) {
      did.push(`${actor.name} aborted`);
      throw new OperationError('conflict', 'No drill runs.', { fix: 'Start one.' });
    },
    library: async () => [REGION_LOSS, TARGET_LOSS],
    async plan(actor, request) {
      mustOperate(actor);
      return planOf(request);
    },
    async start(actor, request) {
      mustOperate(actor);
      const { name, mayBegin } = planOf(request);
      if (!mayBegin) throw refused();
      did.push(`${actor.name} began ${name}`);
      return { id: 'drill-1', phase: 'armed', by: actor.name, drill: { name } };
    },
  };
}

/** On the third of the services nothing may be drilled now. */
const BUSY = 'busy';

export function planOf({ drill, choice }: DrillRequest): DrillPlan {
  const found =
    'text' in drill
      ? { ...TARGET_LOSS, name: 'from-text' }
      : [REGION_LOSS, TARGET_LOSS].find(({ name }) => name === drill.name);
  if (found === undefined) throw notFound('name' in drill ? drill.name : 'text');
  const { name, title, hypothesis, fault, durationMs } = found;
  const mayBegin = choice.services?.includes(BUSY) !== true;
  return {
    name,
    title,
    hypothesis,
    fault,
    durationMs: choice.durationMs ?? durationMs,
    mayBegin,
    preChecks: [
      { code: 'controller', passed: true, found: 'ballast-1 leads', fix: null },
      { code: 'headroom', passed: mayBegin, found: '71 %, at most 90 %', fix: null },
    ],
    effects: ['kong-eu: Kong is told that shop-1:8080 is unhealthy'],
    undo: ['kong-eu: shop-1:8080 is marked healthy again'],
    targets: { shop: ['shop-1:8080'] },
    trafficRatio: 0.4,
    wholeRegions: name === 'region-loss' ? [choice.region ?? 'eu-west'] : [],
  };
}

function mustOperate(actor: Actor): void {
  if (hasRole(actor, 'operator')) return;
  throw new OperationError('forbidden', 'Your role does not allow it.', { fix: 'Ask an admin.' });
}

function notFound(what: string): OperationError {
  return new OperationError('not-found', `There is no ${what}.`, { fix: 'Look at the list.' });
}

function refused(): OperationError {
  return new OperationError('refused', 'The drill does not begin: 71 %, at most 90 %.', {
    fix: 'drill at a quieter time',
    details: { reasons: ['headroom'] },
  });
}
