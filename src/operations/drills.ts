/** Not built yet. */

import type { DrillOperations } from './contract.ts';
import { OperationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';

export function createDrillOperations(_ports: LocalPorts): DrillOperations {
  const absent = () =>
    Promise.reject(
      new OperationError('unavailable', 'Not built yet.', { fix: 'Use a later version.' }),
    );
  return {
    reports: absent,
    report: absent,
    current: absent,
    abort: absent,
  };
}
