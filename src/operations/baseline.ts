/**
 * `restore --baseline` (G10): the weights of peace, written in one go whatever state things are in –
 * Ballast running, dead, or killed half-way through a batch of its own.
 *
 * First whoever may be writing is told to keep off (mode `observe`, or a freeze), and the lease is
 * taken when nobody holds it; then each upstream is read, planned and written with receivers raised
 * before givers are lowered (G2), and read back at every node. What fails is tried again, and a
 * second run goes on from wherever the first one came to: the plan is always made from what is there.
 *
 * Baseline weights know nothing of health: it can send traffic to what is broken. `warnings` says so.
 */

import { planWeights, missingTargets } from '../controller/plan.ts';
import { writeMode } from '../controller/mode.ts';
import type { WeightChange, Weights } from '../model/control.ts';
import { baselineOf, layoutOf } from '../model/layout.ts';
import { OVERRIDES_SETTING, type Override, readOverrides } from '../model/override.ts';
import type { Language } from '../lib/locale.ts';
import type { Clock, KongAdmin, Store } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
import { baselineWarnings } from './baseline-warnings.ts';
import { keepOthersOff, type Leadership } from './baseline-lease.ts';
import { verifyEverywhere } from './baseline-verify.ts';

export interface BaselinePorts {
  readonly strategy: Pick<Strategy, 'layout' | 'regions' | 'services' | 'gateways'>;
  /** By gateway. */
  readonly kong: Readonly<Record<string, KongAdmin>>;
  readonly clock: Clock;
  /** Without one nobody can be told to keep off, and what is undone is not known. */
  readonly store?: Store;
  readonly newId: () => string;
  /** Name of this process for the lease: another one each time. */
  readonly holder: string;
  /** Of the warnings; English unless said. */
  readonly language?: Language;
}

export interface BaselineRequest {
  /** Names; `null` for all. */
  readonly services: readonly string[] | null;
  readonly by: string;
  readonly reason: string;
  /**
   * How a running controller is kept from undoing it: it observes from now on, until `ballast enable`
   * (all services), or the weights of these services are frozen for so long.
   */
  readonly hold: 'observe' | { readonly freezeMs: number };
}

export interface BaselineUpstream {
  readonly service: string;
  readonly gateway: string;
  readonly upstream: string;
  /** What differed when it was read first. */
  readonly changes: readonly WeightChange[];
  readonly written: number;
  /** In the strategy and not in Kong. */
  readonly missing: readonly string[];
  /** Kong has the baseline, and every node that answers uses it. */
  readonly isVerified: boolean;
  readonly failure: string | null;
}

export interface BaselineReport {
  readonly isDone: boolean;
  /** Who else might write: nobody, one that has heard, one that has not, or nobody knows. */
  readonly others: Leadership['others'];
  readonly upstreams: readonly BaselineUpstream[];
  readonly warnings: readonly string[];
}

const CALL_TIMEOUT_MS = 5_000;
const ATTEMPTS = 3;
const RETRY_MS = 500;

/** What would be written, and what speaks against it; writes nothing. */
export async function planBaseline(
  ports: BaselinePorts,
  request: Pick<BaselineRequest, 'services'>,
  signal: AbortSignal,
): Promise<Pick<BaselineReport, 'upstreams' | 'warnings'>> {
  const upstreams: BaselineUpstream[] = [];
  for (const place of placesOf(ports, request)) {
    const { changes, missing, failure } = await look(ports, place, signal);
    const isVerified = changes.length === 0 && failure === null;
    upstreams.push({ ...named(place), changes, written: 0, missing, isVerified, failure });
  }
  return { upstreams, warnings: await baselineWarnings(ports, request) };
}

export async function restoreBaseline(
  ports: BaselinePorts,
  request: BaselineRequest,
  signal: AbortSignal,
): Promise<BaselineReport> {
  // Before anything changes, since these are about what is undone.
  const warnings = await baselineWarnings(ports, request);
  const freeze = await sayHold(ports, request);
  const lease = await keepOthersOff(ports, { freezeId: freeze?.id ?? null }, signal);
  try {
    const upstreams: BaselineUpstream[] = [];
    for (const place of placesOf(ports, request)) {
      upstreams.push(await restoreOne(ports, place, { lease, signal }));
    }
    const isDone = upstreams.every(({ isVerified }) => isVerified);
    return { isDone, others: lease.others, upstreams, warnings: [...warnings, ...lease.warnings] };
  } finally {
    await lease.release();
  }
}

interface Place {
  readonly service: string;
  readonly gateway: string;
  readonly upstream: string;
  readonly baseline: Weights;
}

/** Inner upstreams before the one that shares out regions. */
function placesOf(
  { strategy }: BaselinePorts,
  { services }: Pick<BaselineRequest, 'services'>,
): readonly Place[] {
  const chosen = strategy.services.filter(({ name }) => services?.includes(name) ?? true);
  return strategy.gateways.flatMap((gateway) =>
    chosen.flatMap((service) => {
      const layout = layoutOf({ strategy, gateway, service });
      const baselines = baselineOf(layout);
      return layout.upstreams.map(({ upstream }) => {
        const baseline = baselines[upstream] ?? {};
        return { service: service.name, gateway: gateway.name, upstream, baseline };
      });
    }),
  );
}

/** A running controller hears of it at its next tick. */
async function sayHold(
  { store, clock, newId }: BaselinePorts,
  { by, reason, services, hold }: BaselineRequest,
): Promise<Override | null> {
  if (store === undefined) return null;
  const atMs = clock.nowMs();
  if (hold === 'observe') {
    await writeMode(store, { mode: 'observe', atMs, by });
    return null;
  }
  const freeze: Override = {
    id: newId(),
    lever: { kind: 'freeze' },
    services,
    origin: 'person',
    by,
    reason: `restore --baseline: ${reason}`,
    atMs,
    untilMs: atMs + hold.freezeMs,
    isForced: true,
  };
  await store.updateSetting(OVERRIDES_SETTING, (stored) => [...readOverrides(stored), freeze]);
  return freeze;
}

async function restoreOne(
  ports: BaselinePorts,
  place: Place,
  { lease, signal }: { readonly lease: Leadership; readonly signal: AbortSignal },
): Promise<BaselineUpstream> {
  const first = await look(ports, place, signal);
  let written = 0;
  let { failure, missing } = first;
  for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt += 1) {
    if (attempt > 0) await ports.clock.sleep(RETRY_MS, signal);
    const now = attempt === 0 ? first : await look(ports, place, signal);
    ({ failure, missing } = now);
    for (const change of now.changes) {
      failure ??= await write(ports, place, { change, lease, signal });
      if (failure !== null) break;
      written += 1;
    }
    if (failure === null) break;
  }
  const { changes } = first;
  failure ??= await verifyEverywhere(ports, { ...place, callTimeoutMs: CALL_TIMEOUT_MS }, signal);
  const isVerified = failure === null && missing.length === 0;
  return { ...named(place), changes, written, missing, isVerified, failure };
}

interface Look {
  readonly changes: readonly WeightChange[];
  readonly missing: readonly string[];
  readonly failure: string | null;
}

async function look(ports: BaselinePorts, place: Place, signal: AbortSignal): Promise<Look> {
  const { gateway, upstream, baseline } = place;
  const kong = ports.kong[gateway];
  if (kong === undefined) return { changes: [], missing: [], failure: 'no Admin API is known' };
  try {
    const limit = ports.clock.timeoutSignal(CALL_TIMEOUT_MS, signal);
    const actual = await kong.readWeights(upstream, limit);
    const { changes } = planWeights({ gateway, upstream, desired: baseline, actual });
    const missing = missingTargets({ desired: baseline, actual });
    return { changes, missing, failure: null };
  } catch (error) {
    return { changes: [], missing: [], failure: wordsOf(error) };
  }
}

/** Why it failed; `null` when it did not. */
async function write(
  { kong, clock }: BaselinePorts,
  { gateway }: Place,
  options: { change: WeightChange; lease: Leadership; signal: AbortSignal },
): Promise<string | null> {
  const { change, lease } = options;
  try {
    await lease.prolong();
    // A batch that has begun is ended even when asked to stop: it is short.
    await kong[gateway]?.setWeight(change, clock.timeoutSignal(CALL_TIMEOUT_MS));
    return null;
  } catch (error) {
    return wordsOf(error);
  }
}

function named({ service, gateway, upstream }: Place) {
  return { service, gateway, upstream };
}

function wordsOf(error: unknown): string {
  if (error instanceof Error && error.name === 'AssertionError') throw error;
  return error instanceof Error ? error.message : String(error);
}
