/** What the advice page assumes, with its source. */

import { CAPACITY_CEILING_RATIO } from '../../model/ceiling.ts';
import { valuesOf, type DocumentedTable } from '../../lib/documented.ts';

export const ADVICE = {
  assumedRps: {
    value: 100,
    unit: 'requests',
    effect: 'Load per second assumed where no capacity is stated.',
    source: 'the benchmarks’ least',
  },
  assumedUseRatio: {
    value: 0.5,
    unit: 'ratio',
    effect: 'Part of the first region’s stated capacity that is assumed in use.',
    source: 'two equal regions that can replace each other',
  },
  personMs: {
    value: 15 * 60_000,
    unit: 'ms',
    effect: 'Until a person has noticed, understood and acted, where nothing acts by itself.',
    source: 'paged within minutes by burn-rate alerts; state your own experience',
  },
  targetGrayRatio: {
    value: 0.3,
    unit: 'ratio',
    effect: 'Errors of one target in the example of a partial fault.',
    source: 'the benchmark on a real Kong',
  },
  regionGrayRatio: {
    value: 0.05,
    unit: 'ratio',
    effect: 'Errors of one region in the example of a partial fault.',
    source: 'the benchmark on a real Kong',
  },
  tickMs: {
    value: 1_000,
    unit: 'ms',
    effect: 'Ballast decides once per tick.',
    source: 'CL 9.4: detection is bound by the tick from 100 requests/s',
  },
  logDelayMs: {
    value: 100,
    unit: 'ms',
    effect: 'From an answer to its log entry at Ballast.',
    source: 'the delay that `generate` sets for Kong’s log',
  },
  writeMs: {
    value: 50,
    unit: 'ms',
    effect: 'From a decision to its effect at the node that takes the write.',
    source: 'recordings 87 and 89',
  },
  goodRatio: {
    value: 0.002,
    unit: 'ratio',
    effect: 'Error ratio of health in the estimate of detection times.',
    source: 'CL 9.4, p0',
  },
  badRatio: {
    value: 0.05,
    unit: 'ratio',
    effect: 'Error ratio of a fault in the estimate of detection times.',
    source: 'CL 9.4, p1',
  },
  targetThresholdAt10: {
    value: 9.6,
    unit: 'nats',
    effect: 'Evidence that ejects a target at 10 requests/s.',
    source: 'CL 9 ii: one false alarm per target-day',
  },
  targetThresholdPerDecade: {
    value: 2.2,
    unit: 'nats',
    effect: 'It grows by this per tenfold rate.',
    source: 'CL 9 ii: 7.4, 9.6, 11.6, 14.1 at 1, 10, 100, 1000 requests/s',
  },
  regionThreshold: {
    value: 17,
    unit: 'nats',
    effect: 'Evidence that moves a region.',
    source: 'CL 9 iii: 15 to 20',
  },
  targetSlackMs: {
    value: 900,
    unit: 'ms',
    effect:
      'What an ejection takes beyond its test: errors while the log is on its way, and trial requests.',
    source: 'simulated with a target failing 30 %: 1.4–2.3 s where the test alone says 0.8 s',
  },
  regionTriesFactor: {
    value: 3.5,
    unit: 'factor',
    effect: 'How many more tries a region needs than its test does on average.',
    source: 'simulated with a region failing 5 %: 2.2–6.4 s where the test alone says 1.4 s',
  },
  regionTriesMin: {
    value: 150,
    unit: 'requests',
    effect: 'Least tries on which a region is judged.',
    source: 'D 7',
  },
  ceilingRatio: {
    value: CAPACITY_CEILING_RATIO,
    unit: 'ratio',
    effect: 'Above this part of its stated capacity a region is not filled.',
    source: 'G3, CL 9 i-6',
  },
} as const satisfies DocumentedTable;

export const ADVICE_TUNING = valuesOf(ADVICE);
