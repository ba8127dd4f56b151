/** Which levers are in force in a run, by the journal, and whether a write goes against one. */

import type { ControlEvent } from '../../model/control.ts';
import { regionWeight } from '../../model/layout.ts';
import type { Lever } from '../../model/override.ts';
import type { CheckedWrite, RunInput } from '../contract.ts';
import { weightOn } from './batches.ts';
import { placesOf } from './places.ts';

export interface LeverWatch {
  readonly onEvent: (event: ControlEvent) => void;
  /**
   * Takes note of a write that goes against a lever. A tick's events come after its writes, so it is
   * only told of when the lever has not ended in the same tick.
   */
  readonly onWrite: (write: CheckedWrite) => void;
  /** After the events of the tick: what was written against levers that are still in force. */
  readonly offences: () => readonly Offence[];
}

export interface Offence {
  readonly write: CheckedWrite;
  readonly sentence: string;
}

interface InForce {
  readonly upstream: string | null;
  readonly lever: Lever;
  /** From here on its whole effect is due. */
  readonly dueMs: number;
}

/** Writes are spaced, and a batch that had begun is ended. */
const GRACE_MS = 15_000;
/** A last resort is less. */
const NOTHING_RATIO = 0.005;

export function createLeverWatch({ strategy }: RunInput): LeverWatch {
  const places = placesOf(strategy);
  const inForce = new Map<string, InForce>();
  let noted: (Offence & { readonly key: string })[] = [];
  return {
    onEvent: ({ kind, atMs, upstream, evidence }) => {
      const key = `${String(evidence['id'])} ${upstream}`;
      if (kind === 'override-ended') inForce.delete(key);
      if (kind !== 'override-set') return;
      const lever = evidence['lever'] as Lever;
      const overMs = lever.kind === 'evacuate' ? lever.overMs : 0;
      inForce.set(key, { upstream, lever, dueMs: atMs + overMs + GRACE_MS });
    },
    offences: () => {
      const offences = noted.filter(({ key }) => inForce.has(key));
      noted = [];
      return offences;
    },
    onWrite: (write) => {
      const place = places.find(write);
      if (place === null) return;
      const { service } = place.layout;
      const shape = place.upstream;
      for (const [key, { upstream, lever, dueMs }] of inForce) {
        if (upstream !== service.upstream || write.atMs < dueMs) continue;
        if (lever.kind === 'freeze') {
          noted.push({ key, write, sentence: `writes ${write.upstream}, which people froze` });
        }
        if (lever.kind !== 'evacuate' || shape.role === 'inner') continue;
        const { weights } = write;
        const own = regionWeight(shape, { region: lever.region, weights });
        const ratio = own / Math.max(1, weightOn(weights, Object.keys(weights)));
        if (ratio <= NOTHING_RATIO) continue;
        noted.push({ key, write, sentence: `gives ${lever.region} traffic that people took away` });
      }
    },
  };
}
