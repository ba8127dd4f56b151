/** What operations on this machine need: the strategy, the store's two faces, time, names. */

import type { Language } from '../lib/locale.ts';
import type { Said } from '../lib/said.ts';
import type { BalanceCheck, BalanceRequest, ChannelTest } from '../model/checks.ts';
import type { History } from '../model/history.ts';
import type { Notification } from '../model/notification.ts';
import type { Clock, Store } from '../model/ports.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../model/strategy.ts';
import type { Driller } from './driller.ts';

export interface LocalPorts {
  readonly strategy: Strategy;
  readonly store: Store;
  readonly history: History;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** A new name that nobody can guess or has had. */
  readonly newId: () => string;
  /** In which sentences are told; English unless said. */
  readonly language?: Language;
  /** Absent where nothing runs that could hold a drill: on a state file. */
  readonly driller?: Driller;
  /** Goes out to the world; absent where nothing may. */
  readonly checks?: CheckPorts;
}

/** What leaves this machine to see whether it works. */
export interface CheckPorts {
  testChannels(
    channels: readonly Notification[],
    signal: AbortSignal,
  ): Promise<readonly ChannelTest[]>;
  /** One gateway's split; whatever goes wrong is a reason in the answer. */
  measureBalance(wanted: BalanceWish, signal: AbortSignal): Promise<MeasuredBalance>;
}

export interface BalanceWish extends Pick<
  BalanceRequest,
  'count' | 'rate' | 'alpha' | 'path' | 'header' | 'labels'
> {
  readonly service: ServiceStrategy;
  readonly gateway: Gateway;
}

/** Not yet in words; the fix of `balance-why-X` is `balance-fix-X`. */
export interface MeasuredBalance extends Omit<BalanceCheck, 'note' | 'reason'> {
  readonly note: Said | null;
  readonly reason: Said | null;
}
