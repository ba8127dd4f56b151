/**
 * Groups weight writes into batches: what one writer did to one upstream at one gateway in one
 * tick. Most guarantees are about where a batch starts and ends; G2 alone looks at its prefixes.
 *
 * A controller's batch is closed by its own tick, somebody else's by whoever ticks next.
 */

import type { Weights } from '../../model/control.ts';
import type { CheckedTick, CheckedWrite, Checker } from '../contract.ts';

/** Writer of everything that no controller wrote. */
export const FOREIGN = 'foreign';

export interface Batch {
  readonly gateway: string;
  readonly upstream: string;
  readonly writer: string;
  /** Of its first write. */
  readonly atMs: number;
  readonly before: Weights;
  /** As of its last write. */
  readonly last: CheckedWrite;
  readonly urgent: boolean;
}

/** Call its hooks from a checker's; `null` for the tick when the run ended first. */
export function followBatches(
  onBatch: (batch: Batch, tick: CheckedTick | null) => void,
): Required<Pick<Checker, 'onWrite' | 'onTick' | 'onEnd'>> {
  const open = new Map<string, Batch>();
  return {
    onWrite: (write) => {
      const { gateway, upstream, writer } = write;
      const key = `${writer} ${gateway} ${upstream}`;
      const batch = open.get(key);
      open.set(key, {
        gateway,
        upstream,
        writer,
        atMs: batch?.atMs ?? write.atMs,
        before: batch?.before ?? { ...write.weights, [write.target]: write.from },
        last: write,
        urgent: (batch?.urgent ?? false) || write.urgent,
      });
    },
    onTick: (tick) => {
      for (const [key, batch] of open) {
        if (batch.writer !== tick.controller && batch.writer !== FOREIGN) continue;
        open.delete(key);
        onBatch(batch, tick);
      }
    },
    onEnd: () => {
      for (const batch of open.values()) onBatch(batch, null);
      open.clear();
    },
  };
}

/** Sum of the weights of the named targets. */
export function weightOn(weights: Weights, targets: Iterable<string>): number {
  let sum = 0;
  for (const target of targets) sum += weights[target] ?? 0;
  return sum;
}
