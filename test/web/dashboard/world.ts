/**
 * A Ballast for tests of its dashboard: operations over a small world that moves with the clock, obeys
 * levers, ends them at their expiry, and can be told to have trouble. Served by the real HTTP API.
 */

import type { Language } from '../../../src/lib/locale.ts';
import type { AuditEntry } from '../../../src/model/audit.ts';
import type { ControlEvent } from '../../../src/model/control.ts';
import type { HistoryQuery, Numbered, Sample } from '../../../src/model/history.ts';
import type { Override } from '../../../src/model/override.ts';
import { hasRole, type Actor, type Role } from '../../../src/operations/actor.ts';
import type {
  DrillOperations,
  JournalOperations,
  LeverOperations,
  LeverPreview,
  LeverRequest,
  Operations,
  PostMortemOperations,
  RuleModes,
  Setting,
  StatusOperations,
  WhatIfOperations,
} from '../../../src/operations/contract.ts';
import { planOf, REGION_LOSS, TARGET_LOSS } from '../../api/fake-drills.ts';
import { forbidden, notFound, refused } from './world-errors.ts';
import { worldPostMortems } from './world-post-mortems.ts';
import { auditOf, drillReportOf, eventOf, storyOf } from './world-events.ts';
import { REGIONS, SERVICES, worldSnapshot, type Scene } from './world-snapshot.ts';

export interface World extends Operations {
  scene: Scene;
  services: readonly string[];
  mode: 'observe' | 'act';
  running: boolean;
  drill: unknown;
  /** What the next undo would set again; `null` for none: it ends the newest. */
  again: Override | null;
  tell(event: ControlEvent): void;
  /** Puts an override into force, without asking anybody. */
  put(override: Partial<Override> & Pick<Override, 'lever'>): void;
  /** Told in that language. */
  readonly postMortemsIn: (language: Language) => PostMortemOperations;
  /** What was done by hand, as `verb subject`. */
  readonly did: readonly string[];
}

interface Kept {
  readonly startedAtMs: number;
  readonly events: Numbered<ControlEvent>[];
  readonly audit: Numbered<AuditEntry>[];
  readonly did: string[];
  overrides: Override[];
  rules: RuleModes;
  modeBy: string;
}

export function createWorld(scene: Scene = 'trouble'): World {
  const nowMs = Date.now();
  const kept: Kept = {
    startedAtMs: nowMs - 3_600_000,
    events: [],
    audit: auditOf(nowMs).map((entry, index) => ({ id: index + 1, entry })),
    did: [],
    overrides: [],
    rules: { ejection: 'act', trim: 'act', evacuation: 'act', spill: 'act', failback: 'observe' },
    modeBy: 'ada',
  };
  const status = statusOf(() => world, kept);
  const journal = journalOf(() => world, kept);
  const postMortemsIn = worldPostMortems({ status, journal, audit: kept.audit });
  const world: World = {
    scene,
    services: SERVICES,
    mode: 'act',
    running: true,
    drill: null,
    again: null,
    did: kept.did,
    tell: (entry) => void kept.events.push({ id: kept.events.length + 1, entry }),
    put: (override) => void kept.overrides.push(overrideOf(kept, override)),
    status,
    levers: leversOf(() => world, kept),
    journal,
    drills: drillsOf(() => world, kept),
    whatIf: whatIfOf(kept),
    checks: { notify: async () => [], balance: async () => [] },
    postMortems: postMortemsIn('en'),
    postMortemsIn,
  };
  if (scene === 'trouble') for (const event of storyOf(nowMs)) world.tell(event);
  return world;
}

type Get = () => World;

function inForce({ overrides }: Kept): readonly Override[] {
  return overrides.filter(({ untilMs }) => untilMs > Date.now());
}

function statusOf(world: Get, kept: Kept): StatusOperations {
  return {
    async status() {
      const { scene, services, mode, running } = world();
      const snapshot = worldSnapshot({
        nowMs: running ? Date.now() : kept.startedAtMs + 3_000_000,
        startedAtMs: kept.startedAtMs,
        scene,
        services,
        mode,
        overrides: inForce(kept),
      });
      const findings =
        scene === 'calm'
          ? []
          : [
              'productAPI: eu-west is evacuated for 42 s; the hold ends in 78 s',
              'productAPI: 18 % of the error budget is left, burning at 21× over 1 h',
              'orderAPI: eu-west-1-1.shop.internal:8080 is ejected',
              'request logs has been silent for 4 s: nothing moves on it',
            ];
      return { healthy: findings.length === 0, running, findings, snapshot };
    },
    async explain(subject) {
      if (subject === 'nobody') throw notFound(subject);
      return {
        subject,
        kind: 'service',
        sentences: [`${subject}: eu-west has been evacuated for 42 s; eu-north serves 99.97 %.`],
        wouldChange: ['The hold ends in 78 s if its probes are good 10 times in a row.'],
        events: kept.events.slice(-3).map(({ entry }) => entry),
      };
    },
    settings: async () => settingsOf(world().services),
  };
}

function settingsOf(services: readonly string[]): readonly Setting[] {
  return [
    { path: 'mode', value: 'act', isDefault: false, source: null },
    { path: 'regions.eu-north.rtt.eu-west', value: '20ms', isDefault: false, source: null },
    ...services.flatMap((name) => [
      { path: `services.${name}.health.path`, value: '/health', isDefault: false, source: null },
      {
        path: `services.${name}.failback.hold`,
        value: '2m',
        isDefault: true,
        source: 'doubles with each relapse',
      },
    ]),
  ];
}

function leversOf(world: Get, kept: Kept): LeverOperations {
  const act: Act = (actor, needed, what) => {
    if (!hasRole(actor, needed)) throw forbidden(actor, needed);
    kept.did.push(what);
  };
  const end = (id: string): Override => {
    const found = inForce(kept).find((one) => one.id === id);
    if (found === undefined) throw notFound(id);
    kept.overrides = kept.overrides.filter((one) => one.id !== id);
    const message = `Override ended: ${found.lever.kind}, set by ${found.by}.`;
    world().tell(eventOf(Date.now(), 'override-ended', { message }));
    return found;
  };
  const newestOf = ({ name }: Actor): Override => {
    const newest = inForce(kept).findLast(({ by }) => by === name);
    if (newest === undefined) throw notFound('a change of yours');
    return newest;
  };
  return {
    list: async () => inForce(kept),
    preview: async (request) => previewOf(request, world()),
    async set(actor, request) {
      act(actor, request.force ? 'admin' : 'operator', `set ${request.lever.kind}`);
      const { refusals } = previewOf(request, world());
      if (refusals.length > 0 && !request.force) throw refused(refusals);
      const override = overrideOf(kept, {
        ...request,
        by: actor.name,
        untilMs: Date.now() + request.forMs,
        isForced: request.force,
      });
      kept.overrides.push(override);
      const message = `${actor.name} set ${request.lever.kind}: ${request.reason}`;
      world().tell(eventOf(Date.now(), 'override-set', { message }));
      return override;
    },
    async end(actor, { id }) {
      act(actor, 'operator', `end ${id}`);
      return end(id);
    },
    async restore(actor, { region }) {
      act(actor, 'operator', `restore ${region}`);
      return inForce(kept)
        .filter(({ lever }) => lever.kind === 'evacuate' && lever.region === region)
        .map(({ id }) => end(id));
    },
    undoable: async (actor) => {
      const { again } = world();
      if (again === null) return { ends: [newestOf(actor)], sets: [] };
      return { ends: [], sets: [again], previews: [previewOf({ ...again, ...ASKED }, world())] };
    },
    async undo(actor, { force = false }) {
      act(actor, force ? 'admin' : 'operator', force ? 'undo by force' : 'undo');
      const { again } = world();
      if (again === null) return end(newestOf(actor).id);
      const { refusals } = previewOf({ ...again, ...ASKED }, world());
      if (refusals.length > 0 && !force) throw refused(refusals);
      world().again = null;
      world().put({ ...again, by: actor.name, isForced: force });
      return again;
    },
    ...standing(world, kept, act),
  };
}

const ASKED = { forMs: 60_000, force: false };

type Act = (actor: Actor, needed: Role, what: string) => void;

/** What waits for a word, and what the automation may do. */
function standing(
  world: Get,
  kept: Kept,
  act: Act,
): Pick<LeverOperations, 'pending' | 'decide' | 'modes' | 'setMode'> {
  return {
    pending: async () =>
      world().scene === 'calm'
        ? []
        : [
            {
              id: 'productapi-upstream/eu-west/failback',
              service: 'productAPI',
              region: 'eu-west',
              kind: 'failback',
              sinceMs: Date.now() - 9_000,
              sentence: 'eu-west of productAPI is ready to return and waits for approval.',
            },
          ],
    async decide(actor, request) {
      act(actor, 'operator', `${request.decision} ${request.id}`);
      return { ...request, by: actor.name, atMs: Date.now() };
    },
    modes: async () => ({ mode: world().mode, by: kept.modeBy, rules: kept.rules }),
    async setMode(actor, { mode, rule }) {
      act(actor, 'operator', `mode ${rule ?? 'master'} ${mode}`);
      kept.modeBy = actor.name;
      if (rule === null) world().mode = mode;
      else kept.rules = { ...kept.rules, [rule]: mode };
    },
  };
}

function overrideOf(
  { overrides }: Kept,
  given: Partial<Override> & Pick<Override, 'lever'>,
): Override {
  const atMs = Date.now();
  return {
    id: given.id ?? `override-${overrides.length + 1}`,
    lever: given.lever,
    services: given.services ?? null,
    origin: given.origin ?? 'person',
    by: given.by ?? 'oscar',
    reason: given.reason ?? 'maintenance of the switches',
    atMs,
    untilMs: given.untilMs ?? atMs + 600_000,
    isForced: given.isForced ?? false,
  };
}

function previewOf(
  { lever, services }: LeverRequest,
  { scene, services: all }: World,
): LeverPreview {
  if (lever.kind !== 'evacuate') return { refusals: [], warnings: [], services: [] };
  const isLast = lever.region === 'eu-north' && scene === 'trouble';
  return {
    refusals: isLast
      ? [
          {
            code: 'last-region',
            sentence: 'eu-north is the last region that can serve productAPI.',
          },
        ]
      : [],
    warnings: ['32 % of the room of eu-north stays free; a second loss would be shed.'],
    services: (services ?? all).map((service) => ({
      service,
      regions: REGIONS.map((region) => ({
        region,
        shareBefore: region === 'eu-west' ? 0.99 : 0.01,
        shareAfter: region === lever.region ? 0 : 1,
        loadRps: region === lever.region ? 0 : 173,
        roomRps: region === 'eu-west' ? 510 : 255,
      })),
      shedRatio: 0,
      writes: [
        { gateway: 'kong-west', upstream: service, target: 'eu-west-0-1:8080', from: 3_300, to: 0 },
      ],
    })),
  };
}

function journalOf(world: Get, kept: Kept): JournalOperations {
  return {
    events: async (query) => page(kept.events, query),
    async audit(actor, query) {
      if (!hasRole(actor, 'operator')) throw forbidden(actor, 'operator');
      return page(kept.audit, query);
    },
    async samples({ sinceMs, untilMs, stepMs = 10_000 }) {
      const first = Math.ceil(sinceMs / stepMs) * stepMs;
      const count = Math.max(0, Math.ceil((untilMs - first) / stepMs));
      const times = Array.from({ length: count }, (_, n) => first + n * stepMs);
      return times.map((atMs) => sampleAt(atMs, { stepMs, scene: world().scene, untilMs }));
    },
  };
}

function sampleAt(
  atMs: number,
  options: { readonly stepMs: number; readonly scene: Scene; readonly untilMs: number },
): Sample {
  const { stepMs, scene, untilMs } = options;
  const isBad = scene === 'trouble' && atMs > untilMs - 42_000;
  const requests = Math.round((stepMs / 1_000) * (200 + 20 * Math.sin(atMs / 90_000)));
  return {
    atMs,
    stepMs,
    services: SERVICES.map((service, index) => ({
      service,
      requests,
      failed: isBad && index === 0 ? Math.round(requests * 0.034) : 0,
      shed: 0,
      p50Ms: 18 + 2 * Math.sin(atMs / 40_000),
      p99Ms: isBad && index === 0 ? 310 : 61 + 8 * Math.sin(atMs / 30_000),
      shares:
        isBad && index === 0
          ? { 'eu-west': 0, 'eu-north': 1 }
          : { 'eu-west': 0.99, 'eu-north': 0.01 },
      budgetLeftRatio: isBad && index === 0 ? 0.18 : 0.94,
    })),
  };
}

function drillsOf(world: Get, kept: Kept): DrillOperations {
  const report = drillReportOf(kept.startedAtMs);
  return {
    reports: async () => [{ ...report, report: null }],
    async report(id) {
      if (id !== report.id) throw notFound(id);
      return report;
    },
    current: async () => world().drill,
    async abort() {
      kept.did.push('abort');
      world().drill = null;
    },
    library: async () => [REGION_LOSS, TARGET_LOSS],
    plan: async (_actor, request) => planOf(request),
    async start(actor, request) {
      const { name, title, hypothesis } = planOf(request);
      kept.did.push(`start ${name} ${JSON.stringify(request.choice)}`);
      const atMs = Date.now();
      const drill = {
        id: 'drill-8',
        drill: { name, title, hypothesis },
        phase: 'armed',
        by: actor.name,
        atMs,
        expiresAtMs: atMs + 60_000,
        progress: { sentence: 'watching the steady state', requests: 200, failed: 0 },
      };
      world().drill = drill;
      return drill;
    },
  };
}

function whatIfOf(kept: Kept): WhatIfOperations {
  return {
    scenarios: async () => [
      { name: 'region-blackhole', title: 'A region accepts and never answers' },
      { name: 'target-gray', title: 'One target answers a third with errors' },
    ],
    async run(_actor, { scenario }) {
      kept.did.push(`what-if ${scenario}`);
      return {
        taken: ['Weights, demand and regions out were taken from the state of now.'],
        assumed: ['Service times are exponential with the observed mean.'],
        title: 'A region accepts and never answers',
        tookMs: 2_400,
        ballast: simulated({ lost: 31, badSeconds: 2, p99Ms: 240, moves: true }),
        nothing: simulated({ lost: 2_391, badSeconds: 60, p99Ms: 5_000, moves: false }),
      };
    },
  };
}

function simulated(run: {
  readonly lost: number;
  readonly badSeconds: number;
  readonly p99Ms: number;
  readonly moves: boolean;
}) {
  const { lost, badSeconds, p99Ms, moves } = run;
  const series = Array.from({ length: 60 }, (_, second) => {
    const isFault = second >= 10 && second < 10 + badSeconds;
    const west = moves && second >= 12 ? 0 : 0.99;
    return {
      second,
      sent: 200,
      lost: isFault ? Math.round(lost / badSeconds) : 0,
      p99Ms,
      shares: { 'eu-west': west, 'eu-north': 1 - west },
    };
  });
  const events = [
    { atMs: 12_000, kind: 'region-evacuated', message: 'eu-west evacuated: its probes time out.' },
  ];
  const figures = { sent: 12_000, lost, badSeconds, cleanAfterSeconds: moves ? 2 : null, p99Ms };
  return { figures, series, events: moves ? events : [] };
}

function page<T>(rows: readonly Numbered<T>[], { afterId, limit }: HistoryQuery) {
  if (afterId === undefined) return rows.slice(-limit);
  return rows.filter(({ id }) => id > afterId).slice(0, limit);
}
