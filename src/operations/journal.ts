/** Not built yet. */

import type { JournalOperations } from './contract.ts';
import { OperationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';

export function createJournalOperations(_ports: LocalPorts): JournalOperations {
  const absent = () =>
    Promise.reject(
      new OperationError('unavailable', 'Not built yet.', { fix: 'Use a later version.' }),
    );
  return {
    events: absent,
    audit: absent,
    samples: absent,
  };
}
