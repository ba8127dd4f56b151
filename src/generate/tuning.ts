/** Every number that `generate` and `advise` use and the strategy does not set, with its source. */

import { valuesOf, type DocumentedTable } from '../lib/documented.ts';

export const GENERATED_CHECKS = {
  activeFailures: {
    value: 2,
    unit: 'probes',
    effect: 'Failures in a row, of one kind, until an active probe marks a target unhealthy.',
    source: 'one lost packet is no outage; found in about two intervals (recordings 91)',
  },
  activeSuccesses: {
    value: 2,
    unit: 'probes',
    effect: 'Good probes in a row until a target is back.',
    source: 'a health mark of Ballast is not undone by one probe (recordings 28)',
  },
  passiveTcpFailures: {
    value: 2,
    unit: 'requests',
    effect: 'Refused connections until Kong’s circuit breaker takes a target out.',
    source: 'a refusal is never chance',
  },
  passiveTimeouts: {
    value: 2,
    unit: 'requests',
    effect: 'Time-outs until Kong’s circuit breaker takes a target out.',
    source: 'each holds a caller for the whole time-out',
  },
  passiveHttpFailures: {
    value: 5,
    unit: 'requests',
    effect: 'Error answers without enough good ones between until a target is taken out.',
    source: 'error ratios are Ballast’s to judge; this is for total loss',
  },
  passiveSuccesses: {
    value: 5,
    unit: 'requests',
    effect: 'Good answers in a row that clear the counters.',
    source: 'above 1, so that an answer under way cannot undo a mark (recordings 111)',
  },
  concurrencyMin: {
    value: 10,
    unit: 'probes',
    effect: 'Probes at the same time, or one per target if that is more.',
    source: 'Kong’s default; all at once, so that hanging targets do not delay the next sweep',
  },
  schedulerTickMs: {
    value: 100,
    unit: 'ms',
    effect: 'Kong’s probe scheduler looks once per this time; part of each worst case.',
    source: 'Kong 3.9.3, lua-resty-healthcheck',
  },
} as const satisfies DocumentedTable;

export const GENERATED_TIMINGS = {
  timeoutPerObjective: {
    value: 4,
    unit: 'factor',
    effect: 'A try times out at this multiple of the latency promised for the highest quantile.',
    source: 'well above the tail, well below what callers wait',
  },
  timeoutMinMs: {
    value: 1_000,
    unit: 'ms',
    effect: 'No try times out sooner, whatever the objective.',
    source: 'a collection of garbage or a lost packet takes some 100 ms',
  },
  triesWithoutObjective: {
    value: 3,
    unit: 'requests',
    effect: 'Without a latency objective a try may take this part of the caller’s deadline.',
    source: 'two further tries fit',
  },
  retriesMax: {
    value: 5,
    unit: 'requests',
    effect: 'Most extra tries, when more would fit into the caller’s deadline.',
    source: 'Kong’s default; more only repeats work for callers who have gone',
  },
} as const satisfies DocumentedTable;

export const GENERATED_UPSTREAMS = {
  slotsPerTarget: {
    value: 165,
    unit: 'count',
    effect: 'Ring places per target under consistent-hashing.',
    source: 'recordings 81: 61 equal targets fit in 10,000, 62 do not and every request is 503',
  },
  slotsDefault: {
    value: 10_000,
    unit: 'count',
    effect: 'Least ring size.',
    source: 'Kong’s default',
  },
  slotsMax: {
    value: 65_536,
    unit: 'count',
    effect: 'Largest ring that Kong takes.',
    source: 'recordings 8',
  },
} as const satisfies DocumentedTable;

export const GENERATED_LOGS = {
  timeoutMs: {
    value: 2_000,
    unit: 'ms',
    effect: 'Kong gives up a delivery to Ballast after this long.',
    source: 'older news is of no use',
  },
  keepaliveMs: {
    value: 60_000,
    unit: 'ms',
    effect: 'Kong keeps an idle connection to Ballast open this long.',
    source: 'Kong’s default',
  },
  batchEntries: {
    value: 200,
    unit: 'requests',
    effect: 'Most log entries in one delivery.',
    source: 'a tenth of a second at 2,000 requests/s',
  },
  coalescingSeconds: {
    value: 0.1,
    unit: 'seconds',
    effect: 'Kong collects entries for this long: the delay of all evidence from requests.',
    source: 'a tenth of Ballast’s tick',
  },
  queueEntries: {
    value: 10_000,
    unit: 'requests',
    effect: 'Entries that Kong keeps while Ballast does not answer; older ones are dropped.',
    source: 'bounded: telemetry must never harm the gateway',
  },
  queueBytes: {
    value: 8_388_608,
    unit: 'bytes',
    effect: 'The same in bytes.',
    source: '800 bytes an entry',
  },
  retryDelaySeconds: {
    value: 0.1,
    unit: 'seconds',
    effect: 'Pause before a failed delivery is repeated; doubles.',
    source: 'a restart of Ballast takes about a second',
  },
  retryDelayMaxSeconds: {
    value: 1,
    unit: 'seconds',
    effect: 'Longest pause between deliveries.',
    source: 'Ballast’s tick',
  },
  retryTimeSeconds: {
    value: 5,
    unit: 'seconds',
    effect: 'After this long a delivery is dropped.',
    source: 'older news is of no use',
  },
} as const satisfies DocumentedTable;

export const CHECKS_TUNING = valuesOf(GENERATED_CHECKS);
export const TIMINGS_TUNING = valuesOf(GENERATED_TIMINGS);
export const UPSTREAMS_TUNING = valuesOf(GENERATED_UPSTREAMS);
export const LOGS_TUNING = valuesOf(GENERATED_LOGS);
