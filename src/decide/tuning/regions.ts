/** When a region is lost or failing in part, who may receive its traffic, and how it returns. */

import type { DocumentedTable } from '../../lib/documented.ts';

export const REGIONS = {
  lostRatio: {
    value: 0.8,
    unit: 'ratio',
    effect: 'Requests alone count as proof of loss from this failing ratio on.',
    source: 'CL 9 iii: success < 20 %',
  },
  lostTries: {
    value: 5,
    unit: 'requests',
    effect: 'Least tries on which a loss is judged.',
    source: 'fewer are chance at a failing ratio of one half',
  },
  lostTickTries: {
    value: 10,
    unit: 'requests',
    effect: 'Least tries for a loss that shows within one tick.',
    source: 'twice the above, since errors come in bursts',
  },
  partialTries: {
    value: 150,
    unit: 'requests',
    effect: 'Least tries on which requests alone move a region that fails in part.',
    source: 'D 7',
  },
  suspectTargets: {
    value: 2,
    unit: 'targets',
    effect: 'A region is suspected when at least this many of its targets are.',
    source: 'D 7: one bad target is not a region',
  },
  suspectScore: {
    value: 3,
    unit: 'nats',
    effect: 'From this evidence on a target is suspected.',
    source: 'half of what ejects it',
  },
  othersRatio: {
    value: 0.5,
    unit: 'ratio',
    effect:
      'Part of the region’s threshold that the others must reach with the worst target left out.',
    source: 'one bad target is not a region',
  },
  jointPartRatio: {
    value: 0.5,
    unit: 'ratio',
    effect: 'When services of one region agree, each gives at most this part of the threshold.',
    source: 'no service decides for another alone',
  },
  jointOwnScore: {
    value: 4,
    unit: 'nats',
    effect: 'A service moves with the others only with this much against its own part.',
    source: 'two failures close together',
  },
  jointOwnFailures: {
    value: 2,
    unit: 'requests',
    effect: 'Least failures of its own for that.',
    source: 'one is chance',
  },
  jointMemoryMs: {
    value: 10_000,
    unit: 'ms',
    effect: 'What the other services showed is remembered this long.',
    source: 'the window of all evidence',
  },
  receiverTries: {
    value: 50,
    unit: 'requests',
    effect: 'Tries at a receiver on which its failing ratio is judged.',
    source: 'tells 5 % from half of the giver’s ratio',
  },
  receiverSeenTries: {
    value: 3,
    unit: 'requests',
    effect: 'Fewer tries than this say nothing of a receiver; its probes have to.',
    source: 'a standby with 1 % of the traffic',
  },
  commonCauseMs: {
    value: 5_000,
    unit: 'ms',
    effect:
      'A receiver must have been well this long: what fails everywhere and recovers here first is not this region’s loss.',
    source: 'as long as old evidence can speak: the window of 3 s and Kong’s two probes',
  },
  receiverRatio: {
    value: 0.5,
    unit: 'ratio',
    effect: 'A receiver is no refuge from this part of the giver’s failing ratio on.',
    source: 'a move must at least halve the failures',
  },
  sharedRatio: {
    value: 0.5,
    unit: 'ratio',
    effect: 'Failing at this ratio in every region with traffic is a shared cause: nothing moves.',
    source: 'D 7',
  },

  cleanMs: {
    value: 30_000,
    unit: 'ms',
    effect: 'Own probes must be clean this long before a return, or the hold if that is shorter.',
    source: 'CL 9 iii',
  },
  cleanTargetsRatio: {
    value: 2 / 3,
    unit: 'ratio',
    effect: 'Part of a region’s targets that must answer probes before it returns.',
    source: 'the part that is never ejected',
  },
  relapseHalfLifeMs: {
    value: 900_000,
    unit: 'ms',
    effect: 'Relapses, which double the hold, are forgotten with this half-life.',
    source: 'CL 9 iii: 15 min',
  },
  gateFloorRatio: {
    value: 0.01,
    unit: 'ratio',
    effect: 'A step of a return is never refused for fewer failures than this.',
    source: 'a bad second, as the benchmarks count it',
  },
  gateFactor: {
    value: 4,
    unit: 'factor',
    effect: 'A step is refused from this multiple of the normal error ratio on.',
    source: 'half of what the tests look for',
  },
  gateFailures: {
    value: 2,
    unit: 'requests',
    effect: 'Least failures for which a step is refused.',
    source: 'one is chance',
  },
  gateDeviations: {
    value: 2,
    unit: 'factor',
    effect:
      'A return is ended only for failures so many deviations beyond what is borne, and one more; with fewer the step waits.',
    source: 'otherwise two failures by chance end every fourth return at .5 % of usual errors',
  },
  canary: {
    value: { borneRatio: 0.0002, minPartRatio: 0.1, maxShareRatio: 0.05, judgedTries: 20 },
    unit: 'ratio',
    effect:
      'A first step of at most maxShareRatio that fails in part goes on as a trickle that costs borneRatio of all requests, unless that is less than minPartRatio of the step. Its failing ratio is judged on judgedTries at least.',
    source: 'twice what 99.99 % allows, and far less than each new attempt costs',
  },
  latencyGateFactor: {
    value: 2,
    unit: 'factor',
    effect: 'A step waits while the region is slower than this multiple of its own normal.',
    source: 'a cold cache shows as more than that',
  },
  latencyGateCount: {
    value: 10,
    unit: 'requests',
    effect: 'Least answers on which latency is judged.',
    source: 'the mean of ten is within half its size for the usual spread',
  },
  latencyTauMs: {
    value: 300_000,
    unit: 'ms',
    effect: 'The normal latency of a region is remembered with this time constant.',
    source: 'as for errors',
  },
  slowAbort: {
    value: { dwells: 10, minMs: 300_000 },
    unit: 'count',
    effect: 'A region that stays slow this many dwell times (at least minMs) is sent away again.',
    source: 'a cache that warms at all has warmed by then',
  },

  leverJudgedMs: {
    value: 10_000,
    unit: 'ms',
    effect:
      'A lever that is first seen later than this after it was set was in force before: only what would empty an upstream is held against it.',
    source: 'a few ticks; a new state must not end what people said',
  },
  leverSteps: {
    value: 20,
    unit: 'count',
    effect: 'A person’s evacuation over some time is made in this many steps at most.',
    source: '5 % of the traffic at a time, as one step of ordinary spilling',
  },
  worthMovingRatio: {
    value: 0.1,
    unit: 'ratio',
    effect:
      'Receivers with less spare room than this part of the demand are no refuge from partial failure or slowness.',
    source: 'two steps of ordinary spilling',
  },
  approvalMs: {
    value: 1_800_000,
    unit: 'ms',
    effect: 'A person’s approval is good for this long.',
    source: 'long enough to be given a little ahead, short enough to be meant',
  },
  budget: {
    value: { carefulRatio: 0.5, anxiousRatio: 0.2 },
    unit: 'ratio',
    effect:
      'With less of the error budget left, steps of a return last twice as long; with less than the second, four times, and none begins while more fails than the objective allows.',
    source: 'one region lost at night costs a tenth of 99.99 %',
  },
  hookTimeoutMs: {
    value: 60_000,
    unit: 'ms',
    effect: 'A hook has failed when it has not ended after this long.',
    source: 'promoting a database takes tens of seconds',
  },
  hookRetryMs: {
    value: 30_000,
    unit: 'ms',
    effect: 'A failed hook is called again after this long, while its move is still wanted.',
    source: 'half of what one may take',
  },
  slowBorneFactor: {
    value: 2.2,
    unit: 'factor',
    effect: 'A region up to this many times slower than usual is not slow.',
    source: 'twice is an ordinary change of load; trims act on targets below',
  },
  slowScore: {
    value: 0.5,
    unit: 'nats',
    effect: 'A region is slow from this sum of logarithms on.',
    source: 'five times slower: in the second tick; four: in the third',
  },
  slowTicks: {
    value: 2,
    unit: 'count',
    effect: 'Least ticks with slowness.',
    source: 'a pause of a second is no slow region',
  },
  slowTickCount: {
    value: 10,
    unit: 'requests',
    effect: 'Least answers by which a tick is judged.',
    source: 'one deviation of the mean is a third of it',
  },
  slowVariation: {
    value: 0.7,
    unit: 'ratio',
    effect: 'Assumed deviation of one latency, as part of the mean.',
    source: 'lognormal σ = .6; two deviations of the mean are left out',
  },
  slowFloorMs: {
    value: 15,
    unit: 'ms',
    effect: 'A region less slower than this is not slow.',
    source: 'less than the way to another region',
  },
  slowKnownCount: {
    value: 100,
    unit: 'requests',
    effect: 'Answers in peace after which a latency is usual.',
    source: 'a mean known to a tenth',
  },
  slowBusyRatio: {
    value: 0.5,
    unit: 'ratio',
    effect:
      'From this part of its stated capacity on, a queue makes a region spill and not count as slow.',
    source: 'what queues at less has lost more than half of what is stated: then it is unwell',
  },
  slowGainFactor: {
    value: 1.5,
    unit: 'factor',
    effect: 'A receiver has to be this much faster than a slow region is.',
    source: 'the move itself has a price',
  },
  slowTrialCount: {
    value: 50,
    unit: 'requests',
    effect: 'Answers at the receivers on which such a move is judged.',
    source: 'a mean known to a sixth',
  },

  budgetWindowMs: {
    value: 3_600_000,
    unit: 'ms',
    effect: 'Transitions are counted over this long.',
    source: 'G5',
  },
  regionReturnsPerHour: {
    value: 6,
    unit: 'per hour',
    effect: 'Returns of a region after which it stays out.',
    source: 'G5',
  },
  targetReturnsPerHour: {
    value: 12,
    unit: 'per hour',
    effect: 'Returns of a target after which it stays out.',
    source: 'G5',
  },
  spacingIntervals: {
    value: 2,
    unit: 'probes',
    effect: 'Weight writes are spaced by this many active-probe intervals.',
    source: 'G6: a weight write restarts Kong’s probe clock',
  },
  loneWitnessMs: {
    value: 5_000,
    unit: 'ms',
    effect: 'A single kind of witness against a region is told of after this long.',
    source: 'two usually come within a second or two',
  },
  retellMs: {
    value: 300_000,
    unit: 'ms',
    effect: 'The same refusal is worth another line after this long.',
    source: 'twelve lines an hour',
  },
  trialPlain: {
    value: { tries: 20, ratio: 0.5 },
    unit: 'ratio',
    effect:
      'From so many tries on, this part of them failing ends a trial move before slowTrialCount.',
    source: 'half of them failing is plain before 150 tries are in',
  },
  slowTrialMs: {
    value: 3_000,
    unit: 'ms',
    effect: 'A trial of slowness counts answers from this long after the move.',
    source: 'answers that were on their way when the weights changed have arrived by then',
  },
} as const satisfies DocumentedTable;
