/** The newest rows of a table in memory, as JSON, numbered from 1 in the order in which they came. */

export interface MemoryRing {
  push(row: unknown): void;
  /** Oldest first. */
  newest(limit: number): unknown[];
  rows(): readonly string[];
  /** Number of the oldest row that is kept. */
  firstId(): number;
}

export function createRing(limit: number): MemoryRing {
  let rows: string[] = [];
  let taken = 0;
  return {
    push(row) {
      if (limit <= 0) return;
      taken += 1;
      rows.push(JSON.stringify(row));
      // Cut in bulk: a cut for every row would copy the whole ring each time.
      if (rows.length > 2 * limit) rows = rows.slice(-limit);
    },
    newest: (count) => {
      const kept = rows.slice(-limit);
      return kept.slice(Math.max(0, kept.length - count)).map((row): unknown => JSON.parse(row));
    },
    rows: () => rows.slice(-limit),
    firstId: () => taken - Math.min(rows.length, limit) + 1,
  };
}
