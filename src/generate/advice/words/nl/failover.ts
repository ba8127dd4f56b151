import type { FailoverWords } from '../en/failover.ts';

export const FAILOVER: FailoverWords = {
  heading: 'Uitwijken en terugschakelen',
  modeHead: ['Service', 'Hoe', 'Als het niet past', 'Wie beslist', 'Terugschakelen'],
  short: { shed: 'bewust weigeren (503 met Retry-After)', overflow: 'toch doorsturen' },
  approval: { auto: 'Ballast', manual: 'een mens' },
  readers: ({ regions }) =>
    `; ${regions} leest alleen: zonder de regio’s die schrijven wordt schrijven meteen geweigerd en gaat lezen door`,
  hooks: ', nadat `before` gelukt is',
  returnAuto: ({ hold, total }) =>
    `na ${hold} zonder klachten; op zijn vroegst na ${total} helemaal terug`,
  returnManual: ({ hold }) => `na ${hold} zonder klachten en na akkoord van een mens`,
  stays: 'niet: het verkeer blijft in de eigen regio',
  story: ({ service }) => `Tijdlijn: ${service}`,
  storySame: 'De service die er het langst over doet om terug te schakelen.',
  fault: '**Een regio antwoordt niet meer.**',
  kongOut: ({ after }) =>
    `uiterlijk +${after}: Kong heeft de targets gemarkeerd; het verkeer gaat naar de volgende regio.`,
  evacuated:
    'een paar seconden later: twee soorten bewijs zijn het eens (eigen checks, requests, de health van Kong). Ballast legt het vast in de gewichten, zodat Kong een regio die net terug is niet meteen kan overspoelen.',
  approvalNeeded:
    'Ballast wacht op een mens voordat het verkeer verplaatst (`failover.approval: manual`); de health checks van Kong wachten niet.',
  healed: '**De regio antwoordt weer.**',
  hold: ({ hold, max }) =>
    `+${hold}: zo lang moet alles er goed uitzien. Na elke terugval twee keer zo lang, tot ${max}.`,
  steps: ({ dwell, requests }) =>
    `daarna de stappen hieronder, elk minstens ${dwell} en ${requests} goede requests.`,
  returned: ({ total }) => `op zijn vroegst +${total}: al het verkeer is terug.`,
  relapse: 'Fouten tijdens een stap? Dan meteen terug naar de wachttijd.',
  manualReturn: 'Terugschakelen wacht op een mens (`failback.approval: manual`).',
  blocked: 'In de tijden van `failback.blocked` begint het terugschakelen niet.',
  stepsHead: ['Deel van het eigen verkeer', 'Bereikt na', 'Duurt minstens'],
  stepsIntro: ({ rps }) => `De weg terug bij ${rps}, geteld vanaf het herstel:`,
  why: ({ atOnce, inSteps }) =>
    `Waarom zo langzaam? Een regio die koud terugkwam en meteen alles kreeg, kostte in de simulator ${atOnce} requests; in deze stappen ${inSteps}.`,
  chartOut:
    'Totdat een uitgevallen regio uit de roulatie is: bovengrens van de actieve checks van Kong, en het gemiddelde van de toetsen van Ballast',
  chartBack: ({ service }) =>
    `De weg terug van ${service}: deel van het normale verkeer van de regio, in minuten na het herstel`,
  axisSeconds: 'seconden na de storing',
  axisMinutes: 'minuten na het herstel',
  holdLabel: 'wachttijd',
};
