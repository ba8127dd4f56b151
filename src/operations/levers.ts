/** Not built yet. */

import type { LeverOperations } from './contract.ts';
import { OperationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';

export function createLeverOperations(_ports: LocalPorts): LeverOperations {
  const absent = () =>
    Promise.reject(
      new OperationError('unavailable', 'Not built yet.', { fix: 'Use a later version.' }),
    );
  return {
    list: absent,
    preview: absent,
    set: absent,
    end: absent,
    restore: absent,
    undo: absent,
    pending: absent,
    decide: absent,
    modes: absent,
    setMode: absent,
  };
}
