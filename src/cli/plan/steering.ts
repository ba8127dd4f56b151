/**
 * Which upstreams a running Ballast steers, so that `apply` leaves their weights alone: known from
 * the state file of the controller, or, where there is none, from what the strategy says.
 */

import { readMode } from '../../controller/mode.ts';
import { restoreState } from '../../controller/state.ts';
import { placeKey } from '../../controller/snapshot.ts';
import type { Strategy } from '../../model/strategy.ts';
import { span } from '../format.ts';
import { openStateIfThere, shownState } from '../state-file.ts';

export type WeightsChoice = 'auto' | 'keep' | 'write';

/** Why the weights of an upstream are not written; `null` when they are. */
export type SteeredBy = (gateway: string, upstream: string) => string | null;

export async function readSteering(options: {
  readonly strategy: Strategy;
  readonly stateFile: string;
  readonly weights: WeightsChoice;
  readonly nowMs: number;
}): Promise<SteeredBy> {
  const { strategy, stateFile, weights, nowMs } = options;
  if (weights === 'write') return () => null;
  if (weights === 'keep') return () => 'as asked (--weights keep)';
  const store = await openStateIfThere(stateFile);
  const shown = shownState(stateFile);
  if (store === null) {
    if (strategy.mode === 'observe') return () => null;
    return () =>
      `the strategy says mode: act, and ${shown} is not there to tell whose they are (--state, or --weights write)`;
  }
  try {
    const { mode } = await readMode(store, strategy.mode);
    if (mode === 'observe') return () => null;
    const { steered } = restoreState(await store.loadState());
    const snapshot = await store.readSnapshot();
    const seen = snapshot === null ? '' : `, last seen ${span(nowMs - snapshot.atMs)} ago`;
    return (gateway, upstream) => {
      const known = steered[placeKey(gateway, upstream)];
      if (known === undefined || known.ownership.applied === null) return null;
      return `ballast run steers them (mode act${seen}; ${shown})`;
    };
  } finally {
    await store.close();
  }
}
