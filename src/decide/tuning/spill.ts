/** When a region's traffic spills over, what a region is given at most, and what is refused. */

import type { DocumentedTable } from '../../lib/documented.ts';

export const SPILL = {
  spill: {
    value: { onRatio: 0.8, offRatio: 0.7, aimRatio: 0.75, onMs: 5_000, offMs: 60_000 },
    unit: 'ratio',
    effect: 'A region spills above the first part of its capacity, until below the second.',
    source: 'CL 9 iii',
  },
  spillStep: {
    value: { maxRatio: 0.05, minRatio: 0.01 },
    unit: 'ratio',
    effect: 'Ordinary spilling: at most this part of the demand per second; less is no move.',
    source: 'CL 9 iii, Taiji’s dampening',
  },
  admissionRatio: {
    value: 0.95,
    unit: 'ratio',
    effect:
      'Of stated capacity, what a region is given when the only other choice is to refuse: above ' +
      'the ceiling of planned moves, below the knee. From there on the limit is learnt.',
    source: 'the bar of 95 % goodput',
  },
  admission: {
    value: {
      /** Overload answers or time-outs that show a limit, as parts of the tries, and at least so many. */
      overloadRatio: 0.02,
      timeoutRatio: 0.05,
      minCount: 3,
      /** Queue wanted at the limit, in deviations of the arrivals between two writes (2 s). */
      queueDeviations: 1.5,
      /** An excess queue is to be gone after this long. */
      drainMs: 4_000,
      /** Mean latency that rises by this part of the time that passes is a growing queue … */
      risingRatio: 0.05,
      /** … and waiting this part of the time-out is one whether it rises or not. */
      patienceRatio: 0.25,
      /** What is learnt of a capacity at each saturated tick, and its growth while there is room. */
      learnRatio: 0.3,
      growthPerSecond: 0.01,
      easyTicks: 5,
      growthMax: 0.05,
      lowestRatio: 0.3,
      highestRatio: 1.1,
      /** A limit that was not met again is forgotten. */
      forgetMs: 600_000,
    },
    unit: 'count',
    effect:
      'How the limit of a region is learnt: overload answers, time-outs and growing queues show it; ' +
      'it grows again while there is room.',
    source: 'additive increase, and CL 2.1 (Gradient2: queue from latency)',
  },
  shedMinRatio: {
    value: 0.01,
    unit: 'ratio',
    effect: 'Shares below this are not shed, changed or released.',
    source: 'CL 9 iii, smallest move; half of it is noise at 100 requests/s',
  },
  shedReleaseMs: {
    value: 5_000,
    unit: 'ms',
    effect: 'Shedding is released when it was not needed for this long.',
    source: 'as spill, on',
  },
  demandRise: {
    value: { windowMs: 3_000, deviations: 4, strainRatio: 0.3 },
    unit: 'count',
    effect: 'A rise of the demand over this long counts when it is beyond so many deviations.',
    source: 'CL 5.1, sampling noise',
  },
  demandFallPerSecond: {
    value: 0.005,
    unit: 'ratio',
    effect: 'While answers are late, the demand seen in the log falls at most this fast.',
    source: 'late answers are logged late: a black hole is not a lull',
  },
} as const satisfies DocumentedTable;
