/** What the operation and its thread say to each other. All of it is plain data. */

import type { WhatIfRun } from '../../model/what-if.ts';
import type { RunInput } from '../../simulator/contract.ts';

export interface WorkerTask {
  readonly input: Omit<RunInput, 'contestant'>;
}

export interface WorkerAnswer {
  readonly ballast: WhatIfRun;
  readonly nothing: WhatIfRun;
}
