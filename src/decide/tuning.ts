/**
 * Every number of the control law that the strategy does not set, in one table with its source.
 * CL = reference control-law.md; D = design.md. Durations in ms, scores in nats.
 */

export const TUNING = {
  /** Pool medians, demand and means are taken over this long (CL 9 ii). */
  windowMs: 10_000,
  /** Hard evidence from requests looks back this far: one black-holed answer time-out and a tick. */
  hardWindowMs: 3_000,
  /** After a gap between ticks longer than this, evidence starts anew (G4). */
  gapMs: 10_000,

  /** No error ratio below this counts as abnormal (CL 9.4, CUSUM p0 floor). */
  normalFloorRatio: 0.002,
  /** Smallest error ratio that the tests are built to find (CL 9.4, p1). */
  faultFloorRatio: 0.05,
  faultFactor: 8,
  faultCapRatio: 0.9,
  /** A target or region is compared with twice the pool's median or its own normal (CL 4.2). */
  normalFactor: 2,
  /** A service's own error ratio in peace is remembered with this time constant. */
  normalTauMs: 300_000,
  /** A second counts for at most this multiple of normal: it doubles in some 7 minutes at most. */
  normalRiseFactor: 1.5,

  /** One false ejection per target-day (CL 9.4); two errors alone (6.4 nats) are never enough. */
  targetFalseAlarmMs: 86_400_000,
  targetThreshold: { min: 6.5, max: 20 },
  /** One false region alarm per 30 days (CL 9 iii: h about 15–20). */
  regionFalseAlarmMs: 30 * 86_400_000,
  regionThreshold: { min: 12, max: 20 },
  /** Errors come in bursts: one tick alone never alarms (CL 4.2, correlation caveat). */
  tickCapRatio: 0.7,

  /** Own probes count as failing or clean after this many in a row (CL 9 ii: 2 of 3). */
  probeRun: 2,
  /** Missed probes until a reading is stale. */
  probeFreshIntervals: 3,
  nodeFreshMs: 5_000,
  /** Refused connections in a row over this many tries are proof enough (CL 9 ii). */
  deadTries: 3,
  /** Kong already leaves out what it calls UNHEALTHY, so weight 0 can wait for the region. */
  kongDeadGraceMs: 3_000,

  /** A tick of the controller, where "the last two ticks" are meant (CL 9.4). */
  tickMs: 1_000,
  /** Errors in one tick alone are enough from this multiple of the threshold on. */
  loudFailureFactor: 3,
  /** What a pool knows of itself (burstiness, unevenness) fades with this. */
  poolTauMs: 300_000,
  /** Burstiness is believed up to this, against a prior of so many expected outcomes (CL 4.2). */
  dispersionMax: 8,
  dispersionPrior: 20,

  /** Slow targets (CL 9 i, 4.2): the pool's own latency fades with this … */
  spreadTauMs: 60_000,
  /** … slower than its p95 is slow; a bucket may leave a little more above it … */
  slowTailRatio: 0.06,
  /** … and a quarter of the answers being slow is a fault (p0 .05, p1 .25). */
  slowFaultRatio: 0.25,
  loudSlowFactor: 2,
  /** Means are taken over this, or over the window when that holds too few answers (CL 9.4). */
  paceMs: 3_000,
  /** Dead-band: this many times the usual median distance between well targets (3 σ = 4.4 of it). */
  unevennessFactor: 4.4,
  /** Slower than this (nats) does not teach the pool what is usual. */
  wellExcess: 0.35,
  /** This much slower than its pool is an emergency, if so many σ outside of a tick's noise … */
  extremeRatio: 5,
  extremeSigmas: 4,
  /** … before the pool knows its noise, or beside others that are reduced, only when it lasts. */
  extremeLastsMs: 3_000,
  /** Sum of sampling variances from which the queueing of a pool is known. */
  queueingKnown: 0.15,
  /** Of a pool without stated capacity, trims leave at least this part: others get ≤ 1.5 ×. */
  trimKeepRatio: 2 / 3,
  /** Load on what trims leave of stated capacity at which they are taken back. */
  overdrawnRatio: 0.95,
  /** A queue of answers that take so long is gone after so many times that. */
  drainFactor: 1.5,
  /** Time-outs beside answers that are this much slower than the pool's are slowness. */
  slowNotDeadRatio: 3,
  /** So slow (nats) for so long is trimmed whatever the queues of the pool. */
  severeExcess: 1.4,
  severeLastsMs: 6_000,
  keepByQueueing: [
    { upTo: 1.5, keepRatio: 2 / 3 },
    { upTo: 2.5, keepRatio: 0.85 },
  ] as readonly { readonly upTo: number; readonly keepRatio: number }[],
  /** Evidence of a new weight begins this long after its move: the write, and answers on the way. */
  trimSettleMs: 1_000,
  /** Slow again this soon after more weight is a relapse; its hold doubles up to the maximum. */
  trimRelapseMs: 60_000,
  trimHoldMaxMs: 300_000,
  trimForgivenMs: 300_000,
  /** Of the full weight (CL 9 i-4: up-moves ≤ 8 % per tick). */
  trimRisePerSecond: 0.08,
  /** Of a step of the grid (CL 9.4). */
  trimHysteresis: 0.75,
  /** CUSUM head start for who was caught before (CL 9 ii). */
  headStartRatio: 0.4,
  /** A pool this much slower than in peace gets no more trims: they would strain it further. */
  strainedFactor: 1.5,
  /** Time-out of a service that states none, for a try that got no answer. */
  assumedTimeoutMs: 2_000,
  /** Utilisation older than this is not the load of now (a scrape interval or two). */
  utilisationFreshMs: 45_000,
  /** Three trims that begin one after the other within 90 s wander (CL 10, antagonist). */
  fickleWindowMs: 90_000,
  fickleGapMs: 5_000,
  fickleEpisodes: 3,
  fickleKept: 32,

  ejectionMs: 10_000,
  ejectionMaxMs: 300_000,
  strikeForgivenMs: 60_000,
  /** Of a region's targets; at least one (CL 9 ii). */
  ejectedMaxRatio: 1 / 3,
  /** Nobody is planned above this part of its stated capacity (CL 9 i-6, ρ_max). */
  ceilingRatio: 0.85,
  /** Shares of its own weight with which a target is tried again; then it is in. */
  trialSteps: [0.05, 0.25] as readonly number[],
  trialTries: { min: 10, max: 600 },
  trialMinMs: 2_000,
  /** In nats, in favour of the old fault: a head start for the one who was caught (CL 9 ii). */
  trialScore: 2,
  /** Rule of three: no failure in n tries shows a ratio below 3/n with 95 % (CL 4.1). */
  ruleOfThree: 3,

  /** Requests alone count as proof of loss from this failing ratio on (CL 9 iii: success < 20 %). */
  lostRatio: 0.8,
  lostTries: 5,
  lostTickTries: 10,
  /** Partial evidence (D 7). */
  partialTries: 150,
  suspectTargets: 2,
  suspectScore: 3,
  /** Part of the region's threshold that the others must reach with the worst target left out. */
  othersRatio: 0.5,
  /** Services of one region agree: each gives at most this part of the threshold … */
  jointPartRatio: 0.5,
  /** … and moves only with this much against itself: two failures close together. */
  jointOwnScore: 4,
  jointOwnFailures: 2,
  jointMemoryMs: 10_000,
  receiverTries: 50,
  receiverSeenTries: 3,
  /**
   * What fails everywhere and recovers here first is not this region's loss: a receiver must have
   * been well for as long as old evidence can speak (the window of 3 s and Kong's two probes).
   */
  commonCauseMs: 5_000,
  /** A receiver is no refuge from this part of the giver's failing ratio on. */
  receiverRatio: 0.5,
  sharedRatio: 0.5,

  /** Own probes must be clean this long before a return, or the hold if that is shorter. */
  cleanMs: 30_000,
  /** Part of a region's targets that must answer probes before it returns. */
  cleanTargetsRatio: 2 / 3,
  relapseHalfLifeMs: 900_000,
  gateFloorRatio: 0.01,
  gateFactor: 4,
  gateFailures: 2,
  latencyGateFactor: 2,
  latencyGateCount: 10,
  latencyTauMs: 300_000,
  /** A region that stays slow this many dwell times (at least 5 minutes) is sent away again. */
  slowAbort: { dwells: 10, minMs: 300_000 },

  /** Transitions per hour after which what is out stays out (G5). */
  budgetWindowMs: 3_600_000,
  regionReturnsPerHour: 6,
  targetReturnsPerHour: 12,
  /** Weight writes are spaced by this many active-probe intervals (G6). */
  spacingIntervals: 2,
} as const;
