/**
 * The client's book: what became of the requests sent in each second. A second is closed when all
 * of its requests are settled, so at most a deadline's worth of seconds is open.
 */

import { assert } from '../../lib/assert.ts';
import { bucketOf, emptyHistogram } from '../../lib/histogram.ts';
import type { SecondTally } from './contract.ts';

interface Page {
  sent: number;
  settled: number;
  failed: number;
  shed: number;
  sumMs: number;
  readonly buckets: Int32Array;
  readonly servedByServer: Int32Array;
}

const BUCKETS = emptyHistogram().counts.length;

export class Seconds {
  readonly #pages: readonly Page[];
  /** The one asked for last: mostly it is asked for again. */
  #latest: Page | null = null;
  #latestSecond = -1;
  #nextToClose = 0;
  #listener: (second: SecondTally) => void = () => undefined;

  constructor({ deadlineMs, servers }: { deadlineMs: number; servers: number }) {
    const count = Math.ceil(deadlineMs / 1_000) + 3;
    this.#pages = Array.from({ length: count }, () => ({
      sent: 0,
      settled: 0,
      failed: 0,
      shed: 0,
      sumMs: 0,
      buckets: new Int32Array(BUCKETS),
      servedByServer: new Int32Array(servers),
    }));
  }

  listen(listener: (second: SecondTally) => void): void {
    this.#listener = listener;
  }

  sent(atMs: number): void {
    this.#page(atMs).sent += 1;
  }

  served(sentAtMs: number, latencyMs: number, server: number): void {
    const page = this.#page(sentAtMs);
    const bucket = bucketOf(latencyMs);
    page.settled += 1;
    page.sumMs += latencyMs;
    page.buckets[bucket] = (page.buckets[bucket] ?? 0) + 1;
    page.servedByServer[server] = (page.servedByServer[server] ?? 0) + 1;
  }

  failed(sentAtMs: number, isShed: boolean): void {
    const page = this.#page(sentAtMs);
    page.settled += 1;
    page.failed += 1;
    if (isShed) page.shed += 1;
  }

  /** Closes what lies before now and is settled, in order. */
  close(nowMs: number): void {
    for (;;) {
      const second = this.#nextToClose;
      const page = this.#page(second * 1_000);
      if ((second + 1) * 1_000 > nowMs || page.settled < page.sent) return;
      this.#nextToClose += 1;
      this.#listener(tallyOf(page, second));
      clear(page);
    }
  }

  #page(atMs: number): Page {
    const second = Math.floor(atMs / 1_000);
    const latest = this.#latest;
    if (latest !== null && second === this.#latestSecond) return latest;
    const page = this.#pages[second % this.#pages.length];
    assert(page, 'a page for each second');
    this.#latest = page;
    this.#latestSecond = second;
    return page;
  }
}

function tallyOf(page: Page, second: number): SecondTally {
  const { sent, failed, shed, settled, sumMs, buckets, servedByServer } = page;
  const latency = { counts: Array.from(buckets), count: settled - failed, sumMs };
  return { second, sent, failed, shed, latency, servedByServer };
}

function clear(page: Page): void {
  page.sent = 0;
  page.settled = 0;
  page.failed = 0;
  page.shed = 0;
  page.sumMs = 0;
  page.buckets.fill(0);
  page.servedByServer.fill(0);
}
