/** What the notifier sees of a channel, whichever way it tells. */

import type { Notification } from '../model/notification.ts';
import type { Clock, Logger } from '../model/ports.ts';
import type { Random } from '../lib/random.ts';
import type { Condition } from './conditions.ts';
import type { Notice } from './notice.ts';

export interface Outlet {
  readonly name: string;
  /** Both return at once and never throw. */
  offer(notice: Notice): void;
  observe(conditions: readonly Condition[], nowMs: number): void;
  /** The lead went to another controller: what waits is the other's to tell. */
  silence(): void;
  counts(): OutletCounts;
  /**
   * All that happened before this has been dealt with; `null` for channels that tell states, which
   * need no memory.
   */
  settledMs(): number | null;
  /** Until the signal aborts, and then for one last attempt. Never throws. */
  run(signal: AbortSignal): Promise<void>;
}

export interface OutletCounts {
  readonly sent: number;
  /** Given up after all attempts, or refused for good. */
  readonly failed: number;
  /** Over the limit of the queue. */
  readonly dropped: number;
  readonly repeated: number;
  readonly waiting: number;
  /** When something last went out; `null` for never. */
  readonly sentAtMs: number | null;
  /** Why the newest attempt failed; `null` when it did not. */
  readonly failure: string | null;
}

export interface OutletOptions {
  readonly notification: Notification;
  readonly strategy: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}
