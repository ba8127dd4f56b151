/** What a lever would do, and what speaks against it: computed, never done. */

import { describeUpstreams } from '../../decide/describe.ts';
import { type Policy, policyOf } from '../../decide/policy.ts';
import type { DecideState } from '../../decide/state.ts';
import { baselineOf } from '../../model/layout.ts';
import type { Override } from '../../model/override.ts';
import type { UpstreamStatus } from '../../model/status.ts';
import type { ServiceStrategy } from '../../model/strategy.ts';
import type { LeverPreview, LeverRequest, ServicePreview } from '../contract.ts';
import type { LocalPorts } from '../ports.ts';
import { operationEnglish, sayOperation, speechIn } from '../speech.ts';
import { checkRequest } from './check-request.ts';
import { isOnlyRegion, nothingLeft } from './nothing-left.ts';
import { type Refusal, shownRefusals } from './refusal.ts';
import { lawRefusals, refusalsOf } from './refusals.ts';
import { isSameLever } from './same-lever.ts';
import { previewService } from './service-preview.ts';
import { readSituation, type Situation } from './situation.ts';
import { runVirtually, type VirtualOutcome } from './virtual-run.ts';
import { warningsOf } from './warnings.ts';

export interface PreparedLever {
  readonly preview: LeverPreview;
  /** Those of the preview, as data. */
  readonly refusals: readonly Refusal[];
  /** What would be stored, but for its name and whose it is. */
  readonly draft: Omit<Override, 'id' | 'by' | 'isForced'>;
  /** The services that it would touch. */
  readonly concerned: readonly ServiceStrategy[];
  readonly statuses: StatusByService;
}

type StatusByService = Readonly<Record<string, UpstreamStatus>>;

/** Not a name that any stored override has. */
const DRAFT_ID = 'draft';

export async function prepareLever(
  ports: LocalPorts,
  request: LeverRequest,
): Promise<PreparedLever> {
  const { strategy, language = 'en' } = ports;
  const speech = speechIn(language);
  const asked = checkRequest(strategy, request);
  const concerned = movable(asked, request);
  const stored = await readSituation(ports);
  const draft = draftOf(request, { concerned, asked, nowMs: stored.nowMs });
  const rivals = stored.overrides.filter((one) => !isSameLever(one, draft));
  const situation = { ...stored, overrides: rivals };
  const policy = policyOf({ ...strategy, services: concerned });
  const runs = runBoth(policy, { draft, situation });
  const statuses = describe(policy, { ...situation, atMs: stored.seen?.atMs ?? stored.nowMs });
  const after = describe(policy, { ...situation, ...runs.forced });
  const weighed = concerned.flatMap((service) => {
    const [was, is] = [statuses[service.name], after[service.name]];
    if (was === undefined || is === undefined) return [];
    const { applied } = situation;
    const { desired } = runs.forced.state;
    const input = { service, policy, before: was, after: is, applied, desired };
    const preview = previewService(input);
    const seen = { request, situation, runs, was, is, statuses, preview };
    const refusals = refusalsFor(service, seen);
    return [{ preview, refusals }];
  });
  const services = weighed.map(({ preview }) => preview);
  const refusals = [
    ...weighed.flatMap(({ refusals: own }) => own),
    ...drillRefusals(situation.overrides),
  ];
  const warnings = warningsOf({ request, situation, strategy, asked, concerned, services, speech });
  const shown = shownRefusals(refusals, (said) => speech.kept(said, operationEnglish(said)));
  const preview = { refusals: shown, warnings, services };
  return { preview, refusals, draft, concerned, statuses };
}

interface Runs {
  /** What the law says to it as it is asked. */
  readonly asked: VirtualOutcome;
  /** What it would do: worth seeing also where it is refused. */
  readonly forced: VirtualOutcome;
}

function runBoth(
  policy: Policy,
  options: { readonly draft: PreparedLever['draft']; readonly situation: Situation },
): Runs {
  const { draft, situation } = options;
  const { state, seen, nowMs, overrides } = situation;
  const world = { policy, state, seen, nowMs };
  const asked: Override = { ...draft, id: DRAFT_ID, by: 'preview', isForced: false };
  const forced: Override = { ...asked, lever: atOnce(asked.lever), isForced: true };
  return {
    asked: runVirtually({ ...world, overrides: [...overrides, asked], maxTicks: 1 }),
    forced: runVirtually({ ...world, overrides: [...overrides, forced] }),
  };
}

function refusalsFor(
  service: ServiceStrategy,
  options: {
    readonly request: LeverRequest;
    readonly situation: Situation;
    readonly runs: Runs;
    readonly was: UpstreamStatus;
    readonly is: UpstreamStatus;
    readonly statuses: StatusByService;
    readonly preview: ServicePreview;
  },
): readonly Refusal[] {
  const { request, situation, runs, was, is, statuses, preview } = options;
  const { lever } = request;
  const hard = nothingLeft(service, lever, { overrides: situation.overrides, statuses });
  const soft = hard.length > 0 ? [] : refusalsOf({ lever, preview, before: was, after: is });
  const place = { id: DRAFT_ID, service };
  // The law and what stands beside it may say the same of a service; here with the way on.
  return eachCodeOnce([...hard, ...soft, ...lawRefusals(runs.asked.events, place)]);
}

/** Every service as the status shows it, in a state of the law. */
export function describe(
  policy: Policy,
  options: Pick<Situation, 'state' | 'digest' | 'applied'> & { readonly atMs: number },
): StatusByService {
  const { atMs: nowMs, digest, applied } = options;
  const state = withPeace(policy, options.state);
  const statuses = describeUpstreams({ policy, state, digest, applied, nowMs });
  return Object.fromEntries(statuses.map((status) => [status.service, status]));
}

/** Before its first tick Kong has the baseline. */
function withPeace(policy: Policy, state: DecideState): DecideState {
  const desired: Record<string, Record<string, DecideState['desired'][string][string]>> = {};
  for (const [gateway, layouts] of Object.entries(policy.layouts)) {
    const peace = Object.values(layouts).flatMap((layout) => Object.entries(baselineOf(layout)));
    const known = state.desired[gateway] ?? {};
    desired[gateway] = Object.fromEntries(
      peace.map(([upstream, weights]) => [upstream, known[upstream] ?? { ...IN_PEACE, weights }]),
    );
  }
  return { ...state, desired };
}

const IN_PEACE = { changedAtMs: 0, urgent: false, reason: '', refused: null };

/** Asked of all services, a lever leaves those alone that it cannot move. */
function movable(
  asked: readonly ServiceStrategy[],
  { lever, services }: LeverRequest,
): readonly ServiceStrategy[] {
  if (services !== null || lever.kind !== 'evacuate') return asked;
  const some = asked.filter((service) => !isOnlyRegion(service, lever.region));
  return some.length === 0 ? asked : some;
}

function draftOf(
  { lever, services, reason, forMs }: LeverRequest,
  options: {
    readonly concerned: readonly ServiceStrategy[];
    readonly asked: readonly ServiceStrategy[];
    readonly nowMs: number;
  },
): PreparedLever['draft'] {
  const { concerned, asked, nowMs } = options;
  const isPart = concerned.length < asked.length;
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
  const { by, reason } = drill;
  return [{ code: 'drill-runs', said: sayOperation('drill-goes-first', { by, reason }) }];
}

function eachCodeOnce(refusals: readonly Refusal[]): readonly Refusal[] {
  const codes = new Set<string>();
  return refusals.filter(({ code }) => !codes.has(code) && codes.add(code));
}
