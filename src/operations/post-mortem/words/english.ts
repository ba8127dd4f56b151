/** The post-mortem’s English. Placeholders in braces are filled in by compose.ts. */

export const ENGLISH = {
  title: 'Post-mortem of {strategy}',
  subtitle:
    'From {since} to {until} (UTC). Made from what Ballast kept; a figure’s raised number leads to its source.',
  contents: 'Contents',
  unknown: 'not known',
  never: 'not in this span',
  cut: 'The span has more events than were read; choose a shorter one.',
  summary: {
    title: 'In short',
    harmed:
      '**{service}**: {failed} of {requests} requests were lost ({ratio}), {shed} of these refused on purpose.',
    harmless: '**{service}**: no request was lost of {requests}.',
    silent: '**{service}**: no traffic was counted.',
    more: 'And {count} more services, which lost less or nothing.',
    nothing: 'Nothing was kept of this span. Ballast keeps figures for 90 days while it runs.',
  },
  impact: {
    title: 'Impact',
    intro: 'Requests as their clients saw them; those that clients left early are not counted.',
    head: [
      'Service',
      'Requests',
      'Lost',
      'Refused on purpose',
      'Bad seconds',
      'Worst p99',
      'Budget before',
      'Budget after',
    ],
    causesTitle: 'What failed where',
    causesIntro:
      'Failed tries, also those that another try made good, so there may be more of them than lost requests.',
    causesHead: ['Service', 'Region', 'What happened', 'Tries'],
    noCauses: 'No try failed.',
  },
  causes: {
    errors: 'answered with an error',
    overload: 'answered “overloaded”',
    timeouts: 'did not answer in time',
    connectFailures: 'could not be reached',
  },
  times: {
    title: 'Detection, action, recovery',
    intro:
      'It begins with the first step of time in which more than 1 % of the requests fail, and ends with the last one. The steps are the exactness of these times.',
    head: ['Service', 'Began (UTC)', 'Detected after', 'Acted after', 'Lasted', 'Exact to'],
    none: 'In no step of time did more than 1 % of the requests fail.',
    goesOn: 'goes on at the end of the span',
  },
  timeline: {
    title: 'Time line',
    intro:
      'Times in UTC. Each line has its number: `ballast explain NUMBER` tells the evidence and what followed.',
    head: ['Time', 'No.', 'What', 'Why, with its numbers'],
    none: 'Nothing was decided.',
    more: 'The first {shown} of {count} lines; all are in `ballast journal export`.',
  },
  refusals: {
    title: 'What Ballast did not do, and why',
    intro: 'Wanted, but refused by a guard, a rule or for want of room.',
    head: ['Time', 'No.', 'What', 'Why'],
    none: 'Nothing that was wanted was refused.',
  },
  people: {
    title: 'What people did',
    head: ['Time', 'Who', 'What', 'Outcome'],
    none: 'Nobody pulled a lever.',
    hidden: 'The audit log may not be seen with this token; ask an operator.',
  },
  settings: {
    title: 'Settings that bear on it',
    intro:
      'As they are now, which may differ from then. What is not a default is marked in the last column.',
    head: ['Setting', 'Value', 'Source'],
    none: 'The settings are not known here: run it beside the strategy file, or with --api.',
    own: 'set in the strategy',
  },
  questions: {
    title: 'Open questions',
    cause: 'What was the root cause? Ballast sees what failed, not why.',
    undetected:
      '{service}: more than 1 % of the requests failed, but nothing was decided about it. Were the thresholds right, or was there nothing to move to?',
    slow: '{service}: it took {time} from the first failures to the first weights written. What took so long?',
    notOver: '{service}: failures go on at the end of the span. Is it over?',
    refused: 'Would it have helped to do what was refused (how often: {count})?',
    people: 'How often people had to act: {count}. Which of that should Ballast do by itself?',
    silence: 'Telemetry was stale within the span: which signal, and why?',
    budget: '{service}: its error budget is spent. Which changes wait until it is back?',
    actions: 'Who does what by when so that it does not come back?',
  },
  traces: {
    title: 'Where the figures come from',
    intro: 'Each figure of this report, how it is worked out, and from what.',
    head: ['No.', 'Figure', 'How', 'Source'],
    requests: {
      name: 'Requests',
      how: 'sum over the steps of the span',
      source: 'samples.requests',
    },
    failed: { name: 'Lost', how: 'sum over the steps of the span', source: 'samples.failed' },
    ratio: { name: 'Part lost', how: 'lost ÷ requests', source: 'samples' },
    shed: {
      name: 'Refused on purpose',
      how: 'sum over the steps of the span',
      source: 'samples.shed',
    },
    badSeconds: {
      name: 'Bad seconds',
      how: 'seconds in which more than 1 % of the requests failed, summed',
      source: 'samples.badSeconds',
    },
    p99: { name: 'Worst p99', how: 'the greatest p99 of any step', source: 'samples.p99Ms' },
    budget: {
      name: 'Budget',
      how: 'part that is left, in the first and in the last step',
      source: 'samples.budgetLeftRatio',
    },
    tries: { name: 'Failed tries', how: 'sum by region and kind', source: 'samples.failedTries' },
    times: {
      name: 'Times',
      how: 'time of the event less the begin of the first bad step',
      source: 'samples, journal',
    },
  },
};

export type Words = typeof ENGLISH;
