/** What a lever would do, and what speaks against it: computed, never done. */

import { describeUpstreams } from '../../decide/describe.ts';
import type { Digest } from '../../decide/digest.ts';
import { policyOf } from '../../decide/policy.ts';
import { restoreState } from '../../controller/state.ts';
import { readMode } from '../../controller/mode.ts';
import type { Override } from '../../model/override.ts';
import type { StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import type { LeverPreview, LeverRequest } from '../contract.ts';
import type { LocalPorts } from '../ports.ts';
import { checkRequest } from './check-request.ts';
import { isOnlyRegion, nothingLeft } from './nothing-left.ts';
import type { Refusal } from './refusal.ts';
import { lawRefusals, refusalsOf } from './refusals.ts';
import { type AppliedWeights, previewService } from './service-preview.ts';
import { listOverrides } from './stored-overrides.ts';
import { runVirtually } from './virtual-run.ts';
import { warningsOf } from './warnings.ts';

/** What a preview is made from; read once, so that all of it is of one moment. */
export interface Situation {
  readonly overrides: readonly Override[];
  readonly snapshot: StatusSnapshot | null;
  readonly mode: 'observe' | 'act';
  readonly statuses: Readonly<Record<string, UpstreamStatus>>;
}

export interface PreparedLever {
  readonly preview: LeverPreview & { readonly refusals: readonly Refusal[] };
  /** What would be stored, but for its name. */
  readonly draft: Omit<Override, 'id' | 'by' | 'isForced'>;
  readonly concerned: readonly ServiceStrategy[];
  readonly situation: Situation;
}

/** Not a name that any stored override has. */
const DRAFT_ID = 'draft';

export async function prepareLever(
  ports: LocalPorts,
  request: LeverRequest,
): Promise<PreparedLever> {
  const { strategy, store, clock } = ports;
  const nowMs = clock.nowMs();
  const all = checkRequest(strategy, request);
  const concerned = movable(all, request);
  const policy = policyOf({ ...strategy, services: concerned });
  const [stored, [seen = null], overrides, snapshot, { mode }] = [
    restoreState(await store.loadState()),
    await store.readTicks(1),
    await listOverrides(ports),
    await store.readSnapshot(),
    await readMode(store, strategy.mode),
  ];
  const applied = appliedOf(stored.steered);
  const digest = (seen?.digest ?? { logsAtMs: null, upstreams: [] }) as Digest;
  const describe = (state: typeof stored.decide, of: Digest, atMs: number) =>
    byService(describeUpstreams({ policy, state, digest: of, applied, nowMs: atMs }));
  const before = describe(stored.decide, digest, seen?.atMs ?? nowMs);
  const draft = draftOf(request, { concerned, all, nowMs });
  const added: Override = { ...draft, id: DRAFT_ID, by: 'preview', isForced: request.force };
  const rivals = overrides.filter((one) => !isSameLever(one, draft));
  const run = runVirtually({
    policy,
    state: stored.decide,
    seen,
    overrides: [...rivals, { ...added, lever: atOnce(added.lever) }],
    nowMs,
  });
  const after = describe(run.state, run.digest, run.atMs);
  const situation = { overrides: rivals, snapshot, mode, statuses: before };
  const refusals: Refusal[] = [];
  const services = concerned.flatMap((service) => {
    const { name } = service;
    const [was, is] = [before[name], after[name]];
    if (was === undefined || is === undefined) return [];
    const preview = previewService({
      service,
      policy,
      before: was,
      after: is,
      applied,
      desired: run.state.desired,
    });
    const hard = nothingLeft(service, request.lever, situation);
    const weighed = { lever: request.lever, preview, before: was, after: is };
    refusals.push(...hard, ...(hard.length > 0 ? [] : refusalsOf(weighed)));
    return [preview];
  });
  refusals.push(...lawRefusals(run.events, DRAFT_ID), ...drillRefusals(overrides));
  const warnings = warningsOf({ request, situation, strategy, all, concerned, services, nowMs });
  const preview = { refusals: once(refusals), warnings, services };
  return { preview, draft, concerned, situation };
}

/** The same thing to the same services: a new word on it takes the place of the old one. */
export function isSameLever(
  one: Pick<Override, 'lever' | 'services'>,
  other: Pick<Override, 'lever' | 'services'>,
): boolean {
  return subjectOf(one) === subjectOf(other);
}

function subjectOf({ lever, services }: Pick<Override, 'lever' | 'services'>): string {
  const scope = services === null ? '*' : services.toSorted().join(',');
  switch (lever.kind) {
    case 'evacuate':
      return `evacuate ${lever.region} ${scope}`;
    case 'drain':
      return `drain ${lever.target} ${scope}`;
    case 'pin':
    case 'freeze':
      return `${lever.kind} ${scope}`;
    default:
      return lever satisfies never;
  }
}

/** Asked of all services, a lever leaves those alone that it cannot move. */
function movable(
  concerned: readonly ServiceStrategy[],
  { lever, services }: LeverRequest,
): readonly ServiceStrategy[] {
  if (services !== null || lever.kind !== 'evacuate') return concerned;
  const some = concerned.filter((service) => !isOnlyRegion(service, lever.region));
  return some.length === 0 ? concerned : some;
}

function draftOf(
  { lever, services, reason, forMs }: LeverRequest,
  options: {
    readonly concerned: readonly ServiceStrategy[];
    readonly all: readonly ServiceStrategy[];
    readonly nowMs: number;
  },
): PreparedLever['draft'] {
  const { concerned, all, nowMs } = options;
  const isPart = concerned.length < all.length;
  return {
    lever,
    services: isPart ? concerned.map(({ name }) => name) : services,
    origin: 'person',
    reason: reason.trim(),
    atMs: nowMs,
    untilMs: nowMs + Math.round(forMs),
  };
}

/** Of a move that takes its time the end is shown. */
function atOnce(lever: Override['lever']): Override['lever'] {
  return lever.kind === 'evacuate' ? { ...lever, overMs: 0 } : lever;
}

function drillRefusals(overrides: readonly Override[]): readonly Refusal[] {
  const drill = overrides.find(({ origin }) => origin === 'drill');
  if (drill === undefined) return [];
  const sentence =
    `A drill by ${drill.by} runs (${drill.reason}). ` +
    'End it with `ballast drill abort`, or wait for it.';
  return [{ code: 'drill-runs', sentence }];
}

function appliedOf(steered: ReturnType<typeof restoreState>['steered']): AppliedWeights {
  const applied: Record<string, Record<string, AppliedWeights[string][string]>> = {};
  for (const [place, { ownership }] of Object.entries(steered)) {
    const cut = place.indexOf('/');
    if (ownership.applied === null) continue;
    (applied[place.slice(0, cut)] ??= {})[place.slice(cut + 1)] = ownership.applied;
  }
  return applied;
}

function byService(statuses: readonly UpstreamStatus[]): Readonly<Record<string, UpstreamStatus>> {
  return Object.fromEntries(statuses.map((status) => [status.service, status]));
}

function once(refusals: readonly Refusal[]): readonly Refusal[] {
  const seen = new Set<string>();
  return refusals.filter(({ sentence }) => !seen.has(sentence) && seen.add(sentence));
}
