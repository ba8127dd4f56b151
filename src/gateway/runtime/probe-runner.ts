/**
 * Runs the active probes that the balancer models ask for, in real time. The models keep the clock
 * (which probes are due and when the next will be); this turns due probes into sockets.
 */

import type { UpstreamModel } from '../../balancer/contract.ts';
import { probe } from './probe.ts';

/** Longest sleep: a model whose clock moved is noticed by then even if nobody said so. */
const MAX_SLEEP_MS = 1_000;

export interface ProbeRunner {
  /** The probe clocks changed: ask again. */
  wake(): void;
  close(): void;
}

export function createProbeRunner(
  models: () => Iterable<readonly [string, UpstreamModel]>,
  nowMs: () => number,
): ProbeRunner {
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  function run(): void {
    const now = nowMs();
    for (const [, model] of models()) {
      for (const { address, timeoutMs } of model.dueProbes(now)) {
        // `probe` never rejects.
        void probe(address, model.settings, timeoutMs).then((result) => {
          if (!isClosed) model.reportProbe(address, result);
        });
      }
    }
    schedule();
  }

  function schedule(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (isClosed) return;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const [, model] of models()) {
      nextMs = Math.min(nextMs, model.nextProbeMs() ?? Number.POSITIVE_INFINITY);
    }
    if (nextMs === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(run, Math.max(1, Math.min(MAX_SLEEP_MS, nextMs - nowMs()))).unref();
  }

  return {
    wake: schedule,
    close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
