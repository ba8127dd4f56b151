/** What regions can serve, spilling over, refusing the excess, and the estimate of demand. */

import type { DocumentedTable } from '../../lib/documented.ts';

export const CAPACITY = {
  spill: {
    value: { onRatio: 0.8, offRatio: 0.7, aimRatio: 0.75, onMs: 5_000, offMs: 60_000 },
    unit: 'ratio',
    effect:
      'A region spills after onMs above the first part of its capacity, until it has been below the second for offMs; in between it keeps between the two.',
    source: 'CL 9 iii',
  },
  spillStep: {
    value: { maxRatio: 0.05, minRatio: 0.01 },
    unit: 'ratio',
    effect:
      'Ordinary spilling moves at most the first part of the demand per second; less than the second is no move.',
    source: 'CL 9 iii: pacing and smallest shift, after Taiji',
  },
  spillGrowth: {
    value: { perSecond: 0.005, borneFactor: 1.25 },
    unit: 'ratio',
    effect:
      'A region that spills is believed to carry this much more each second, while its mean latency is below this multiple of the usual one.',
    source: 'doubled in 140 s; its requests are served elsewhere meanwhile',
  },
  admissionRatio: {
    value: 0.95,
    unit: 'ratio',
    effect:
      'Of stated capacity, what a region is given when the only other choice is to refuse; from there on the limit is learnt.',
    source: 'above the ceiling of planned moves, below the knee of the queue',
  },
  overloadRatio: {
    value: 0.02,
    unit: 'ratio',
    effect: 'From this part of overload answers (429, 503) on a region is at its limit.',
    source: 'two of a hundred are no burst at one target',
  },
  timeoutRatio: {
    value: 0.05,
    unit: 'ratio',
    effect: 'From this part of time-outs on a region that answers its probes is at its limit.',
    source: 'above the objective of any service, below a lost target of ten',
  },
  desertedRatio: {
    value: 0.2,
    unit: 'ratio',
    effect: 'From this part of clients that leave before an answer on a region is at its limit.',
    source: 'some clients always leave; a fifth do not all at once',
  },
  limitCount: {
    value: 3,
    unit: 'requests',
    effect: 'Least overload answers or time-outs within 2 s that show a limit.',
    source: 'fewer are chance',
  },
  queueDeviations: {
    value: 1,
    unit: 'factor',
    effect: 'Queue wanted at the limit, in deviations of the arrivals between two writes (2 s).',
    source: 'shorter leaves workers idle, longer makes everyone wait; measured in virtual time',
  },
  drainMs: {
    value: 4_000,
    unit: 'ms',
    effect: 'A queue beyond that is to be gone after this long.',
    source: 'two writes at the usual spacing',
  },
  risingRatio: {
    value: 0.05,
    unit: 'ratio',
    effect: 'Mean latency that rises by this part of the time that passes is a growing queue.',
    source: 'a queue at load a of capacity c grows by (a − c) / a',
  },
  patienceRatio: {
    value: 0.25,
    unit: 'ratio',
    effect: 'Waiting for this part of the time-out is a queue whether it grows or not.',
    source: 'a retry has to fit into the deadline as well',
  },
  learnRatio: {
    value: 0.3,
    unit: 'ratio',
    effect: 'Part of what a saturated run shows that is learnt at each tick.',
    source: 'CL 1.3: α = .3',
  },
  growthPerSecond: {
    value: 0.01,
    unit: 'ratio',
    effect: 'Growth of a limit that binds while hardly anybody waits …',
    source: 'AIMD: slow up',
  },
  slackFactor: {
    value: 1.25,
    unit: 'factor',
    effect: '… and while answers take at most so many times as long as in peace …',
    source: 'M/M/c with 12 workers: load .8; at load .95 it is 2.3',
  },
  growthEasyTicks: {
    value: 1,
    unit: 'count',
    effect: '… it doubles with each so many such ticks in a row …',
    source: 'slow start of TCP: the limit is far, and each tick of refusing is lost',
  },
  growthMax: {
    value: 0.5,
    unit: 'ratio',
    effect: '… up to this.',
    source: 'doubles a limit in three ticks',
  },
  boldShedRatio: {
    value: 0.99,
    unit: 'ratio',
    effect:
      'A limit grows up to the square root of demand ÷ served a second, counting at most this part as refused: 10 times.',
    source:
      'what a step too far costs is what is served now, what it may win is what is refused now; the root divides the way evenly',
  },
  limitLowestRatio: {
    value: 0.3,
    unit: 'ratio',
    effect: 'Of a learnt capacity, the least that is admitted, so that recovery can be seen.',
    source: 'a queue of 4 s drains in 6 s',
  },
  leastPerTargetRps: {
    value: 1,
    unit: 'requests',
    effect:
      'No learnt capacity is less for each target that is judged, so that recovery can be seen.',
    source: 'one try a second shows within seconds whether a target answers',
  },
  limitHighestRatio: {
    value: 1.1,
    unit: 'ratio',
    effect: 'Of a learnt capacity, the most that is admitted to fill an empty queue.',
    source: 'one deviation of the arrivals of a small service',
  },
  limitForgetMs: {
    value: 600_000,
    unit: 'ms',
    effect: 'A learnt limit that was not met again is forgotten.',
    source: 'longer than a fault comes back, shorter than a day’s curve',
  },
  shedMinRatio: {
    value: 0.01,
    unit: 'ratio',
    effect: 'Less than this is not refused.',
    source: 'the smallest move',
  },
  shedReleaseMs: {
    value: 5_000,
    unit: 'ms',
    effect: 'Refusing is over when there has been room for this long; its share falls at once.',
    source: 'the time after which spilling begins',
  },
  demandRise: {
    value: { windowMs: 3_000, deviations: 4, strainRatio: 0.3 },
    unit: 'factor',
    effect:
      'A rise of the demand over this window counts when it is beyond so many deviations (and beyond this part while answers are late: a queue that drains answers more than is asked).',
    source: 'one chance in 30,000',
  },
  demandFallPerSecond: {
    value: 0.005,
    unit: 'ratio',
    effect: 'While answers are late the demand falls at most this fast.',
    source: 'the log knows a request when it ends',
  },
  loadJump: {
    value: { spanMs: 3_000, factor: 2 },
    unit: 'ms',
    effect:
      'A load of these last ms that is so many times that of the window before has jumped: a limit is looked for at once.',
    source: 'a region that takes over another gets twice its share or more',
  },
  gapTicks: {
    value: 3,
    unit: 'count',
    effect: 'A tick later than so many is the first after a pause, and teaches no limit.',
    source: 'two ticks late is a busy machine',
  },
  limitAheadRatio: {
    value: 2,
    unit: 'factor',
    effect: 'A limit grows no further ahead than this many times what is offered.',
    source: 'a load that doubles meets a limit that is known',
  },
  easeTicks: {
    value: { idle: 3, slack: 1, calm: 0.5, strained: -2 },
    unit: 'count',
    effect:
      'What a tick counts for among the easy ones: with slack, without rising latency (it may be slow for other reasons), and any other.',
    source: 'strain is forgotten half as fast as it is met',
  },
  limitFullRatio: {
    value: 0.9,
    unit: 'ratio',
    effect: 'Offered this part of its limit, a region is at it.',
    source: 'one deviation of the arrivals of a small service below it',
  },
  meanCount: {
    value: 5,
    unit: 'requests',
    effect: 'Answers of a tick that make a mean.',
    source: 'fewer are chance',
  },
  lastShownMs: {
    value: 3_000,
    unit: 'ms',
    effect: 'As far back as a first estimate looks when answers have become late.',
    source: 'the spacing of two writes, and a tick',
  },
  farthestMs: {
    value: 50,
    unit: 'ms',
    effect:
      'What a region may be slower than the others for its distance; beyond that it is taken for a queue.',
    source: 'above the way between most regions',
  },
  coverage: {
    value: { tauMs: 600_000, leastRequests: 500, leastFactor: 1.25, greatestFactor: 50 },
    unit: 'factor',
    effect:
      'Prometheus’ demand ÷ that of our logs: over this time, from so many requests on, less is the error of two rates over different seconds, more is a mistake.',
    source: '500 requests: 4.5 %',
  },
  demandSureRps: {
    value: 10,
    unit: 'requests',
    effect:
      'From this rate on a second without any request is a silent log and not silent clients.',
    source: 'e^−10: one in 20,000',
  },
  demandSpanMs: {
    value: 2_500,
    unit: 'ms',
    effect: 'Least time between the first and the last entry that make a rate.',
    source: 'three ticks with jitter',
  },
  demandPeakMs: {
    value: 600_000,
    unit: 'ms',
    effect: 'Time in which a peak of the demand fades to a third.',
    source: 'longer than a failover and its return',
  },
  moveStrainMs: {
    value: 5_000,
    unit: 'ms',
    effect: 'For this long after a region was left its answers may come late.',
    source: 'what was on its way ends within the usual patience of callers',
  },
  shedUrgentRatio: {
    value: 0.05,
    unit: 'ratio',
    effect: 'From this part of the demand on, a change of what is refused is an emergency.',
    source: 'the objective of a month is 0.01 %',
  },
} as const satisfies DocumentedTable;
