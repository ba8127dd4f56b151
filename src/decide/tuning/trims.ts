/** Slow targets: when one is slow, how far its weight is trimmed, and how it gets it back. */

import type { DocumentedTable } from '../../lib/documented.ts';

export const TRIMS = {
  tickMs: {
    value: 1_000,
    unit: 'ms',
    effect: 'A tick of the controller, where “the last two ticks” are meant.',
    source: 'CL 9.4',
  },
  loudFailureFactor: {
    value: 3,
    unit: 'factor',
    effect: 'Errors in one tick alone are enough from this multiple of the threshold on.',
    source: 'CL 4.2, correlation caveat',
  },
  poolTauMs: {
    value: 300_000,
    unit: 'ms',
    effect: 'What a pool knows of itself (burstiness, unevenness) fades with this time constant.',
    source: 'as normalTauMs',
  },
  dispersionMax: {
    value: 8,
    unit: 'factor',
    effect: 'Burstiness of errors is believed up to this.',
    source: 'CL 4.2, index of dispersion',
  },
  dispersionPrior: {
    value: 20,
    unit: 'count',
    effect: 'Expected outcomes that speak for no burstiness before anything is seen.',
    source: 'CL 4.2',
  },
  spreadTauMs: {
    value: 60_000,
    unit: 'ms',
    effect: 'The pool’s own latency distribution fades with this time constant.',
    source: 'CL 4.2',
  },
  slowTailRatio: {
    value: 0.06,
    unit: 'ratio',
    effect: 'Slower than the pool’s p95 is slow; a bucket may leave a little more above it.',
    source: 'CL 4.2, p0 .05',
  },
  slowFaultRatio: {
    value: 0.25,
    unit: 'ratio',
    effect: 'A quarter of the answers being slow is a fault.',
    source: 'CL 4.2, p1 .25',
  },
  loudSlowFactor: {
    value: 2,
    unit: 'factor',
    effect: 'Slow answers in one tick alone are enough from this multiple of the threshold on.',
    source: 'CL 4.2, correlation caveat',
  },
  paceMs: {
    value: 3_000,
    unit: 'ms',
    effect:
      'Mean latencies are taken over this, or over the window when that holds too few answers.',
    source: 'CL 9.4, between attack times of RR and LC',
  },
  unevennessFactor: {
    value: 4.4,
    unit: 'factor',
    effect: 'Dead-band: this many times the usual median distance between well targets.',
    source: 'CL 9 i-3; 3 σ of a normal distribution is 4.4 of it',
  },
  measuredDeadBand: {
    value: 0.7,
    unit: 'nats',
    effect: 'Dead-band of a target whose utilisation is known: its load is balanced by that.',
    source: '2 ×, as for least-connections (CL 9.4)',
  },
  wellExcess: {
    value: 0.35,
    unit: 'nats',
    effect: 'A target slower than its pool by this does not teach the pool what is usual.',
    source: 'half of the dead-band of least-connections (CL 9.4)',
  },
  extremeRatio: {
    value: 5,
    unit: 'factor',
    effect: 'A target this much slower than its pool is an emergency.',
    source: 'measured: a target 10 × slower is to be left within 2 s',
  },
  extremeSigmas: {
    value: 4,
    unit: 'count',
    effect: '… when it is so many deviations outside of a tick’s noise.',
    source: 'CL 5.1, sampling noise',
  },
  queueingKnown: {
    value: 0.15,
    unit: 'count',
    effect: 'Sum of sampling variances from which the queueing of a pool is known.',
    source: 'about 10 s of ten busy targets',
  },
  keepByQueueing: {
    value: [
      { upTo: 1.5, keepRatio: 2 / 3 },
      { upTo: 2.5, keepRatio: 0.85 },
    ] as readonly { readonly upTo: number; readonly keepRatio: number }[],
    unit: 'ratio',
    effect:
      'Under round-robin without stated capacity, what trims leave of a pool by how much queues ' +
      'move its latencies; above the last, all of it.',
    source: 'simulated: 1.0 at ρ ≤ .65, 1.7 at .75, 3 at .8, 5 at .85',
  },
  overdrawnRatio: {
    value: 0.95,
    unit: 'ratio',
    effect: 'Load on what trims leave of stated capacity at which they are taken back.',
    source: 'hysteresis over ceilingRatio',
  },
  severeExcess: {
    value: 1.4,
    unit: 'nats',
    effect:
      'A target this much slower than its pool for severeLastsMs is trimmed whatever the queues.',
    source: '4 ×; no queue at ρ .85 lasts so long (simulated)',
  },
  severeLastsMs: {
    value: 6_000,
    unit: 'ms',
    effect: 'See severeExcess.',
    source: 'queue relaxation, CL 5.1',
  },
  drainFactor: {
    value: 1.5,
    unit: 'factor',
    effect: 'A queue of answers that take so long is taken for gone after so many times that.',
    source: 'simulated',
  },
  slowNotDeadRatio: {
    value: 3,
    unit: 'factor',
    effect: 'Time-outs beside answers that are this much slower than the pool’s are slowness.',
    source: 'simulated: time-outs of an overloaded target ejected it, and the next',
  },
  extremeLastsMs: {
    value: 3_000,
    unit: 'ms',
    effect: 'With less known, or beside other slow targets, it has to last this long.',
    source: 'hardWindowMs',
  },
  trimKeepRatio: {
    value: 2 / 3,
    unit: 'ratio',
    effect:
      'Of a pool without stated capacity, trims leave at least this part: others get at most 1.5 ×.',
    source: 'ejectedMaxRatio',
  },
  trimSettleMs: {
    value: 1_000,
    unit: 'ms',
    effect:
      'Evidence of a new weight begins this long after its move: the write, and answers on the way.',
    source: 'recordings: 50 ms at the node, 0.24 s at others',
  },
  trimRelapseMs: {
    value: 60_000,
    unit: 'ms',
    effect: 'Slow again this soon after more weight is a relapse; its hold doubles.',
    source: 'strikeForgivenMs',
  },
  trimHoldMaxMs: {
    value: 300_000,
    unit: 'ms',
    effect: 'No hold of a trim is longer.',
    source: 'ejectionMaxMs',
  },
  trimForgivenMs: {
    value: 300_000,
    unit: 'ms',
    effect: 'One relapse is forgiven per this much clean time.',
    source: 'CL 9 ii',
  },
  trimRisePerSecond: {
    value: 0.08,
    unit: 'ratio',
    effect: 'Of the full weight, how fast a trim is taken back.',
    source: 'CL 9 i-4',
  },
  badLevelMs: {
    value: 300_000,
    unit: 'ms',
    effect:
      'A trim does not rise to the level at which its target was slow for so long; doubles with ' +
      'each relapse.',
    source: 'simulated: capacities 1:2:4 without utilisation',
  },
  badRestMs: {
    value: 20_000,
    unit: 'ms',
    effect: 'Then it rises beyond that no sooner after another rise, …',
    source: 'a queue shows only after some seconds',
  },
  badStep: {
    value: 1.5,
    unit: 'factor',
    effect:
      '… and half-way to so much more. Until then it stays so much short of where it was slow.',
    source: 'one or two steps of the grid; nearly as much is nearly as slow',
  },
  nearlyFullRatio: {
    value: 0.6,
    unit: 'ratio',
    effect: 'From this level on, the next rise is to full weight.',
    source: 'few writes (G6)',
  },
  shortOfFullRatio: {
    value: 0.95,
    unit: 'ratio',
    effect: 'A target that was slow at full weight twice rises towards this, not to it.',
    source: 'simulated: capacities 1:2:4 without utilisation',
  },
  leastRise: {
    value: 1.2,
    unit: 'factor',
    effect: 'A rise by less is not worth a write.',
    source: 'a step of the grid',
  },
  trimHysteresis: {
    value: 0.75,
    unit: 'ratio',
    effect: 'Of a step of the grid, how far a wanted weight must be away to be written.',
    source: 'CL 9.4',
  },
  headStartRatio: {
    value: 0.4,
    unit: 'ratio',
    effect: 'Of the threshold: where the test begins for who was caught before.',
    source: 'CL 9 ii',
  },
  strainedFactor: {
    value: 1.5,
    unit: 'factor',
    effect:
      'A pool this much slower than in peace gets no more trims: they would strain it further.',
    source: 'CL 5.4, failed design (a)',
  },
  assumedTimeoutMs: {
    value: 2_000,
    unit: 'ms',
    effect: 'Time-out of a service that states none, for a try that got no answer.',
    source: 'tuned Kong of the recordings',
  },
  utilisationFreshMs: {
    value: 45_000,
    unit: 'ms',
    effect: 'Utilisation older than this is not the load of now.',
    source: 'a scrape interval or two',
  },
  sizingAlpha: {
    value: 0.3,
    unit: 'ratio',
    effect: 'Weight of a new sample in the recent estimate of a capacity.',
    source: 'gRPC A58, CL 9 i-2',
  },
  sizingSamples: {
    value: 20,
    unit: 'count',
    effect: 'Samples that the steady estimate of a capacity is a mean of.',
    source: 'noise of a sample about 6 %, simulated',
  },
  sizingChange: {
    value: 0.25,
    unit: 'nats',
    effect: 'A recent estimate this far from the steady one replaces it.',
    source: 'four times the noise of the recent estimate',
  },
  sizingBlackoutMs: {
    value: 10_000,
    unit: 'ms',
    effect: 'A capacity is used after so long of reports.',
    source: 'gRPC A58',
  },
  sizingPatienceMs: {
    value: 60_000,
    unit: 'ms',
    effect: 'A target of which the first capacity is being measured is not trimmed for so long.',
    source: 'a few scrapes',
  },
  sizingSaturated: {
    value: 0.95,
    unit: 'ratio',
    effect: 'A sample this busy is an upper bound, and a first guess until there are others.',
    source: 'simulated: overload made a capacity look a quarter too large',
  },
  sizingExpiryMs: {
    value: 180_000,
    unit: 'ms',
    effect: 'A capacity without reports for so long is forgotten.',
    source: 'gRPC A58',
  },
  sizingSpacingMs: {
    value: 10_000,
    unit: 'ms',
    effect: 'Shares by capacity change no sooner after another.',
    source: 'gRPC A58 blackout',
  },
  sizingMinRps: {
    value: 1,
    unit: 'requests',
    effect: 'A target with fewer requests per second says nothing of its capacity.',
    source: 'sampling noise',
  },
  sizingMinUtilisation: {
    value: 0.03,
    unit: 'ratio',
    effect: 'Nor one less busy than this.',
    source: 'idle load is not from requests',
  },
  sizingNear: {
    value: 0.9,
    unit: 'ratio',
    effect: 'Shares this near to the stated ones go all the way back.',
    source: 'one step of the grid',
  },
  sizingUneven: {
    value: { fine: 1.01, coarse: 1.25 },
    unit: 'factor',
    effect: 'The busiest against the mean from which shares follow capacity, and some errors more.',
    source: 'bar: max ÷ mean ≤ 1.05; least-connections evens out by itself',
  },
  sizingSigmas: {
    value: { first: 5, more: 1 },
    unit: 'count',
    effect: 'Errors of the estimate beyond that: before shares first follow capacity, and after.',
    source: 'no write in peace (G6): 10 targets looked at twice a minute, for years',
  },
  sizingPrior: {
    value: { noise: 4, samples: 5 },
    unit: 'count',
    effect: 'Variance of a sample × its requests that is assumed, and for how many samples.',
    source: 'simulated: lognormal service times, σ 1, scrapes of 5 s against a window of 10 s',
  },
  sizingLeastSamples: {
    value: 3,
    unit: 'count',
    effect: 'Samples from which an estimate is used, and that a new one counts for.',
    source: 'gRPC A58 blackout',
  },
  sizingChangeSigmas: {
    value: 4,
    unit: 'count',
    effect: '… and by so many of its errors.',
    source: 'at few requests per second the recent estimate strays by itself',
  },
  sizingSteps: {
    value: { fine: 32, coarse: 2 },
    unit: 'count',
    effect: 'Steps per doubling of a share by capacity.',
    source: '1 % at most from the wanted share (fine)',
  },
  fickleWindowMs: {
    value: 90_000,
    unit: 'ms',
    effect: 'Trims that begin one after the other at several targets within this wander.',
    source: 'CL 10, antagonist',
  },
  fickleGapMs: {
    value: 5_000,
    unit: 'ms',
    effect: 'Trims closer together than this are one episode.',
    source: 'CL 10, antagonist',
  },
  fickleEpisodes: {
    value: 3,
    unit: 'count',
    effect: 'So many episodes make a pool fickle: trims are off.',
    source: 'CL 10, antagonist',
  },
  fickleKept: {
    value: 32,
    unit: 'count',
    effect: 'Episodes remembered.',
    source: 'bound on the state',
  },
  pacePoolCount: {
    value: 100,
    unit: 'requests',
    effect: 'Answers of the pool from which its p95 is known.',
    source: 'five above it',
  },
} as const satisfies DocumentedTable;
