/** When counts and probes become evidence against a target or a region. */

import type { DocumentedTable } from '../../lib/documented.ts';

export const EVIDENCE = {
  windowMs: {
    value: 10_000,
    unit: 'ms',
    effect: 'Pool medians, demand and means are taken over this long.',
    source: 'CL 9 ii',
  },
  hardWindowMs: {
    value: 3_000,
    unit: 'ms',
    effect: 'Hard evidence from requests looks back this far.',
    source: 'one black-holed answer time-out and a tick',
  },
  gapMs: {
    value: 10_000,
    unit: 'ms',
    effect: 'After a gap between ticks longer than this, evidence starts anew.',
    source: 'G4',
  },

  normalFloorRatio: {
    value: 0.002,
    unit: 'ratio',
    effect: 'No error ratio below this counts as abnormal.',
    source: 'CL 9.4, CUSUM p0 floor',
  },
  faultFloorRatio: {
    value: 0.05,
    unit: 'ratio',
    effect: 'Smallest error ratio that the tests are built to find.',
    source: 'CL 9.4, p1',
  },
  faultFactor: {
    value: 8,
    unit: 'factor',
    effect: 'The tests are built to find this multiple of the normal error ratio, if that is more.',
    source: 'CL 9.4, p1',
  },
  faultCapRatio: {
    value: 0.9,
    unit: 'ratio',
    effect: 'The tests never ask for more errors than this.',
    source: 'a total fault still leaves room for stray successes',
  },
  normalFactor: {
    value: 2,
    unit: 'factor',
    effect: 'A target or region is compared with this multiple of the pool’s median or its normal.',
    source: 'CL 4.2',
  },
  normalTauMs: {
    value: 300_000,
    unit: 'ms',
    effect: 'A service’s own error ratio in peace is remembered with this time constant.',
    source: 'slower than any fault that is dealt with, faster than a working day',
  },
  normalRiseFactor: {
    value: 1.5,
    unit: 'factor',
    effect: 'A second counts for at most this multiple of normal.',
    source: 'normal doubles in some 7 minutes at most, so a fault cannot become normal',
  },

  targetFalseAlarmMs: {
    value: 86_400_000,
    unit: 'ms',
    effect: 'Mean time between false ejections of a healthy target.',
    source: 'CL 9.4: one per target-day',
  },
  targetThreshold: {
    value: { min: 6.5, max: 20 },
    unit: 'nats',
    effect: 'Bounds of the evidence that ejects a target.',
    source: 'two errors alone (6.4 nats) are never enough',
  },
  regionFalseAlarmMs: {
    value: 30 * 86_400_000,
    unit: 'ms',
    effect: 'Mean time between false alarms of a healthy region.',
    source: 'CL 9 iii',
  },
  regionThreshold: {
    value: { min: 12, max: 20 },
    unit: 'nats',
    effect: 'Bounds of the evidence that moves a region.',
    source: 'CL 9 iii: h about 15–20',
  },
  tickCapRatio: {
    value: 0.7,
    unit: 'ratio',
    effect: 'Part of a threshold that one tick can add: errors come in bursts.',
    source: 'CL 4.2, correlation caveat',
  },

  probeRun: {
    value: 2,
    unit: 'probes',
    effect: 'Own probes count as failing or clean after this many in a row.',
    source: 'CL 9 ii: 2 of 3',
  },
  probeFreshIntervals: {
    value: 3,
    unit: 'probes',
    effect: 'Missed probes until a reading is stale.',
    source: 'two late probes are no silence',
  },
  nodeFreshMs: {
    value: 5_000,
    unit: 'ms',
    effect: 'A Kong node’s report of health and weights is stale after this long.',
    source: 'several polls of the Admin API',
  },
  deadTries: {
    value: 3,
    unit: 'requests',
    effect: 'Refused connections in a row over this many tries are proof enough.',
    source: 'CL 9 ii',
  },
  kongDeadGraceMs: {
    value: 3_000,
    unit: 'ms',
    effect: 'Weight 0 for what Kong itself calls UNHEALTHY can wait this long for the region.',
    source: 'Kong already leaves it out',
  },
  normalPriorTries: {
    value: 5_000,
    unit: 'requests',
    effect:
      'Tries that the expected failing ratio of a service is worth before much has been seen of it.',
    source: 'five expected failures, at half of normalFloorRatio',
  },
} as const satisfies DocumentedTable;
