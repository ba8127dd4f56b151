/** Not built yet. */

import type { StatusOperations } from './contract.ts';
import { OperationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';

export function createStatusOperations(_ports: LocalPorts): StatusOperations {
  const absent = () =>
    Promise.reject(
      new OperationError('unavailable', 'Not built yet.', { fix: 'Use a later version.' }),
    );
  return {
    status: absent,
    explain: absent,
    settings: absent,
  };
}
