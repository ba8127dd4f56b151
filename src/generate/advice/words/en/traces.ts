import type { TraceKey } from '../../figures/traces.ts';

export const TRACE_SECTION = {
  heading: 'Appendix: where each figure comes from',
  intro:
    'One row for each kind of figure, in the order in which the report uses them. *kong-facts* and *recordings* are Ballast’s collections of Kong’s behaviour, read in its source and measured on Kong 3.9.3; *decision*, *defaults* and *forecast* are pages of its documentation.',
  head: ['No.', 'Figure', 'Formula', 'Source', 'Filled in'],
  line: (text: { line: string; place: string }) => `line ${text.line} ${text.place}`,
  more: { one: 'and {n} more', other: 'and {n} more' },
};

export const TRACE_WORDS: Readonly<
  Record<TraceKey, { readonly name: string; readonly formula: string }>
> = {
  given: { name: 'given', formula: 'as written in the strategy, or its default' },
  load: {
    name: 'load counted with',
    formula:
      'stated capacity of the first region × part assumed in use; without capacity a fixed rate',
  },
  loadGiven: { name: 'load counted with', formula: 'as given' },
  budget: { name: 'error budget', formula: 'window × (1 − availability)' },
  share: { name: 'share of traffic', formula: 'weight / sum of weights, in peace' },
  timeout: {
    name: 'time-out of one try',
    formula: 'given, else a multiple of the latency objective, within the caller’s patience',
  },
  retries: {
    name: 'further tries',
    formula: 'given, else as many as fit into the caller’s deadline',
  },
  worstRequest: { name: 'longest request', formula: '(1 + further tries) × time-out' },
  refused: { name: 'refusing target found', formula: 'failures × (interval + scheduler tick)' },
  hanging: {
    name: 'hanging target found',
    formula: 'failures × (interval + scheduler tick) + limit of the probe',
  },
  status: { name: 'failing target found', formula: 'failures × (interval + scheduler tick)' },
  recovery: { name: 'healed target back', formula: 'successes × (interval + scheduler tick)' },
  checks: { name: 'counters of active checks', formula: 'written by `ballast generate`' },
  passive: { name: 'counters of passive checks', formula: 'written by `ballast generate`' },
  probeLoad: {
    name: 'probes per target',
    formula: 'Kong nodes × upstreams that hold it / interval',
  },
  partialTarget: {
    name: 'target failing in part found',
    formula:
      'threshold / evidence per try / tries a second + log + tick + write + slack, at the load',
  },
  partialRegion: {
    name: 'region failing in part found',
    formula: 'max(least tries, threshold / evidence per try) × factor / load + log + tick + write',
  },
  example: { name: 'example of a partial fault', formula: 'fixed' },
  person: { name: 'until a person has acted', formula: 'assumed' },
  returnTime: { name: 'complete return', formula: 'hold + each step but the last' },
  returnStep: {
    name: 'step of a return',
    formula: 'max(least time, least requests / (share × load))',
  },
  ceiling: { name: 'ceiling', formula: 'fixed: above it a region is not filled' },
  capacity: { name: 'capacity of a region', formula: 'sum of its targets' },
  remaining: { name: 'capacity left', formula: 'sum of the targets of all other regions' },
  survivable: { name: 'load that fits', formula: 'capacity left × ceiling' },
  headroom: { name: 'room at this load', formula: 'load that fits − load' },
  targetLoad: {
    name: 'load of a target',
    formula: 'load × share of its region × its part of the region',
  },
  targetLoadLost: {
    name: 'load of a target, a region lost',
    formula: 'the same with the shares that remain; the largest over the regions',
  },
  assumption: { name: 'assumption', formula: 'assumed, or your file' },
  frequency: {
    name: 'failures a year',
    formula: 'places × year / mean time between failures × part of its kind',
  },
  lossPerEvent: { name: 'cost of one failure', formula: 'cost in a year / failures a year' },
  lossPerYear: {
    name: 'cost in a year',
    formula: 'Σ frequency × duration of each phase × what fails in it',
  },
  expected: { name: 'expected outage', formula: 'sum of the rows' },
  budgetPerYear: { name: 'allowed in a year', formula: 'year × (1 − availability)' },
  availability: { name: 'expected availability', formula: '1 − expected outage / year' },
  budgetUse: { name: 'budget used', formula: 'expected outage / allowed in a year' },
  years: { name: 'simulated years', formula: 'Monte-Carlo over the same failures' },
  saved: { name: 'saved a year', formula: 'expected outage − the same with this twice as good' },
  simLost: {
    name: 'requests lost',
    formula: 'no complete expected answer within the client’s deadline; mean over the seeds',
  },
  simBad: {
    name: 'bad seconds',
    formula: 'seconds with more than one in a hundred lost; the worst service, mean over the seeds',
  },
  simP99: {
    name: 'p99',
    formula: 'of answered requests from the fault on; the worst service, mean over the seeds',
  },
  simSetting: { name: 'setting of the simulation', formula: 'chosen to bound the time it takes' },
  contestant: {
    name: 'settings compared with',
    formula: 'defaults of Kong, and the advice that circulates',
  },
  latencyLost: { name: 'lost under `latency`', formula: 'measured' },
  coldReturn: {
    name: 'lost when a cold region returns',
    formula: 'simulated, least-connections in two levels',
  },
  overload: { name: 'lost when overload is counted as death', formula: 'measured' },
  retryRepeats: { name: 'retries at the same target', formula: 'measured' },
  hashRetry: { name: 'tries at a refusing target', formula: 'measured' },
  hashKeys: { name: 'keys that move', formula: '1 / targets of the region' },
  hashRing: {
    name: 'ring of consistent-hashing',
    formula: 'places × targets, at least Kong’s default',
  },
  starves: { name: 'shares under least-connections', formula: 'measured' },
  slowTarget: { name: 'one slow target', formula: 'simulated, Kong alone' },
  lastResort: {
    name: 'share of the last resort',
    formula: 'one unit of weight for each target / sum',
  },
  hop: { name: 'cost of the second level', formula: 'measured' },
};
