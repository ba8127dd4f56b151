/** What looking needs of the ports: everything but the right to change. */

import type { LocalPorts } from '../ports.ts';

export type ReadingPorts = Pick<
  LocalPorts,
  'strategy' | 'store' | 'history' | 'clock' | 'language'
>;
