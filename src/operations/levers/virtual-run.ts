/**
 * What the production law would make of an override: its own function, run on a copy of the stored
 * state for as many ticks as it takes to come to rest, in a world that stays as it is. Demand goes on
 * as estimated, probes and nodes keep the age of what they last said, no target does anything new.
 *
 * Time goes on from the newest tick and not from now.
 */

import { decide } from '../../decide/decide.ts';
import type { Digest, TargetDigest } from '../../decide/digest.ts';
import type { Policy } from '../../decide/policy.ts';
import type { DecideState } from '../../decide/state.ts';
import { TUNING } from '../../decide/tuning.ts';
import type { ControlEvent } from '../../model/control.ts';
import type { Override } from '../../model/override.ts';
import type { TickRecord } from '../../model/ports.ts';

const TICK_MS = 1_000;
/** Spilling settles within half a minute; what moves longer than this is shown as it then is. */
const MAX_TICKS = 90;

export interface VirtualRun {
  readonly policy: Policy;
  readonly state: DecideState;
  /** The newest tick there is; `null` when nothing was ever seen. */
  readonly seen: TickRecord | null;
  readonly overrides: readonly Override[];
  readonly nowMs: number;
  readonly maxTicks?: number;
}

export interface VirtualOutcome {
  readonly state: DecideState;
  readonly events: readonly ControlEvent[];
  readonly digest: Digest;
  readonly atMs: number;
}

export function runVirtually(options: VirtualRun): VirtualOutcome {
  const { policy, seen, nowMs, maxTicks = MAX_TICKS } = options;
  const startMs = options.state.tickMs ?? nowMs;
  const restMs = Math.max(...policy.services.map(({ health }) => health.intervalMs));
  // A change may wait for the spacing of writes, so rest is longer than that.
  const restTicks = 3 + Math.ceil((TUNING.spacingIntervals * restMs) / TICK_MS);
  const overrides = options.overrides.map((one) => inTimeOf(one, { startMs, nowMs }));
  const events: ControlEvent[] = [];
  let state = options.state;
  let digest: Digest = { logsAtMs: null, upstreams: [] };
  let atMs = startMs;
  for (let tick = 0, quiet = 0; tick < maxTicks && quiet < restTicks; tick += 1) {
    atMs += TICK_MS;
    digest = { ...quietDigest(policy, { state, seen, atMs }), overrides };
    const decision = decide(policy, state, digest, atMs);
    const isSame = JSON.stringify(decision.state.desired) === JSON.stringify(state.desired);
    quiet = isSame ? quiet + 1 : 0;
    events.push(...decision.events);
    state = decision.state;
  }
  return { state, events, digest, atMs };
}

/** What is in force now is so from the first virtual tick to the last. */
function inTimeOf(one: Override, { startMs, nowMs }: { startMs: number; nowMs: number }): Override {
  const shiftMs = startMs - nowMs;
  return { ...one, atMs: one.atMs + shiftMs, untilMs: one.untilMs + MAX_TICKS * TICK_MS };
}

function quietDigest(
  { services }: Policy,
  options: { readonly state: DecideState; readonly seen: TickRecord | null; readonly atMs: number },
): Digest {
  const { state, seen, atMs } = options;
  const digest = (seen?.digest ?? { logsAtMs: null, upstreams: [] }) as Digest;
  const laterMs = seen === null ? 0 : atMs - seen.atMs;
  return {
    logsAtMs: digest.logsAtMs === null ? null : digest.logsAtMs + laterMs,
    upstreams: services.map(({ upstream }) => {
      const reading = digest.upstreams.find((one) => one.upstream === upstream);
      const rps = state.upstreams[upstream]?.demand.rps ?? 0;
      const requests = Math.round((rps * TICK_MS) / 1_000);
      const { demandRps } = reading ?? {};
      return {
        upstream,
        requests,
        ...(demandRps === undefined ? {} : { demandRps }),
        targets: (reading?.targets ?? []).map((target) => quietTarget(target, laterMs)),
      };
    }),
  };
}

function quietTarget(
  { target, utilisation, probe, nodes }: TargetDigest,
  laterMs: number,
): TargetDigest {
  return {
    target,
    tries: 0,
    failures: 0,
    connectFailures: 0,
    noAnswers: 0,
    overload: 0,
    latencyCount: 0,
    latencySumMs: 0,
    ...(utilisation === undefined
      ? {}
      : { utilisation: { ...utilisation, atMs: utilisation.atMs + laterMs } }),
    probe: probe === null ? null : { ...probe, atMs: probe.atMs + laterMs },
    nodes: nodes.map((node) => ({ ...node, atMs: node.atMs + laterMs })),
  };
}
