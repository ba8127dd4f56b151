/** Balancers that theory knows and Kong does not have, in the shape of the balancer model. */

import type {
  Address,
  PickHandle,
  UpstreamModel,
  UpstreamModelOptions,
} from '../../src/balancer/contract.ts';

/** Chooses a target by the requests that are in flight at each. */
export type Picker = (inFlight: Int32Array, random: () => number) => number;

interface Handle extends PickHandle {
  picked: number;
}

export function modelOf(picker: Picker): (options: UpstreamModelOptions) => UpstreamModel {
  return ({ settings, targets, random, tagOf }) => {
    const inFlight = new Int32Array(targets.length);
    const handles = new Map<PickHandle, Handle>();
    const addresses = targets.map(({ target, weight }): Address => {
      const tag = tagOf?.(target) ?? 0;
      return { key: target, target, host: target, ip: target, port: 80, weight, tag };
    });
    return {
      settings,
      broken: false,
      rebuild: () => undefined,
      begin: (worker) => {
        const handle = { worker, picked: -1 };
        handles.set(handle, handle);
        return handle;
      },
      pick: (handle) => {
        const index = picker(inFlight, random);
        const address = addresses[index];
        const own = handles.get(handle);
        if (address === undefined || own === undefined) return { kind: 'no-peers' };
        own.picked = index;
        inFlight[index] = (inFlight[index] ?? 0) + 1;
        return { kind: 'address', address };
      },
      end: (handle) => {
        const index = handles.get(handle)?.picked ?? -1;
        handles.delete(handle);
        inFlight[index] = (inFlight[index] ?? 0) - 1;
      },
      reportTry: () => false,
      dueProbes: () => [],
      nextProbeMs: () => null,
      reportProbe: () => false,
      setHealth: () => 'done',
      targetHealth: () => [],
      balancerHealth: () => {
        const weight = { total: 0, available: 0, unavailable: 0 };
        return { health: 'HEALTHY', healthy: true, weight };
      },
    };
  };
}

/** The better of two random ones. */
export const powerOfTwoChoices: Picker = (inFlight, random) => {
  const count = inFlight.length;
  const first = Math.floor(random() * count);
  const other = Math.floor(random() * (count - 1));
  const second = other >= first ? other + 1 : other;
  return (inFlight[first] ?? 0) <= (inFlight[second] ?? 0) ? first : second;
};

/** Each with its probability, whatever the load. */
export function staticSplit(shares: readonly number[]): Picker {
  return (_, random) => {
    let left = random();
    for (const [index, share] of shares.entries()) {
      left -= share;
      if (left < 0) return index;
    }
    return shares.length - 1;
  };
}
