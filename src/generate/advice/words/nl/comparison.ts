import type { ComparisonWords } from '../en/comparison.ts';

export const COMPARISON: ComparisonWords = {
  heading: 'Vergelijking door simulatie',
  none: 'Voor dit rapport is niet gesimuleerd: draai `ballast advise` zonder `--no-simulate`.',
  intro: ({ watched, seeds, services }) =>
    `Elke storing treft de eerste regio van ${services} en houdt aan; we kijken ${watched} lang, elke service apart bij zijn eigen belasting, ${seeds}, gemiddeld. Alle vier krijgen dezelfde requests, storingen en verwerkingstijden; targets hebben de capaciteit die is opgegeven. Ballast is de echte controller, maar dan in virtuele tijd.`,
  seedList: { one: 'seed {n}', other: 'seeds {n}' },
  leftOut: ({ services }) =>
    `Niet meegenomen: ${services}. Waar het verkeer de regio niet uit mag, valt er niets te vergelijken; zijn er veel services, dan zijn de vijf met de meeste belasting gesimuleerd, van elk soort één.`,
  scaled: ({ scale }) =>
    `Belasting en capaciteit zijn teruggebracht tot ${scale}, zodat de simulatie niet te lang duurt. Bij minder verkeer is er later genoeg bewijs: in werkelijkheid gaat het sneller.`,
  contestant: {
    'kong-default': 'Kong standaard',
    folklore: 'gangbaar advies',
    generated: 'dit ontwerp, Ballast uit',
    ballast: 'dit ontwerp, Ballast aan',
  },
  explain: ({ waits, interval, primary, secondary }) =>
    `“Kong standaard” heeft geen health checks en wacht ${waits} op een antwoord; “gangbaar advies” heeft de checks die overal rondgaan (elke ${interval} een check, geweigerde verbindingen tellen niet mee, gewichten ${primary} tegen ${secondary}).`,
  lostTitle: 'Verloren requests',
  lostHead: 'Storing',
  sent: 'Verstuurd',
  badTitle: 'Slechte seconden: meer dan 1 % van de requests verloren',
  p99Title: 'p99 in ms, zolang de storing duurt',
  noAnswer: 'geen antwoord',
  chart:
    'Verloren requests per storing (wortelschaal): gestippeld Kong standaard, licht gangbaar advies, donker dit ontwerp met Ballast uit, vol met Ballast aan',
  ofSent: ({ sent, shed }) => `van ${sent} verstuurd; bewust geweigerd: ${shed}`,
  source: ({ scenario, seeds }) => `gesimuleerd, scenario ${scenario}, seeds ${seeds}`,
  notBetter: ({ faults }) =>
    `Met Ballast aan gaat er meer verloren dan met Ballast uit bij: ${faults}. Ballast verplaatst dan bij twijfel, of weigert bewust wat niet past; in de bijlage staat hoeveel er geweigerd is.`,
};
