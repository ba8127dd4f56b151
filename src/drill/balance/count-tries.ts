/** Tries by target as a running Ballast counts them from Kong's log, read from its ticks as they come. */

import type { Store } from '../../model/ports.ts';

export interface TryCounts {
  /** Reads on until it is ended, then once more; the counts are whole when it resolves. */
  end(): Promise<Readonly<Record<string, number>>>;
}

const EVERY_MS = 1_000;
/** Ticks that are read at a time: whole digests, so no more than a late reading needs. */
const NEWEST = 8;

export function countTries(options: {
  readonly store: Pick<Store, 'readTicks'>;
  readonly upstream: string;
  readonly sinceMs: number;
  readonly sleep: (durationMs: number, signal: AbortSignal) => Promise<void>;
}): TryCounts {
  const { store, upstream, sleep } = options;
  const observed: Record<string, number> = {};
  const ended = new AbortController();
  let readMs = options.sinceMs;
  const readNew = async () => {
    for (const { atMs, digest } of await store.readTicks(NEWEST)) {
      if (atMs <= readMs) continue;
      readMs = atMs;
      for (const [target, tries] of triesOf(digest, upstream)) {
        observed[target] = (observed[target] ?? 0) + tries;
      }
    }
  };
  const reading = (async () => {
    while (!ended.signal.aborted) {
      await readNew();
      await sleep(EVERY_MS, ended.signal);
    }
  })();
  // Whoever ends it hears what went wrong.
  reading.catch(() => undefined);
  return {
    async end() {
      ended.abort();
      await reading;
      await readNew();
      return observed;
    },
  };
}

function triesOf(digest: unknown, name: string): readonly (readonly [string, number])[] {
  const { upstreams } = (digest ?? {}) as {
    readonly upstreams?: readonly {
      readonly upstream: string;
      readonly targets: readonly { readonly target: string; readonly tries: number }[];
    }[];
  };
  const found = upstreams?.find(({ upstream }) => upstream === name);
  return (found?.targets ?? []).map(({ target, tries }) => [target, tries]);
}
