/** What a preview is made from: read once, so that all of it is of one moment. */

import { readMode } from '../../controller/mode.ts';
import { type ControllerState, restoreState } from '../../controller/state.ts';
import type { Digest } from '../../decide/digest.ts';
import { policyOf } from '../../decide/policy.ts';
import type { Override } from '../../model/override.ts';
import type { TickRecord } from '../../model/ports.ts';
import type { StatusSnapshot } from '../../model/status.ts';
import type { LocalPorts } from '../ports.ts';
import { LIVE_TICKS, liveState } from './live-state.ts';
import type { AppliedWeights } from './service-preview.ts';
import { listOverrides } from './stored-overrides.ts';

export interface Situation {
  readonly nowMs: number;
  /** Of the law, as of the newest tick. */
  readonly state: ControllerState['decide'];
  /** Weights that Kong was given last. */
  readonly applied: AppliedWeights;
  /** The newest tick there is; `null` when nothing was ever seen. */
  readonly seen: TickRecord | null;
  readonly digest: Digest;
  readonly overrides: readonly Override[];
  readonly snapshot: StatusSnapshot | null;
  readonly mode: 'observe' | 'act';
}

export async function readSituation(
  ports: Pick<LocalPorts, 'strategy' | 'store' | 'clock'>,
): Promise<Situation> {
  const { store, strategy, clock } = ports;
  const { decide, steered } = restoreState(await store.loadState());
  const ticks = await store.readTicks(LIVE_TICKS);
  const seen = ticks.at(-1) ?? null;
  const { mode } = await readMode(store, strategy.mode);
  return {
    nowMs: clock.nowMs(),
    state: liveState(policyOf(strategy), decide, ticks),
    applied: appliedOf(steered),
    seen,
    // Only controllers write ticks.
    digest: (seen?.digest ?? { logsAtMs: null, upstreams: [] }) as Digest,
    overrides: await listOverrides(ports),
    snapshot: await store.readSnapshot(),
    mode,
  };
}

/** By `gateway/upstream` → by gateway, then upstream. */
function appliedOf(steered: ControllerState['steered']): AppliedWeights {
  const applied: Record<string, Record<string, AppliedWeights[string][string]>> = {};
  for (const [place, { ownership }] of Object.entries(steered)) {
    const cut = place.indexOf('/');
    if (ownership.applied === null) continue;
    (applied[place.slice(0, cut)] ??= {})[place.slice(cut + 1)] = ownership.applied;
  }
  return applied;
}
