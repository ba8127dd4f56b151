/** Not built yet. */

import type { WhatIfOperations } from './contract.ts';
import { OperationError } from './operation-error.ts';
import type { LocalPorts } from './ports.ts';

export function createWhatIfOperations(_ports: LocalPorts): WhatIfOperations {
  const absent = () =>
    Promise.reject(
      new OperationError('unavailable', 'Not built yet.', { fix: 'Use a later version.' }),
    );
  return {
    scenarios: absent,
    run: absent,
  };
}
