import type { Messages } from './messages.ts';

export const DUTCH: Messages = {
  title: (name) => `${name}: zo blijft het draaien`,
  intro:
    'Gemaakt door `ballast advise` op basis van het strategiebestand. De tijden zijn bovengrenzen die volgen uit de gegenereerde instellingen, geen metingen aan jouw systemen.',
  inShort: 'In het kort',
  budget: ({ services, availability, window, budget }) =>
    `**${services}**: bij ${availability} over ${window} mag je **${budget}** volledig plat liggen. Dat is het foutbudget waar alles hieronder tegen afgezet is.`,
  kongAlone: ({ refused, hanging }) =>
    `Een regio die verbindingen weigert is binnen ${refused} uit de roulatie, een regio die blijft hangen binnen ${hanging}. **Dat doet Kong zelf**, dus ook als Ballast niet draait.`,
  withBallast: ({ target, region, targetRatio, regionRatio }) =>
    `Wat Kong niet ziet, haalt Ballast weg: een target waarop ${targetRatio} van de requests mislukt na ongeveer ${target}, een regio waarin ${regionRatio} mislukt na ongeveer ${region}.`,
  capacityOk:
    'Met de opgegeven capaciteit kan elke regio wegvallen zonder dat er verkeer geweigerd wordt.',
  capacityShort: (services) =>
    `**Niet elke regio kan bij volle belasting gemist worden**: zie de capaciteit van ${services}.`,
  capacityUnknown: (services) =>
    `Niet overal is capaciteit opgegeven (${services}). Of de uitval van een regio past, is dan niet te zeggen. Vul \`capacity\` per host in.`,
  gatewaysInOneRegion: ({ gateways, region }) =>
    `**Alle gateways (${gateways}) staan in ${region}.** Valt die regio uit, dan valt Kong mee uit en helpt niets van wat hieronder staat. Zet een tweede Kong in een andere regio en stuur clients daarheen met DNS, GSLB of anycast.`,

  balancing: 'Loadbalancing',
  balancingHead: ['Service', 'Methode', 'Failover', 'Verdeling in normaal bedrijf'],
  why: (algorithm) => `Waarom \`${algorithm}\``,
  algorithm: {
    'round-robin':
      'Exacte verdeling: gewicht 1 % is ook echt 1 % van de requests. Het standby-aandeel en stapsgewijs terugschakelen leunen daarop. Een retry pakt de volgende plek op het wiel, welk target dat ook is; daarom liever meer korte pogingen.',
    'least-connections':
      'Vangt een traag target binnen een seconde op en probeert bij een retry nooit twee keer hetzelfde target.',
    'consistent-hashing':
      'Dezelfde sleutel blijft bij hetzelfde target. Een retry gaat weer naar dat target totdat het als ongezond gemarkeerd is; de passieve grenzen staan daarom laag.',
  },
  mode: {
    'active-passive': 'één regio actief, de volgende standby',
    'active-active': 'alle regio’s actief',
    isolate: 'verkeer blijft in de eigen regio',
  },
  lastResort:
    'Regio’s zonder aandeel houden gewicht 1 per target (samen hooguit 0,03 %), als laatste uitweg voor Kong zonder Ballast. Bij `isolate` niet.',
  twoLevels: 'twee niveaus',
  twoLevelsReason:
    'Een upstream van regio’s vóór één upstream per regio; Kong stuurt elke request door zichzelf. Zo zijn de aandelen van regio’s en van wat geweigerd wordt exact, en verhuist een regio met twee schrijfacties. Kost een extra stap in Kong (hooguit 0,2 ms), 11 tot 37 % van de doorvoer van een verzadigde node en twee keer zoveel probes. Kong moet gewone HTTP beantwoorden op heel 127.0.0.0/8 en dat net vertrouwen (KONG_TRUSTED_IPS); met `loopback: none` gaat het zonder.',
  flatLeastConnections:
    'Least-connections in één platte upstream: bij weinig verkeer krijgen kleine gewichten vrijwel niets. De standby wordt minder beproefd, de eerste stappen bij het terugschakelen zijn grof en er is niets exact te weigeren.',
  latencyRefused:
    'De methode `latency` van Kong kiest Ballast nooit: zodra een target ongezond is, blijft Kong het door zijn nulscore kiezen en geeft zelf 500 terug (3.874 van 6.016 requests mislukt op Kong 3.9.3).',

  checks: 'Health checks en time-outs',
  checksIntro:
    'De actieve check markeert een target na 2 fouten van dezelfde soort en neemt het na 2 goede antwoorden weer op; elke Kong-node test zelf. De passieve check markeert na 2 geweigerde of verlopen pogingen, of na 5 fouten op rij.',
  checksHead: [
    'Service',
    'Check',
    'Weigert',
    'Hangt',
    '5xx op de check',
    'Weer terug na',
    'Eén request',
  ],
  probe: ({ path, interval, timeout }) => `\`${path}\` elke ${interval}, time-out ${timeout}`,
  tries: ({ tries, timeout, all, deadline }) =>
    `${tries} pogingen × ${timeout} = ${all} van ${deadline}`,
  overload:
    '503 en 429 op gewoon verkeer betekenen overbelasting en markeren niets. Overbelaste targets eruit halen kostte bij een te kleine standby 3.772 requests in plaats van 2.425. Op het pad van de health check telt 503 wel mee.',
  tooSlow: ({ service, all, deadline }) =>
    `**${service}**: alle pogingen samen duren ${all}, langer dan de ${deadline} die clients wachten. Verlaag \`protect.timeout\` of \`protect.retries\`.`,

  failures: 'Wat gebeurt er als …',
  failuresIntro: ({ person }) =>
    `“Budget” is omgerekend naar volledige uitval: seconden × het deel dat mislukt, voor de service die er het slechtst vanaf komt. Waar niets vanzelf verschuift, gaan we ervan uit dat iemand na ${person} heeft ingegrepen.`,
  failuresHead: ['Storing', 'Kong alleen', 'Budget', 'Met Ballast', 'Budget', 'Clients merken'],
  failure: {
    'region-refuses': 'regio weigert verbindingen',
    'region-hangs': 'regio neemt aan maar antwoordt niet',
    'region-errors': 'regio geeft 5xx, ook op de health check',
    'target-gray': 'één target geeft 30 % fouten, health check is groen',
    'region-gray': 'regio geeft 5 % fouten, health checks zijn groen',
    slow: 'target of regio traag, nog zonder time-outs',
  },
  callers: {
    'region-refuses': 'een paar fouten; de rest vangt een retry op',
    'region-hangs':
      'een GET is één keer traag en daarna weer normaal; POST en PATCH worden niet herhaald en mislukken tot het target gemarkeerd is',
    'region-errors': '5xx tot het target gemarkeerd is: een antwoord probeert Kong nooit opnieuw',
    'target-gray':
      'fouten tot het target eruit is; zonder Ballast haalt Kong het er steeds even uit en zet het weer terug',
    'region-gray': 'fouten tot het verkeer verplaatst is',
    slow: 'trage antwoorden; dat gaat ten koste van de latencydoelstelling, niet van dit budget',
  },
  never: 'nooit vanzelf',
  budgetUse: ({ seconds, percent }) => `${seconds} (${percent})`,
  rates: (rates) =>
    `De tijden met Ballast gaan uit van ${rates} (de helft van de opgegeven capaciteit van de eerste regio, of 100/s als die ontbreekt). Het zijn gemiddelden; bij minder verkeer duurt het naar verhouding langer voordat er genoeg bewijs is.`,
  rate: ({ service, rps }) => `${rps}/s voor ${service}`,

  timeline: 'Omschakelen en terugschakelen',
  timelineSame: 'Voor de service die er het langst over doet:',
  fault: 'Een regio antwoordt niet meer.',
  kongOut: ({ after }) =>
    `uiterlijk +${after}: Kong heeft de targets gemarkeerd; het verkeer gaat naar de volgende regio.`,
  evacuated:
    'een paar seconden later: twee soorten bewijs zijn het eens (eigen checks, requests, de health van Kong). Ballast legt het vast in de gewichten, zodat Kong een regio die net terug is niet meteen kan overspoelen.',
  healed: 'De regio antwoordt weer.',
  hold: ({ hold, max }) =>
    `+${hold}: zo lang moet alles er goed uitzien. Na elke terugval twee keer zo lang, tot ${max}.`,
  steps: ({ steps, dwell, requests }) =>
    `daarna ${steps} van het normale aandeel, elke stap minstens ${dwell} en ${requests} goede requests.`,
  returned: ({ total }) => `op zijn vroegst +${total}: al het verkeer is terug.`,
  relapse: 'Fouten tijdens een stap? Dan meteen terug naar de wachttijd.',
  manualReturn: 'Terugschakelen wacht op een mens (`failback.approval: manual`).',

  capacity: 'Capaciteit, nu en zonder een regio',
  capacityHead: [
    'Service',
    'Regio die uitvalt',
    'Capaciteit',
    'Blijft over',
    'Past tot',
    'Oordeel',
  ],
  verdict: {
    fits: 'past',
    short: '**te weinig bij volle belasting**',
    unknown: 'onbekend',
    'nothing-left': '**niets over**',
  },
  rps: (value) => `${value}/s`,
  notStated: 'niet opgegeven',
  capacityNote: ({ ceiling }) =>
    `Een regio wordt gevuld tot ${ceiling} van wat is opgegeven. “Past” betekent: de andere regio’s kunnen alles overnemen wat de uitgevallen regio mocht krijgen. Opgegeven is niet gemeten, dus oefen het een keer.`,
  whenShort: {
    shed: 'Wat niet past, hoort bewust geweigerd te worden; deze versie meldt het alleen en laat het weigeren over aan de grenzen van de targets zelf.',
    overflow:
      'Wat niet past, gaat toch naar de overgebleven targets; die kunnen daardoor trager worden.',
  },

  notCovered: 'Wat hier niet mee is afgedekt',
  notCoveredItems: [
    'De gateway zelf en de weg ernaartoe. Staat Kong in de regio die uitvalt, dan is hij ook weg; DNS, GSLB of anycast moet clients naar een andere brengen.',
    'Data. Of de andere regio schrijfacties aankan en hoe vers de data daar is, bepalen je databases.',
    'Gemeenschappelijke oorzaken: een slechte release in alle regio’s, een gedeelde database. Zien alle regio’s er even slecht uit, dan verplaatst Ballast niets.',
    'Schrijfacties op targets die hangen. POST en PATCH herhaalt Kong alleen als de verbinding geweigerd werd.',
    'Kong-clusters met een database: andere nodes nemen een nieuw gewicht pas na maximaal 5 s over; zet `db_update_frequency = 1`.',
    'Een health check die 200 zegt terwijl de service zijn werk niet kan doen: kijk of hij test wat requests nodig hebben.',
  ],
};
