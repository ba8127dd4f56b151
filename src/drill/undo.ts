/**
 * Taking a fault back, and looking whether it is gone: at every node, not where it was asked. Used by
 * the driller and by the warden alike; each step may be done again at any time.
 */

import type { Said } from '../lib/said.ts';
import type { UndoStep } from '../model/drill.ts';
import { OVERRIDES_SETTING, readOverrides } from '../model/override.ts';
import type { Clock, Store } from '../model/ports.ts';
import { drillEnglish, sayDrill } from '../operations/drills-speech.ts';
import { nodeName } from './outer-weights.ts';
import type { CallResult, DrillCaller, DrillGateway } from './ports.ts';

export interface UndoPorts {
  readonly gateways: readonly DrillGateway[];
  readonly store: Pick<Store, 'updateSetting' | 'readSetting'>;
  readonly caller: DrillCaller;
  readonly clock: Clock;
}

export interface UndoResult {
  readonly restored: boolean;
  readonly attempts: number;
  /** What was read back, by place. */
  readonly verified: readonly string[];
  readonly failures: readonly string[];
  /** Both as data. */
  readonly said: { readonly verified: readonly Said[]; readonly failures: readonly Said[] };
}

const CALL_MS = 3_000;
const RETRY_MS = 1_000;

/** Undoes and verifies until all is as before or the time is over. */
export async function undoAll(
  steps: readonly UndoStep[],
  ports: UndoPorts,
  options: { readonly forMs: number; readonly signal?: AbortSignal },
): Promise<UndoResult> {
  const { clock } = ports;
  const endMs = clock.nowMs() + options.forMs;
  const signal = options.signal ?? new AbortController().signal;
  let left = steps;
  const verified: Said[] = [];
  for (let attempts = 1; ; attempts += 1) {
    const outcomes = await Promise.all(left.map((step) => undoOne(step, ports, signal)));
    verified.push(...outcomes.flatMap((outcome) => ('seen' in outcome ? outcome.seen : [])));
    left = left.filter((_, index) => 'failures' in (outcomes[index] ?? {}));
    const failures = outcomes.flatMap((one) => ('failures' in one ? one.failures : []));
    if (left.length === 0) {
      return { restored: true, attempts, ...toldAs({ verified, failures: [] }) };
    }
    if (clock.nowMs() >= endMs || signal.aborted) {
      return { restored: false, attempts, ...toldAs({ verified, failures }) };
    }
    await clock.sleep(RETRY_MS, signal);
  }
}

export function toldAs(
  said: UndoResult['said'],
): Pick<UndoResult, 'verified' | 'failures' | 'said'> {
  const { verified, failures } = said;
  return { verified: verified.map(drillEnglish), failures: failures.map(drillEnglish), said };
}

type StepOutcome = { readonly seen: readonly Said[] } | { readonly failures: readonly Said[] };

async function undoOne(
  step: UndoStep,
  ports: UndoPorts,
  signal: AbortSignal,
): Promise<StepOutcome> {
  try {
    switch (step.kind) {
      case 'health':
        return await undoHealth(step, ports, signal);
      case 'plugin':
        return await undoPlugin(step, ports, signal);
      case 'override':
        return await undoOverrides(step, ports);
      case 'command':
        return await undoCommand(step, ports, signal);
      case 'http':
        return await undoHttp(step, ports, signal);
      default:
        return step satisfies never;
    }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { failures: [sayDrill('failure-told', { failure })] };
  }
}

async function undoHealth(
  step: UndoStep & { kind: 'health' },
  { gateways, clock }: UndoPorts,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { gateway, upstream, targets } = step;
  const { nodes } = gatewayOf(gateways, gateway);
  const limit = clock.timeoutSignal(CALL_MS, signal);
  await Promise.all(
    nodes.map(async (node) => {
      // Not only those that look unhealthy: a mark may still be on its way to this node.
      const view = await node.readHealth(upstream, limit);
      const marked = view.targets.filter(({ target }) => targets.includes(target));
      await Promise.all(
        marked.map(async ({ target, health }) => {
          const done = node.setHealth({ upstream, target, healthy: true }, limit);
          // Without checks there is no mark (kong-recordings 25); at weight 0 it only does not show (38).
          await (health === 'HEALTHCHECKS_OFF' ? done.catch(() => undefined) : done);
        }),
      );
    }),
  );
  const views = await Promise.all(nodes.map((node) => node.readHealth(upstream, limit)));
  const places = views.flatMap((view) =>
    view.targets
      .filter(({ target }) => targets.includes(target))
      .map(({ target, health }) => ({
        what: sayDrill('seen-health', {
          node: nodeName(gateway, view.nodeId),
          upstream,
          target,
          health: health ?? sayDrill('health-unknown'),
        }),
        isWell: health === 'HEALTHY' || health === 'HEALTHCHECKS_OFF',
      })),
  );
  const bad = places.filter(({ isWell }) => !isWell).map(({ what }) => what);
  return bad.length > 0 ? { failures: bad } : { seen: places.map(({ what }) => what) };
}

async function undoPlugin(
  { gateway, pluginId }: UndoStep & { kind: 'plugin' },
  { gateways, clock }: UndoPorts,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { nodes } = gatewayOf(gateways, gateway);
  const limit = clock.timeoutSignal(CALL_MS, signal);
  await nodes[0]?.deletePlugin(pluginId, limit);
  const present = await Promise.all(nodes.map((node) => node.hasPlugin(pluginId, limit)));
  const where = { id: pluginId, gateway };
  return present.includes(true)
    ? { failures: [sayDrill('plugin-still-there', where)] }
    : { seen: [sayDrill('seen-plugin-gone', { ...where, nodes: nodes.length })] };
}

async function undoOverrides(
  { ids }: UndoStep & { kind: 'override' },
  { store }: UndoPorts,
): Promise<StepOutcome> {
  await store.updateSetting(OVERRIDES_SETTING, (stored) =>
    readOverrides(stored).filter(({ id }) => !ids.includes(id)),
  );
  const left = readOverrides(await store.readSetting(OVERRIDES_SETTING));
  const present = left.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
  return present.length > 0
    ? { failures: present.map((id) => sayDrill('lever-still-there', { id })) }
    : { seen: [sayDrill('seen-lever-gone', { count: ids.length, ids })] };
}

async function undoCommand(
  { run, verify, timeoutMs }: UndoStep & { kind: 'command' },
  { caller }: UndoPorts,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const undone = await caller.command(run, { timeoutMs, signal });
  if (!undone.ok) return { failures: [undoTold(undone)] };
  if (verify === null) return { seen: [undoTold(undone)] };
  const seen = await caller.command(verify, { timeoutMs, signal });
  const line = sayDrill('check-told', { detail: seen.detail });
  return seen.ok ? { seen: [line] } : { failures: [line] };
}

async function undoHttp(
  step: UndoStep & { kind: 'http' },
  { caller }: UndoPorts,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { method, url, body, tokenFile, timeoutMs, verify } = step;
  const limits = { timeoutMs, signal };
  const undone = await caller.http({ method, url, body, tokenFile }, limits);
  const isDone = undone.ok || (verify?.orAbsent === true && undone.status === 404);
  if (!isDone) return { failures: [undoTold(undone)] };
  if (verify === null) return { seen: [undoTold(undone)] };
  const request = { method: 'GET', url: verify.url, body: null, tokenFile } as const;
  const seen = await caller.http(request, limits);
  const isAbsent = seen.status === 404;
  const isWell = verify.orAbsent ? isAbsent : seen.ok && hasTrue(seen.json, verify.trueField);
  const line = sayDrill('check-told', { detail: seen.detail });
  return isWell ? { seen: [line] } : { failures: [line] };
}

function undoTold({ detail }: CallResult): Said {
  return sayDrill('undo-told', { detail });
}

function hasTrue(json: unknown, field: string | null): boolean {
  if (field === null) return true;
  return typeof json === 'object' && json !== null && Reflect.get(json, field) === true;
}

export function gatewayOf(gateways: readonly DrillGateway[], name: string): DrillGateway {
  const found = gateways.find((gateway) => gateway.name === name);
  if (found === undefined) throw new Error(`${name} is no gateway of this strategy`);
  return found;
}
