export const CHECKS = {
  heading: 'Health checks, time limits, and how soon a failure is found',
  intro: (text: {
    activeFailures: string;
    activeSuccesses: string;
    tcp: string;
    timeouts: string;
    http: string;
  }) =>
    `Active checks mark a target after ${text.activeFailures} failures of one kind and take it back after ${text.activeSuccesses} good answers; every Kong node probes for itself. Passive checks mark it after ${text.tcp} refused or ${text.timeouts} timed-out tries, or ${text.http} errors in a row. The times below are the worst case of the active checks, which need no traffic.`,
  head: [
    'Service',
    'Probe',
    'Refused',
    'Hangs',
    '5xx on probe',
    'Back after',
    'Probes a target gets',
  ],
  probe: (text: { path: string; interval: string; timeout: string }) =>
    `\`${text.path}\` every ${text.interval}, limit ${text.timeout}`,
  limitsHead: ['Service', 'One try', 'Further tries', 'All tries', 'Callers wait'],
  overload: (text: { counting: string; leaving: string }) =>
    `503 and 429 on traffic mean overload and mark nothing: taking overloaded targets out lost ${text.counting} requests instead of ${text.leaving} where the standby was too small. On the probe path 503 does count.`,
  tooSlow: (text: { service: string; all: string; deadline: string }) =>
    `**${text.service}**: all tries together take ${text.all}, longer than the ${text.deadline} that callers wait. Lower \`protect.timeout\` or \`protect.retries\`.`,
  failures: 'What happens when …',
  failuresIntro: (text: { person: string }) =>
    `For each service: until traffic has moved at the latest (≤) or on average (≈). Where nothing moves by itself, a person is assumed to have acted after ${text.person}.`,
  failuresHead: ['Failure', 'Who moves it', 'Kong alone', 'With Ballast', 'Callers notice'],
  failure: {
    'region-refuses': 'region refuses connections',
    'region-hangs': 'region accepts and never answers',
    'region-errors': 'region answers 5xx, also on the probe path',
    'target-gray': (ratio: string) => `one target fails ${ratio}, its probe is fine`,
    'region-gray': (ratio: string) => `region fails ${ratio}, probes are fine`,
    slow: 'target or region slow, no time-outs',
  },
  who: { kong: 'Kong', ballast: 'Ballast', trims: 'Ballast, a part' },
  callers: {
    'region-refuses': 'a few errors; the rest is retried',
    'region-hangs':
      'GET is slow once, then normal; POST and PATCH are not repeated and fail until the target is marked',
    'region-errors': '5xx until marked: Kong never retries an answer',
    'target-gray': 'errors until ejected; alone, Kong ejects and re-admits it again and again',
    'region-gray': 'errors until traffic has moved',
    slow: 'slow answers; this spends the latency objective, not the error budget',
  },
  never: 'never by itself',
  trimmed: 'weights follow within seconds',
  hash: 'consistent-hashing: a retry goes to the same target until it is marked, so a refusing target fails its keys that long.',
  isolated: (text: { services: string }) =>
    `${text.services}: traffic may not leave its region, so what a lost region served fails until it is repaired.`,
};

export type ChecksWords = typeof CHECKS;
