/** The state of the loop as other processes see it. */

import { describeUpstreams } from '../decide/describe.ts';
import { signalsOf } from '../decide/freshness.ts';
import { overridesInForce } from '../decide/levers/overrides-in-force.ts';
import type { Digest } from '../decide/digest.ts';
import type { Policy } from '../decide/policy.ts';
import type { Weights } from '../model/control.ts';
import type { StatusSnapshot } from '../model/status.ts';
import type { Strategy } from '../model/strategy.ts';
import type { ControllerState } from './state.ts';

export interface SnapshotInput {
  readonly strategy: Strategy;
  readonly policy: Policy;
  readonly digest: Digest;
  readonly mode: 'observe' | 'act';
  readonly leader: StatusSnapshot['leader'];
  readonly startedAtMs: number;
  readonly nowMs: number;
  readonly tickMs: number;
  readonly writes: number;
}

export function snapshotOf(state: ControllerState, options: SnapshotInput): StatusSnapshot {
  const { strategy, policy, digest, mode, leader, startedAtMs, nowMs, tickMs, writes } = options;
  const applied: Record<string, Record<string, Weights>> = {};
  for (const [key, { ownership }] of Object.entries(state.steered)) {
    const [gateway = '', upstream = ''] = splitKey(key);
    if (ownership.applied !== null) (applied[gateway] ??= {})[upstream] = ownership.applied;
  }
  const steeredOf = (gateway: string) =>
    Object.entries(state.steered).filter(([key]) => splitKey(key)[0] === gateway);
  return {
    version: 1,
    atMs: nowMs,
    startedAtMs,
    tickMs,
    strategy: strategy.name,
    mode,
    leader: leader ?? null,
    writes,
    gateways: policy.gateways.map(({ name, region }) => ({
      gateway: name,
      region,
      failure: steeredOf(name).find(([, { failure }]) => failure !== null)?.[1].failure ?? null,
      foreign: steeredOf(name)
        .filter(([, { foreignSinceMs }]) => foreignSinceMs !== null)
        .map(([key]) => splitKey(key)[1] ?? ''),
    })),
    upstreams: describeUpstreams({
      policy,
      state: state.decide,
      digest,
      applied,
      nowMs,
    }),
    signals: signalsOf(policy, digest),
    regions: strategy.regions.map(({ name, priority, rttMs }) => ({
      region: name,
      priority,
      rttMs,
    })),
    overrides: overridesInForce(state.decide),
    stale: Object.entries(state.decide.stale).map(([signal, sinceMs]) => ({ signal, sinceMs })),
  };
}

/** `gateway/upstream`; names of gateways have no slash. */
export function placeKey(gateway: string, upstream: string): string {
  return `${gateway}/${upstream}`;
}

function splitKey(key: string): readonly string[] {
  const cut = key.indexOf('/');
  return [key.slice(0, cut), key.slice(cut + 1)];
}
