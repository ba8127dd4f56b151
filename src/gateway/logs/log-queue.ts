/**
 * Kong's plugin queue (kong-facts D3): entries are gathered into batches, a batch is sent until it
 * succeeds or `max_retry_time` has passed, and one batch is under way at a time. Bounded: when it is
 * full the *oldest* entries go.
 *
 * A queue with nothing to do holds no timer.
 */

export interface QueueSettings {
  readonly maxBatchSize: number;
  readonly maxCoalescingDelayMs: number;
  readonly maxEntries: number;
  /** `null`: no limit. */
  readonly maxBytes: number | null;
  readonly initialRetryDelayMs: number;
  readonly maxRetryDelayMs: number;
  readonly maxRetryTimeMs: number;
}

export interface QueueClock {
  nowMs(): number;
  /** Resolves after the time, or as soon as the signal aborts. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

export interface LogQueue {
  /** `false` when the entry alone is larger than the queue. */
  push(entry: string): boolean;
  readonly size: number;
  readonly sizeBytes: number;
  /** Entries lost so far: pushed out by newer ones, too large, or given up after retries. */
  readonly lostCount: number;
  /** Sends what is left without waiting for more, at most once each; then stops. */
  close(): Promise<void>;
}

export interface LogQueueOptions {
  readonly settings: QueueSettings;
  readonly clock: QueueClock;
  /** Sends one batch; resolves to whether it was taken. Never rejects, always returns in time. */
  readonly send: (batch: readonly string[]) => Promise<boolean>;
}

export function createLogQueue(options: LogQueueOptions): LogQueue {
  return new Queue(options);
}

class Queue implements LogQueue {
  readonly #settings: QueueSettings;
  readonly #clock: QueueClock;
  readonly #send: LogQueueOptions['send'];
  readonly #closing = new AbortController();
  /** Aborts the wait for more entries when the batch is full. */
  #coalescing: AbortController | null = null;
  #entries: string[] = [];
  #sizeBytes = 0;
  #lostCount = 0;
  #worker: Promise<void> | null = null;

  constructor(options: LogQueueOptions) {
    this.#settings = options.settings;
    this.#clock = options.clock;
    this.#send = options.send;
  }

  get size(): number {
    return this.#entries.length;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get lostCount(): number {
    return this.#lostCount;
  }

  push(entry: string): boolean {
    const { maxBytes, maxEntries, maxBatchSize } = this.#settings;
    const bytes = maxBytes === null ? 0 : Buffer.byteLength(entry);
    if (this.#closing.signal.aborted || (maxBytes !== null && bytes > maxBytes)) {
      this.#lostCount += 1;
      return false;
    }
    while (
      this.#entries.length >= maxEntries ||
      (maxBytes !== null && this.#sizeBytes + bytes > maxBytes)
    ) {
      this.#dropOldest();
    }
    this.#entries.push(entry);
    this.#sizeBytes += bytes;
    if (this.#entries.length >= maxBatchSize) this.#coalescing?.abort();
    this.#worker ??= this.#work();
    return true;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#coalescing?.abort();
    await this.#worker;
  }

  async #work(): Promise<void> {
    while (this.#entries.length > 0) {
      await this.#coalesce();
      await this.#deliver(this.#take());
    }
    this.#worker = null;
  }

  async #coalesce(): Promise<void> {
    const { maxBatchSize, maxCoalescingDelayMs } = this.#settings;
    if (this.#entries.length >= maxBatchSize || this.#closing.signal.aborted) return;
    this.#coalescing = new AbortController();
    await this.#clock.sleep(maxCoalescingDelayMs, this.#coalescing.signal);
    this.#coalescing = null;
  }

  #take(): readonly string[] {
    const batch = this.#entries.splice(0, this.#settings.maxBatchSize);
    if (this.#settings.maxBytes !== null) {
      for (const entry of batch) this.#sizeBytes -= Buffer.byteLength(entry);
    }
    return batch;
  }

  async #deliver(batch: readonly string[]): Promise<void> {
    const { initialRetryDelayMs, maxRetryDelayMs, maxRetryTimeMs } = this.#settings;
    const startedMs = this.#clock.nowMs();
    for (let retry = 0; batch.length > 0; retry += 1) {
      if (await this.#send(batch)) return;
      const isLate = this.#clock.nowMs() - startedMs > maxRetryTimeMs;
      if (isLate || this.#closing.signal.aborted) {
        this.#lostCount += batch.length;
        if (this.#closing.signal.aborted) this.#giveUp();
        return;
      }
      const delayMs = Math.min(maxRetryDelayMs, 2 ** retry * initialRetryDelayMs);
      await this.#clock.sleep(delayMs, this.#closing.signal);
    }
  }

  /** While closing, one failure is enough: the receiver is gone and nobody waits for it. */
  #giveUp(): void {
    this.#lostCount += this.#entries.length;
    this.#entries = [];
    this.#sizeBytes = 0;
  }

  #dropOldest(): void {
    const oldest = this.#entries.shift();
    if (oldest === undefined) return;
    this.#lostCount += 1;
    if (this.#settings.maxBytes !== null) this.#sizeBytes -= Buffer.byteLength(oldest);
  }
}
