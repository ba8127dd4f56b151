/** BLS18xx: scenarios of the simulator. */

import type { CodeEntry } from './entry.ts';

export const SCENARIO_CODES = {
  BLS1801: {
    severity: 'error',
    title: 'Fault that never happens',
    why: 'It begins when the scenario is over, so the scenario would test something else.',
    fix: 'Let it begin earlier, or make the scenario longer.',
    wrong: 'duration: 1m\nfaults: [{ at: 90s, fault: refuse, region: primary }]',
    right: 'duration: 3m\nfaults: [{ at: 90s, fault: refuse, region: primary }]',
  },
  BLS1802: {
    severity: 'error',
    title: 'Not exactly one of them',
    why: 'These keys are alternatives: with none nothing is said, with two they contradict.',
    fix: 'Keep the one that is meant.',
    wrong: 'traffic: { rate: 200rps, load: 60% }',
    right: 'traffic: { load: 60% }',
  },
  BLS1803: {
    severity: 'error',
    title: 'Strategy that cannot be used',
    why: 'What `world.strategy` changes in the standard strategy makes a strategy with errors.',
    fix: 'Correct the change; its problem and place are in the message.',
    wrong: "world: { strategy: { services: { '*': { algorithm: latency } } } }",
    right: "world: { strategy: { services: { '*': { algorithm: least-connections } } } }",
  },
} as const satisfies Record<string, CodeEntry>;
