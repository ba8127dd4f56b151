/** A binary heap of callbacks by time; equal times run in the order in which they were pushed. */

export interface Queue {
  push(atMs: number, run: () => void): void;
  /** The next one that is due by `untilMs`; `null` when none is. */
  pop(untilMs: number): Entry | null;
}

interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

export function createQueue(): Queue {
  const heap: Entry[] = [];
  let order = 0;
  const before = (a: Entry | undefined, b: Entry | undefined) =>
    a !== undefined &&
    b !== undefined &&
    (a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order));
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]];
    if (a === undefined || b === undefined) return;
    heap[i] = b;
    heap[j] = a;
  };
  return {
    push: (atMs, run) => {
      heap.push({ atMs, order, run });
      order += 1;
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!before(heap[at], heap[parent])) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop: (untilMs) => {
      const [first] = heap;
      if (first === undefined || first.atMs > untilMs) return null;
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const right = left + 1;
        const least = before(heap[right], heap[left]) ? right : left;
        if (!before(heap[least], heap[at])) break;
        swap(at, least);
        at = least;
      }
      return first;
    },
  };
}
