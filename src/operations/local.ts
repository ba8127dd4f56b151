/** Operations on the store of this machine; the HTTP API serves these, and commands without an API use them. */

import { createCheckOperations } from './checks.ts';
import type { WhatIfResult } from '../model/what-if.ts';
import type { Operations } from './contract.ts';
import { createDrillOperations } from './drills.ts';
import { createJournalOperations } from './journal.ts';
import { createLeverOperations } from './levers.ts';
import type { LocalPorts } from './ports.ts';
import { createPostMortemOperations } from './post-mortems.ts';
import { createStatusOperations } from './status.ts';
import { createWhatIfOperations } from './what-if.ts';
import { whatIfIn } from './what-if/in-language.ts';

export function createLocalOperations(ports: LocalPorts): Operations {
  return {
    status: createStatusOperations(ports),
    levers: createLeverOperations(ports),
    journal: createJournalOperations(ports),
    drills: createDrillOperations(ports),
    whatIf: createWhatIfOperations(ports),
    checks: createCheckOperations(ports),
    postMortems: createPostMortemOperations(ports),
  };
}

/**
 * The same operations with their sentences told as the ports say: of what is read, since what is
 * done stays with those that were given.
 */
export function speaking(operations: Operations, ports: LocalPorts): Operations {
  const levers = createLeverOperations(ports);
  const { drills, whatIf } = operations;
  const { language = 'en' } = ports;
  const own = createWhatIfOperations(ports);
  return {
    ...operations,
    status: createStatusOperations(ports),
    journal: createJournalOperations(ports),
    checks: createCheckOperations(ports),
    postMortems: createPostMortemOperations(ports),
    levers: {
      ...operations.levers,
      preview: (request) => levers.preview(request),
      pending: () => levers.pending(),
      modes: () => levers.modes(),
    },
    whatIf: {
      scenarios: () => own.scenarios(),
      // One at a time for all languages.
      run: async (actor, request) =>
        whatIfIn((await whatIf.run(actor, request)) as WhatIfResult, language),
    },
    drills: {
      ...createDrillOperations(ports),
      start: (actor, request) => drills.start(actor, request),
      abort: (actor, request) => drills.abort(actor, request),
    },
  };
}
