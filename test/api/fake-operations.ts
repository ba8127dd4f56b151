/**
 * Operations that hold everything in memory and answer each question, for tests of what stands
 * before them. They keep overrides, modes and a journal, and check what real ones check of an actor.
 */

import type { AuditEntry } from '../../src/model/audit.ts';
import type { BalanceCheck } from '../../src/model/checks.ts';
import type { ControlEvent } from '../../src/model/control.ts';
import type { HistoryQuery, Numbered, StoredReport } from '../../src/model/history.ts';
import type { Override } from '../../src/model/override.ts';
import { type Actor, hasRole } from '../../src/operations/actor.ts';
import type {
  CheckOperations,
  LeverOperations,
  LeverPreview,
  Operations,
  PostMortemOperations,
  RuleModes,
  StatusOperations,
} from '../../src/operations/contract.ts';
import { OperationError } from '../../src/operations/operation-error.ts';
import { fakeDrills } from './fake-drills.ts';
import { fakeSnapshot } from './fake-snapshot.ts';

export interface FakeOperations extends Operations {
  /** As if the controller had decided something. */
  tell(message: string): void;
  /** As if it had ticked. */
  tick(): void;
  /** Who did what, in order. */
  readonly did: readonly string[];
}

interface World {
  readonly nowMs: () => number;
  readonly events: Numbered<ControlEvent>[];
  readonly did: string[];
  overrides: Override[];
  ticks: number;
}

export function createFakeOperations(options: { readonly nowMs: () => number }): FakeOperations {
  const world: World = { ...options, events: [], did: [], overrides: [], ticks: 0 };
  return {
    status: fakeStatus(world),
    levers: fakeLevers(world),
    journal: {
      events: async (query) => page(world.events, query),
      audit: async (actor, query) => {
        if (!hasRole(actor, 'operator')) throw forbidden();
        return page([{ id: 1, entry: AUDIT }], query);
      },
      samples: async ({ sinceMs }) => [{ ...SAMPLE, atMs: sinceMs }],
    },
    drills: fakeDrills(world.did),
    whatIf: {
      scenarios: async () => [{ name: 'region-loss', title: 'A region is lost' }],
      async run(actor, { scenario, signal }) {
        if (scenario === 'endless') return await ended(world, signal);
        if (scenario !== 'region-loss') throw notFound(scenario);
        world.did.push(`${actor.name} ran ${scenario}`);
        return { lost: 12 };
      },
    },
    checks: fakeChecks(world),
    postMortems: fakePostMortems(world),
    tell(message) {
      const entry = { ...EVENT, message, atMs: world.nowMs() };
      world.events.push({ id: world.events.length + 1, entry });
    },
    tick() {
      world.ticks += 1;
    },
    did: world.did,
  };
}

/** A simulation that only its signal ends. */
async function ended(world: World, signal: AbortSignal | undefined): Promise<never> {
  world.did.push('began endless');
  await new Promise<void>((resolve) => {
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  world.did.push('ended endless');
  throw new OperationError('conflict', 'It was ended.', { fix: 'Run it again.' });
}

function fakeStatus(world: World): StatusOperations {
  return {
    status: async () => ({
      healthy: true,
      running: true,
      findings: [],
      snapshot: fakeSnapshot({ atMs: world.ticks * 1_000, overrides: world.overrides }),
    }),
    async explain(subject) {
      if (subject !== 'shop') throw notFound(subject);
      const sentences = ['It is well.'];
      return { subject, kind: 'service', sentences, wouldChange: [], events: [EVENT] };
    },
    settings: async () => [
      { path: 'mode', value: 'observe', isDefault: true, source: 'watch and tell first' },
      { path: 'regions.eu-west.priority', value: 0, isDefault: false, source: null },
    ],
  };
}

const NOTHING: LeverPreview = { refusals: [], warnings: [], services: [] };
const REFUSED: LeverPreview = {
  ...NOTHING,
  refusals: [{ code: 'last-region', sentence: 'It is the last region.' }],
};

const preview: LeverOperations['preview'] = async ({ lever }) =>
  lever.kind === 'evacuate' && lever.region === 'last' ? REFUSED : NOTHING;

function newestOf({ overrides }: World, { name }: Actor): Override {
  const newest = overrides.findLast(({ by }) => by === name);
  if (newest === undefined) throw notFound('nothing to undo');
  return newest;
}

function fakeLevers(world: World): LeverOperations {
  let rules: RuleModes = {
    ejection: 'act',
    trim: 'act',
    evacuation: 'act',
    spill: 'act',
    failback: 'observe',
  };
  let mode: { mode: 'observe' | 'act'; by: string } = { mode: 'observe', by: 'strategy' };
  function remove(id: string): Override {
    const found = world.overrides.find((one) => one.id === id);
    if (found === undefined) throw notFound(id);
    world.overrides = world.overrides.filter((one) => one.id !== id);
    return found;
  }
  return {
    preview,
    list: async () => world.overrides,
    async set(actor, request) {
      if (!hasRole(actor, request.force ? 'admin' : 'operator')) throw forbidden();
      const { refusals } = await preview(request);
      if (refusals.length > 0 && !request.force) throw refused(refusals);
      const atMs = world.nowMs();
      const override: Override = {
        id: `o${world.did.length}`,
        lever: request.lever,
        services: request.services,
        origin: 'person',
        by: actor.name,
        reason: request.reason,
        atMs,
        untilMs: atMs + request.forMs,
        isForced: request.force,
      };
      world.overrides = [...world.overrides, override].slice(-200);
      world.did.push(`${actor.name} set ${request.lever.kind}`);
      return override;
    },
    async end(actor, { id }) {
      const found = remove(id);
      world.did.push(`${actor.name} ended ${found.lever.kind}`);
      return found;
    },
    async restore(actor, { region }) {
      const ended = world.overrides.filter(
        ({ lever }) => lever.kind === 'evacuate' && lever.region === region,
      );
      for (const { id } of ended) remove(id);
      world.did.push(`${actor.name} restored ${region}`);
      return ended;
    },
    undoable: async (actor) => ({ ends: [newestOf(world, actor)], sets: [] }),
    undo: async (actor) => remove(newestOf(world, actor).id),
    pending: async () => [PENDING],
    async decide(actor, { id, decision, reason }) {
      world.did.push(`${actor.name} ${decision} ${id}`);
      return { id, decision, reason, by: actor.name, atMs: world.nowMs() };
    },
    modes: async () => ({ ...mode, rules }),
    async setMode(actor, request) {
      if (request.rule === null) mode = { mode: request.mode, by: actor.name };
      else rules = { ...rules, [request.rule]: request.mode };
      world.did.push(`${actor.name} set mode ${request.mode}`);
    },
  };
}

function fakeChecks(world: World): CheckOperations {
  return {
    async notify(actor, { only }) {
      if (only !== null && only !== 'chat') throw notFound(only);
      world.did.push(`${actor.name} tested chat`);
      return [{ name: 'chat', kind: 'slack', ok: true, tookMs: 5, error: null, fix: null }];
    },
    async balance(actor, { service, count }) {
      if (service !== null && service !== 'shop') throw notFound(service);
      world.did.push(`${actor.name} sent ${count}`);
      return [{ ...BALANCE, sent: count, answered: count }];
    },
  };
}

function fakePostMortems(world: World): PostMortemOperations {
  const report: StoredReport = {
    id: 'p1',
    kind: 'post-mortem',
    atMs: 1_000,
    title: 'webshop: an hour',
    verdict: null,
    report: { version: 1 },
  };
  return {
    async make(actor, { sinceMs, untilMs }) {
      if (untilMs <= sinceMs) throw notFound('such span');
      world.did.push(`${actor.name} made p1`);
      return report;
    },
    draft: async () => report,
    list: async () => [{ ...report, report: null }],
    async report(_actor, id) {
      if (id !== report.id) throw notFound(id);
      return report;
    },
    async render(_actor, id) {
      if (id !== report.id) throw notFound(id);
      return { document: { title: 'It', subtitle: '', sections: [] }, markdown: '# It\n' };
    },
  };
}

function page<T>(rows: readonly Numbered<T>[], { afterId, limit }: HistoryQuery) {
  if (afterId === undefined) return rows.slice(-limit);
  return rows.filter(({ id }) => id > afterId).slice(0, limit);
}

const EVENT: ControlEvent = {
  atMs: 1_000,
  kind: 'target-ejected',
  upstream: 'shop',
  region: 'eu-west',
  target: 'shop-1:8080',
  message: 'shop-1:8080 failed 40 % of 200 tries.',
  evidence: { failingRatio: 0.4 },
};

const AUDIT: AuditEntry = {
  atMs: 1_000,
  by: 'alice',
  role: 'operator',
  via: 'api',
  action: 'override.set',
  outcome: 'done',
  message: 'alice froze shop.',
  details: {},
};

const SAMPLE = {
  stepMs: 10_000,
  services: [
    {
      service: 'shop',
      requests: 1_000,
      failed: 1,
      shed: 0,
      p50Ms: 12,
      p99Ms: null,
      shares: { 'eu-west': 1 },
      budgetLeftRatio: 0.9,
    },
  ],
} as const;

const BALANCE: BalanceCheck = {
  service: 'shop',
  gateway: 'kong-eu',
  url: 'http://127.0.0.1:8000/shop',
  by: 'target',
  rows: [{ name: 'shop-1:8080', expectedRatio: 1, observed: 10 }],
  sent: 10,
  answered: 10,
  requests: 10,
  source: 'telemetry',
  statistic: null,
  degreesOfFreedom: null,
  pValue: null,
  verdict: 'inconclusive',
  note: null,
  reason: { code: 'one-target', sentence: 'It is the only one.', fix: 'Nothing is wrong.' },
};

const PENDING = {
  id: 'shop/eu-west/failback',
  service: 'shop',
  region: 'eu-west',
  kind: 'failback',
  sinceMs: 1_000,
  sentence: 'eu-west looks well for 2 min.',
} as const;

function forbidden(): OperationError {
  return new OperationError('forbidden', 'Your role does not allow it.', { fix: 'Ask an admin.' });
}

function notFound(what: string): OperationError {
  return new OperationError('not-found', `There is no ${what}.`, { fix: 'Look at the list.' });
}

function refused(reasons: LeverPreview['refusals']): OperationError {
  return new OperationError('refused', 'A guard says no.', {
    fix: 'An admin may force it.',
    details: { reasons },
  });
}
