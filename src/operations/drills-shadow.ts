/**
 * A drill of decisions only: the loss is imagined, the production law hears of it from the state and the
 * traffic as they are, and what it would do is told. Nothing is written, to Kong or to the store.
 *
 * What is imagined: every target drilled refuses connections from second 0; Kong's checks find it after
 * two probe intervals, and until then each such try is retried elsewhere; traffic is that of the last
 * minute, over and over; the targets that are left answer as they did.
 */

import { restoreState } from '../controller/state.ts';
import { decide, type Decision } from '../decide/decide.ts';
import type { Digest, TargetDigest, UpstreamDigest } from '../decide/digest.ts';
import { layoutAt, type Policy, policyOf } from '../decide/policy.ts';
import type { DecideState } from '../decide/state.ts';
import type { Said } from '../lib/said.ts';
import type { Weights } from '../model/control.ts';
import { baselineOf, entryOf, homeOf } from '../model/layout.ts';
import type { Clock, Store } from '../model/ports.ts';
import type { ServiceStrategy, Strategy } from '../model/strategy.ts';
import { operationError } from './operation-error.ts';
import { sayOperation } from './speech.ts';
import { changesOf, type ShadowWrite } from './drills-shadow-changes.ts';

export interface ShadowRequest {
  readonly strategy: Strategy;
  /** Targets that are imagined lost, by service. */
  readonly lost: Readonly<Record<string, readonly string[]>>;
  readonly durationMs: number;
}

export interface ShadowResult {
  /** From the imagined loss; `null` when the law would decide nothing. */
  readonly decidedAfterMs: number | null;
  readonly events: readonly {
    readonly afterMs: number;
    readonly kind: string;
    /** `null` for what concerns none. */
    readonly service: string | null;
    readonly message: string;
    readonly said?: Said;
  }[];
  readonly writes: readonly ShadowWrite[];
  /** Tries at the lost targets that would have been retried. */
  readonly retried: number;
}

const TICK_MS = 1_000;
/** Of traffic, over and over. */
const TEMPLATES = 60;
const PROBES_TO_FIND = 2;

export async function shadowDrill(
  { strategy, lost, durationMs }: ShadowRequest,
  { store, clock }: { readonly store: Store; readonly clock: Pick<Clock, 'nowMs'> },
): Promise<ShadowResult> {
  const ticks = await store.readTicks(TEMPLATES);
  const templates = ticks.map(({ digest }) => digest as Digest);
  const stored = await store.loadState();
  if (templates.length === 0 || stored === null) {
    const message = sayOperation('no-traffic-to-imagine');
    throw operationError('unavailable', { message, fix: sayOperation('fix-no-traffic') });
  }
  const policy = policyOf(strategy);
  const startMs = clock.nowMs();
  let state: DecideState = restoreState(stored).decide;
  const before = weightsOf(policy, state);
  const events: ShadowResult['events'][number][] = [];
  let retried = 0;
  let after: Decision['desired'] = {};
  for (let passedMs = TICK_MS; passedMs <= durationMs; passedMs += TICK_MS) {
    const template = templates[(passedMs / TICK_MS) % templates.length] ?? templates[0];
    if (template === undefined) break;
    const nowMs = startMs + passedMs;
    const moment = { policy, state, lost, nowMs, passedMs };
    const upstreams = policy.services.map((service) => imagine(service, template, moment));
    retried += upstreams.reduce((sum, one) => sum + one.retried, 0);
    const digest = { logsAtMs: nowMs, upstreams: upstreams.map(({ digest: one }) => one) };
    const decision = decide(policy, state, digest, nowMs);
    for (const { atMs, kind, upstream, message, said } of decision.events) {
      const service = policy.services.find((one) => one.upstream === upstream)?.name ?? null;
      const told = { afterMs: atMs - startMs, kind, service, message };
      events.push(said === undefined ? told : { ...told, said });
    }
    ({ state, desired: after } = decision);
  }
  const writes = changesOf(before, after);
  const decided = events.find(({ kind }) => DECISIONS.has(kind));
  return { decidedAfterMs: decided?.afterMs ?? null, events, writes, retried };
}

const DECISIONS: ReadonlySet<string> = new Set([
  'target-ejected',
  'region-evacuated',
  'failback-aborted',
  'spill-started',
  'shedding',
]);

interface Moment {
  readonly policy: Policy;
  readonly state: DecideState;
  readonly lost: ShadowRequest['lost'];
  readonly nowMs: number;
  readonly passedMs: number;
}

/** One second of one service in which the targets are lost. */
function imagine(
  service: ServiceStrategy,
  template: Digest,
  { policy, state, lost, nowMs, passedMs }: Moment,
): { readonly digest: UpstreamDigest; readonly retried: number } {
  const dead = new Set(lost[service.name]);
  const found: UpstreamDigest = template.upstreams.find(
    ({ upstream }) => upstream === service.upstream,
  ) ?? { upstream: service.upstream, requests: 0, targets: [] };
  const isFound = passedMs >= PROBES_TO_FIND * service.health.intervalMs;
  const isAlive = (target: string) => !dead.has(target);
  const sharesAll = sharesAt(policy, state, { service, isUsed: () => true });
  const sharesLeft = sharesAt(policy, state, { service, isUsed: isAlive });
  const atDead = [...dead].reduce((sum, target) => sum + (sharesAll[target] ?? 0), 0);
  const retried = isFound ? 0 : Math.round(found.requests * atDead);
  const pool = poolOf(found.targets);
  const targets = service.targets.map(({ target }): TargetDigest => {
    const own = found.targets.find((one) => one.target === target);
    const nodes = (own?.nodes ?? []).map((node) => ({
      ...node,
      atMs: nowMs,
      health: dead.has(target) && isFound ? ('UNHEALTHY' as const) : node.health,
    }));
    if (dead.has(target)) {
      const failures = isFound ? 0 : Math.round(found.requests * (sharesAll[target] ?? 0));
      const failuresInRow = Math.floor(passedMs / service.health.intervalMs);
      return {
        ...NO_TRIES,
        ...refused(failures),
        target,
        nodes,
        probe: probeOf(nowMs, failuresInRow),
      };
    }
    const tries = Math.round(found.requests * (sharesLeft[target] ?? 0));
    const sum = tries * pool.meanMs;
    const probe = { ...(own?.probe ?? WELL), atMs: nowMs };
    return { ...NO_TRIES, target, tries, latencyCount: tries, latencySumMs: sum, probe, nodes };
  });
  return { digest: { ...found, failed: 0, targets }, retried };
}

const NO_TRIES = {
  tries: 0,
  failures: 0,
  connectFailures: 0,
  noAnswers: 0,
  overload: 0,
  latencyCount: 0,
  latencySumMs: 0,
} as const;

function refused(count: number) {
  return { tries: count, failures: count, connectFailures: count, noAnswers: count };
}

const WELL = { atMs: 0, failuresInRow: 0, successesInRow: 10 } as const;

function probeOf(atMs: number, failuresInRow: number) {
  return { atMs, failuresInRow, successesInRow: 0 };
}

function poolOf(targets: readonly TargetDigest[]): { readonly meanMs: number } {
  const count = targets.reduce((sum, one) => sum + one.latencyCount, 0);
  const sum = targets.reduce((total, one) => total + one.latencySumMs, 0);
  return { meanMs: count === 0 ? 1 : sum / count };
}

/** Parts of the requests by target, as the wanted weights give them; gateways count alike. */
function sharesAt(
  policy: Policy,
  state: DecideState,
  {
    service,
    isUsed,
  }: { readonly service: ServiceStrategy; readonly isUsed: (target: string) => boolean },
): Readonly<Record<string, number>> {
  const shares: Record<string, number> = {};
  const weights = weightsOf(policy, state);
  const add = (parts: readonly (readonly [string, number])[], ratio: number) => {
    const total = parts.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [target, weight] of parts) {
      if (total > 0) shares[target] = (shares[target] ?? 0) + (ratio * weight) / total;
    }
  };
  const each = 1 / Math.max(1, policy.gateways.length);
  for (const { name: gateway } of policy.gateways) {
    const layout = layoutAt(policy, { gateway, upstream: service.upstream });
    const used = (upstream: string) =>
      Object.entries(weights[gateway]?.[upstream] ?? {}).filter(([target]) => isUsed(target));
    const entry = entryOf(layout);
    if (entry.role === 'flat') {
      add(used(entry.upstream), each);
      continue;
    }
    const regions = entry.targets.flatMap((one) => {
      if (one.kind !== 'region') return [];
      const inner = used(homeOf(layout, one.region).upstream);
      const weight = weights[gateway]?.[entry.upstream]?.[one.target] ?? 0;
      return inner.length === 0 ? [] : [{ weight, inner }];
    });
    const total = regions.reduce((sum, { weight }) => sum + weight, 0);
    for (const { weight, inner } of regions) if (total > 0) add(inner, (each * weight) / total);
  }
  return shares;
}

type AllWeights = Readonly<Record<string, Readonly<Record<string, Weights>>>>;

/** What the law wants now; of what it has not yet decided, the baseline. */
function weightsOf(policy: Policy, state: DecideState): AllWeights {
  return Object.fromEntries(
    policy.gateways.map(({ name }) => [
      name,
      Object.fromEntries(
        policy.services.flatMap(({ upstream }) => {
          const layout = layoutAt(policy, { gateway: name, upstream });
          const peace = baselineOf(layout);
          return layout.upstreams.map((one) => [
            one.upstream,
            state.desired[name]?.[one.upstream]?.weights ?? peace[one.upstream] ?? {},
          ]);
        }),
      ),
    ]),
  );
}
