/** Runs the active probes of a model in virtual time against targets that behave as told. */

import type { Address, ProbeResult, UpstreamModel } from '../../src/balancer/contract.ts';
import { FIRST_PORT } from './support.ts';

export type Behaviour = 'well' | 'answers 500' | 'refuses' | 'silent';

interface Probe {
  readonly target: number;
  readonly atMs: number;
}

export interface ProbeWorld {
  nowMs: number;
  readonly probes: Probe[];
  /** Behaviour by number of the target; absent = well. */
  readonly behaviours: Map<number, Behaviour>;
  /** Lets time pass; the returned time is when `stop` held, or `null` if it never did. */
  run(untilMs: number, stop?: () => boolean): number | null;
}

interface Pending {
  readonly atMs: number;
  readonly address: Address;
  readonly result: ProbeResult;
}

export function createProbeWorld(model: UpstreamModel): ProbeWorld {
  const pending: Pending[] = [];
  const probe = (world: ProbeWorld) => {
    for (const { address, timeoutMs } of model.dueProbes(world.nowMs)) {
      const target = address.port - FIRST_PORT + 1;
      const behaviour = world.behaviours.get(target) ?? 'well';
      world.probes.push({ target, atMs: world.nowMs });
      const takesMs = behaviour === 'silent' ? timeoutMs : 0;
      pending.push({ atMs: world.nowMs + takesMs, address, result: RESULTS[behaviour] });
    }
  };
  const step = (world: ProbeWorld) => {
    pending.sort((a, b) => a.atMs - b.atMs);
    const first = pending[0];
    const probeAtMs = model.nextProbeMs() ?? Infinity;
    if (first !== undefined && first.atMs <= probeAtMs) {
      pending.shift();
      world.nowMs = Math.max(world.nowMs, first.atMs);
      model.reportProbe(first.address, first.result);
    } else {
      world.nowMs = Math.max(world.nowMs, probeAtMs);
      probe(world);
    }
  };
  return {
    nowMs: 0,
    probes: [],
    behaviours: new Map(),
    run(untilMs, stop = () => false) {
      while (!stop()) {
        const nextMs = Math.min(
          model.nextProbeMs() ?? Infinity,
          ...pending.map(({ atMs }) => atMs),
        );
        if (nextMs > untilMs) {
          this.nowMs = untilMs;
          return null;
        }
        step(this);
      }
      return this.nowMs;
    },
  };
}

const RESULTS: Record<Behaviour, ProbeResult> = {
  well: { kind: 'status', status: 200 },
  'answers 500': { kind: 'status', status: 500 },
  refuses: { kind: 'tcp-failure' },
  silent: { kind: 'timeout' },
};
