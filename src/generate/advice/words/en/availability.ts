export const AVAILABILITY = {
  heading: 'Expected availability',
  none: 'Not worked out for this report.',
  intro:
    'What fails how often, times what one failure costs: full-outage equivalents, in which ten seconds with half of the requests failing count as five. Times until traffic has moved are simulated where the table says so, else by formula. The frequencies are assumptions: replace them by your own records.',
  head: [
    'Service',
    'Objective',
    'Kong alone',
    'With Ballast',
    'Budget used, alone',
    'With Ballast',
    'Windows met',
    'One year in twenty is worse than',
  ],
  eventsTitle: (text: { service: string }) => `${text.service}: what it is made of`,
  eventsHead: [
    'Failure',
    'A year',
    'One costs, alone',
    'With Ballast',
    'A year, alone',
    'With Ballast',
  ],
  totalRow: 'together',
  budgetRow: 'allowed by the objective',
  measured:
    'Times until traffic has moved: simulated with this strategy, but for hanging: by formula, since POST and PATCH are not repeated.',
  computed:
    'Times until traffic has moved: by formula, since its receivers are too small, its traffic may not move, or nothing was simulated.',
  chart: (text: { service: string }) =>
    `${text.service}: full outage a year by kind of failure; outlined with Kong alone, filled with Ballast; dashed: what the objective allows in all`,
  leversTitle: 'What would have to improve first',
  leversIntro: 'Each made twice as good, all else equal: full outage saved in a year with Ballast.',
  leversHead: ['Service', 'Improvement', 'Saves a year'],
  assumptionsTitle: 'Assumed frequencies and repair times',
  assumptionsIntro:
    'To be changed in a file for `--failures` (keys in docs/forecast.md); the report then counts with yours.',
  assumptionsHead: ['Assumption', 'Value', 'Source'],
  yours: 'your file',
  unknownCapacity: (text: { services: string }) =>
    `${text.services}: capacity is not stated, so that receivers that are too small cost nothing here. The real figure is worse.`,
  simulatedYears: (text: { years: string; seed: string }) =>
    `“Windows met” and “one year in twenty” are from ${text.years} simulated years, seed ${text.seed}; the rest is by formula.`,
};

export type AvailabilityWords = typeof AVAILABILITY;
