/** How long an ejected target is out, how many may be, and how one comes back. */

import type { DocumentedTable } from '../../lib/documented.ts';

export const EJECTION = {
  ejectionMs: {
    value: 10_000,
    unit: 'ms',
    effect: 'First ejection of a target; doubles with each strike.',
    source: 'CL 9.4',
  },
  slicedEjectionMs: {
    value: 30_000,
    unit: 'ms',
    effect: 'The same under least-connections, where each trial is at full weight.',
    source: 'Envoy base_ejection_time',
  },
  ejectionMaxMs: {
    value: 300_000,
    unit: 'ms',
    effect: 'No ejection lasts longer before the target is tried again.',
    source: 'CL 9.4, Envoy max_ejection_time',
  },
  strikeForgivenMs: {
    value: 60_000,
    unit: 'ms',
    effect: 'One strike is forgiven per this much clean time.',
    source: 'CL 9 ii',
  },
  ejectedMaxRatio: {
    value: 1 / 3,
    unit: 'ratio',
    effect: 'Of a region’s targets, how many may be out at once; at least one.',
    source: 'CL 9 ii',
  },
  ceilingRatio: {
    value: 0.85,
    unit: 'ratio',
    effect: 'Nobody is planned above this part of its stated capacity.',
    source: 'CL 9 i-6, ρ_max',
  },
  panicEndRatio: {
    value: 0.4,
    unit: 'ratio',
    effect: 'Panic begins when more than half of a region’s targets look bad, and ends at this.',
    source: 'CL 9 ii; the gap is hysteresis',
  },
  judgedRps: {
    value: 1,
    unit: 'requests',
    effect: 'Below so many requests per second failing answers eject only with failing probes.',
    source: 'CL 9 ii',
  },
  trialSteps: {
    value: [0.04, 0.12, 0.35] as readonly number[],
    unit: 'ratio',
    effect:
      'Under round-robin, shares of its own weight with which a target is tried; then it is in.',
    source: 'CL 9 ii, .04 × 1.35/s in steps of trialMinMs, on the grid of few writes (G6)',
  },
  trialRps: {
    value: 1.5,
    unit: 'requests',
    effect: 'The first step of a trial is no more than this per second, where its share allows it.',
    source: 'a tick or two of them contradict a fault of 30 % and more',
  },
  trialLeastRatio: {
    value: 0.01,
    unit: 'ratio',
    effect: 'Nor less than this share.',
    source: 'ten clean tries in a few seconds',
  },
  sliceRests: {
    value: [9, 2] as readonly number[],
    unit: 'factor',
    effect:
      'Under least-connections a target is tried at its full weight: one slice on, so many off; ' +
      'then it is in.',
    source: 'CL 9 ii: 1 tick in 10, 1 in 3',
  },
  sliceShares: {
    value: [0.3, 0.75] as readonly number[],
    unit: 'ratio',
    effect:
      'Weights of the first slices under least-connections; one that gets no request is followed ' +
      'at once by the next, and after the last by the full weight.',
    source:
      '(open + 1) ÷ weight is what decides (recordings, fact 75): .75 is chosen when each other ' +
      'target has a request open, .3 when each has three',
  },
  coldSeenRatio: {
    value: 0.95,
    unit: 'ratio',
    effect: 'Who failed this much of its requests was dead, and may come back cold.',
    source: 'lostRatio and more',
  },
  coldDwellMs: {
    value: 8_000,
    unit: 'ms',
    effect: 'Step of the return of one that may be cold.',
    source: 'Envoy slow start, 30 s in all (CL 9 i-5)',
  },
  coldFactor: {
    value: 2,
    unit: 'factor',
    effect: 'A returning target slower than its pool by more gets no further step.',
    source: 'as latencyGateFactor',
  },
  trialTries: {
    value: { min: 10, max: 600 },
    unit: 'requests',
    effect: 'Bounds of the clean requests that a trial step takes.',
    source: 'rule of three at the ratio that ejected the target',
  },
  trialMinMs: {
    value: 3_000,
    unit: 'ms',
    effect: 'Shortest trial step.',
    source: 'log entries and Kong’s probes of the step have to arrive',
  },
  trialScore: {
    value: 2,
    unit: 'nats',
    effect: 'In favour of the old fault during a trial: a head start for the one who was caught.',
    source: 'CL 9 ii',
  },
  trialMildRatio: {
    value: 0.1,
    unit: 'ratio',
    effect: 'A trial also looks for a fault as mild as this, whatever it was ejected for.',
    source: 'simulated: 20 % failing passed for well after a trial with 1 failure of 1',
  },
  seenPriorTries: {
    value: 30,
    unit: 'requests',
    effect: 'How many tries the failing ratio of the ejection counts for against those of a trial.',
    source: 'Beta prior for small n (CL 9 ii)',
  },
  ruleOfThree: {
    value: 3,
    unit: 'count',
    effect: 'No failure in n tries shows a ratio below 3/n with 95 % confidence.',
    source: 'CL 4.1',
  },
  sameEpisodeMs: {
    value: 5_000,
    unit: 'ms',
    effect: 'An ejection this shortly before its region was left belongs to the region’s fault.',
    source: 'a quorum is heard within two to five ticks',
  },
} as const satisfies DocumentedTable;
