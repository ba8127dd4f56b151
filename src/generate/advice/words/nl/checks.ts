import type { ChecksWords } from '../en/checks.ts';

export const CHECKS: ChecksWords = {
  heading: 'Health checks, time-outs en hoe snel een storing wordt gezien',
  intro: ({ activeFailures, activeSuccesses, tcp, timeouts, http }) =>
    `De actieve check markeert een target na ${activeFailures} fouten van dezelfde soort en neemt het na ${activeSuccesses} goede antwoorden weer op; elke Kong-node test zelf. De passieve check markeert na ${tcp} geweigerde of ${timeouts} verlopen pogingen, of na ${http} fouten op rij. De tijden hieronder zijn de bovengrens van de actieve check; die heeft geen verkeer nodig.`,
  head: [
    'Service',
    'Check',
    'Weigert',
    'Hangt',
    '5xx op de check',
    'Weer terug na',
    'Checks per target',
  ],
  probe: ({ path, interval, timeout }) => `\`${path}\` elke ${interval}, time-out ${timeout}`,
  limitsHead: ['Service', 'Eén poging', 'Extra pogingen', 'Alle pogingen', 'Clients wachten'],
  overload: ({ counting, leaving }) =>
    `503 en 429 op gewoon verkeer betekenen overbelasting en markeren niets. Overbelaste targets eruit halen kostte bij een te kleine standby ${counting} requests in plaats van ${leaving}. Op het pad van de health check telt 503 wel mee.`,
  tooSlow: ({ service, all, deadline }) =>
    `**${service}**: alle pogingen samen duren ${all}, langer dan de ${deadline} die clients wachten. Verlaag \`protect.timeout\` of \`protect.retries\`.`,
  failures: 'Wat gebeurt er als …',
  failuresIntro: ({ person }) =>
    `Per service: de tijd totdat het verkeer verplaatst is, uiterlijk (≤) of gemiddeld (≈). Waar niets vanzelf verschuift, gaan we ervan uit dat iemand na ${person} heeft ingegrepen.`,
  failuresHead: ['Storing', 'Wie grijpt in', 'Kong alleen', 'Met Ballast', 'Clients merken'],
  failure: {
    'region-refuses': 'regio weigert verbindingen',
    'region-hangs': 'regio neemt aan maar antwoordt niet',
    'region-errors': 'regio geeft 5xx, ook op de health check',
    'target-gray': (ratio) => `één target geeft ${ratio} fouten, health check is groen`,
    'region-gray': (ratio) => `regio geeft ${ratio} fouten, health checks zijn groen`,
    slow: 'target of regio traag, nog zonder time-outs',
  },
  who: { kong: 'Kong', ballast: 'Ballast', trims: 'Ballast, voor een deel' },
  callers: {
    'region-refuses': 'een paar fouten; de rest vangt een retry op',
    'region-hangs':
      'een GET is één keer traag en daarna weer normaal; POST en PATCH worden niet herhaald en mislukken tot het target gemarkeerd is',
    'region-errors': '5xx tot het target gemarkeerd is: een antwoord probeert Kong nooit opnieuw',
    'target-gray':
      'fouten tot het target eruit is; zonder Ballast haalt Kong het er steeds even uit en zet het weer terug',
    'region-gray': 'fouten tot het verkeer verplaatst is',
    slow: 'trage antwoorden; dat gaat ten koste van de latencydoelstelling, niet van het foutbudget',
  },
  never: 'nooit vanzelf',
  trimmed: 'gewichten volgen binnen seconden',
  hash: 'consistent-hashing: een retry gaat naar hetzelfde target totdat het gemarkeerd is. Een target dat weigert, laat zijn sleutels zo lang mislukken.',
  isolated: ({ services }) =>
    `${services}: het verkeer mag de regio niet uit. Wat een uitgevallen regio bediende, mislukt dus tot die regio hersteld is.`,
};
