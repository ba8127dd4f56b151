/**
 * Several faults on one server at once: each contributes an effect, the server's state is what they
 * come to together. So faults may overlap, begin and heal in any order.
 */

import { SERVER_WELL, type ServerState } from '../world/contract.ts';

/** What one fault does to a server; what is left out stays as it is. */
export type ServerEffect = Partial<ServerState>;

/** From the best to the worst. */
const REACHABILITY: readonly ServerState['reachability'][] = [
  'up',
  'black-hole',
  'unreachable',
  'refuse',
];

export function combineEffects(effects: Iterable<ServerEffect>): ServerState {
  let state = SERVER_WELL;
  for (const effect of effects) {
    state = {
      reachability: worse(state.reachability, effect.reachability ?? 'up'),
      slowFactor: state.slowFactor * (effect.slowFactor ?? 1),
      errorRatio: 1 - (1 - state.errorRatio) * (1 - (effect.errorRatio ?? 0)),
      capacityRatio: state.capacityRatio * (effect.capacityRatio ?? 1),
      cold: effect.cold ?? state.cold,
      health: effect.health ?? state.health,
    };
  }
  return state;
}

function worse(
  left: ServerState['reachability'],
  right: ServerState['reachability'],
): ServerState['reachability'] {
  return REACHABILITY.indexOf(left) >= REACHABILITY.indexOf(right) ? left : right;
}

/** What is different; `cold` only when it is another one, since setting it starts it anew. */
export function changesBetween(before: ServerState, after: ServerState): Partial<ServerState> {
  return {
    ...(before.reachability === after.reachability ? {} : { reachability: after.reachability }),
    ...(before.slowFactor === after.slowFactor ? {} : { slowFactor: after.slowFactor }),
    ...(before.errorRatio === after.errorRatio ? {} : { errorRatio: after.errorRatio }),
    ...(before.capacityRatio === after.capacityRatio ? {} : { capacityRatio: after.capacityRatio }),
    ...(before.cold === after.cold ? {} : { cold: after.cold }),
    ...(before.health === after.health ? {} : { health: after.health }),
  };
}
