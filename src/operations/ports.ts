/** What operations on this machine need: the strategy, the store's two faces, time, names. */

import type { Language } from '../lib/locale.ts';
import type { History } from '../model/history.ts';
import type { Clock, Store } from '../model/ports.ts';
import type { Strategy } from '../model/strategy.ts';
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
}
