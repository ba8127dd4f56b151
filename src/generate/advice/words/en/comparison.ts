export const COMPARISON = {
  heading: 'Compared by simulation',
  none: 'Not simulated for this report: run `ballast advise` without `--no-simulate`.',
  intro: (text: { watched: string; seeds: string; services: string }) =>
    `Each fault hits the first region of ${text.services} and lasts; it is watched for ${text.watched}, each service by itself at its load, ${text.seeds}, mean. All four see the same requests, faults and service times; targets have their stated capacity. Ballast is the production controller in virtual time.`,
  seedList: { one: 'seed {n}', other: 'seeds {n}' },
  leftOut: (text: { services: string }) =>
    `Left out: ${text.services}. Where traffic may not leave its region there is nothing to compare; of many services the five with the most load are simulated, one of each kind.`,
  scaled: (text: { scale: string }) =>
    `Load and capacity were scaled to ${text.scale}, to bound the time it takes. Less traffic means slower evidence: the real figures are better.`,
  contestant: {
    'kong-default': 'default Kong',
    folklore: 'usual advice',
    generated: 'this design, Ballast dead',
    ballast: 'this design, Ballast running',
  },
  explain: (text: { waits: string; interval: string; primary: string; secondary: string }) =>
    `“Default Kong” has no health checks and waits ${text.waits} for an answer; “usual advice” has the checks that circulate (a probe each ${text.interval}, refused ones not counted, weights ${text.primary} to ${text.secondary}).`,
  lostTitle: 'Requests lost',
  lostHead: 'Fault',
  sent: 'Sent',
  badTitle: 'Bad seconds: more than 1 % of the requests lost',
  p99Title: 'p99 in ms, while the fault lasts',
  noAnswer: 'none answered',
  chart:
    'Requests lost in each fault (square-root scale): dotted default Kong, light usual advice, dark this design with Ballast dead, full with Ballast running',
  ofSent: (text: { sent: string; shed: string }) =>
    `of ${text.sent} sent; refused on purpose: ${text.shed}`,
  source: (text: { scenario: string; seeds: string }) =>
    `simulated, scenario ${text.scenario}, seeds ${text.seeds}`,
  notBetter: (text: { faults: string }) =>
    `With Ballast running more is lost than with Ballast dead in: ${text.faults}. It moves in doubt, or refuses on purpose what does not fit; look at what was refused in the appendix.`,
};

export type ComparisonWords = typeof COMPARISON;
