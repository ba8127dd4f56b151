/** Nederlands. Kongs eigen woorden (service, upstream, target, route) blijven Engels. */

import type { InitWords } from './init-words.ts';

export const DUTCH: InitWords = {
  questions: {
    name: {
      ask: () => 'Hoe heet deze groep services?',
      why: 'De naam komt terug in rapporten, alerts en metrics.',
    },
    availability: {
      ask: () => 'Welk deel van de requests moet slagen?',
      why: '99.9% laat per 30 dagen 43 minuten uitval toe, 99.95% 22, 99.99% 259 seconden.',
    },
    p99: {
      ask: () => 'Hoe snel moeten 99 van de 100 antwoorden zijn?',
      why: 'Time-outs, retries en het herkennen van trage targets volgen hieruit.',
    },
    regions: {
      ask: () => 'Welke regio’s zijn er, de eerste keus voorop?',
      why: 'Een regio kan in zijn geheel uitvallen: een datacenter, een zone, een cluster.',
    },
    gateway: {
      ask: ({ region }) => `Waar is de Admin API van Kong in ${region}?`,
      why: 'Eén URL per node, want elke node ziet zijn eigen health. Leeg: geen Kong.',
    },
    'gateway-name': { ask: () => 'Naam van de gateway?', why: 'Voor rapporten en bestanden.' },
    'token-file': { ask: () => 'Bestand met het token?', why: 'Wordt gelezen, nooit gekopieerd.' },
    loopback: { ask: () => 'De listener op loopback?', why: 'Nodig om verkeer af te wijzen.' },
    logs: {
      ask: () => 'Waar kan Kong zijn requestlog heen sturen? (host:poort van Ballast)',
      why: 'Fouten en latency per target komen hieruit. Zoals Kong het adres bereikt.',
    },
    'logs-token-file': {
      ask: () => 'In welk bestand staat het token dat Kong met de log meestuurt?',
      why: 'Buiten loopback kan anders iedereen valse logs sturen en verkeer verplaatsen.',
    },
    prometheus: {
      ask: () => 'Waar draait Prometheus?',
      why: 'Die kent de belasting van alle gateways samen. Zonder kan ook.',
    },
    services: {
      ask: () => 'Welke services zijn er?',
      why: 'Elke service krijgt een eigen Kong-service en upstream.',
    },
    path: {
      ask: ({ service }) => `Welke endpoints heeft ${service}? (begin van het pad)`,
      why: 'Daarop routeert Kong. Leeg: een ander tool beheert de routes.',
    },
    methods: {
      ask: ({ service }) => `Welke HTTP-methoden kent ${service}?`,
      why: 'Op andere antwoordt Kong met 404. Leeg: alle.',
    },
    target: {
      ask: ({ service, region }) => `Op welke hosts draait ${service} in ${region}?`,
      why: 'host:poort, zoals Kong ze bereikt. Leeg: daar draait hij niet.',
    },
    capacity: {
      ask: ({ service }) => `Hoeveel requests kan één host van ${service} aan?`,
      why: 'Gemeten of geschat, zoals 200rps. Leeg: onbekend; Ballast leert het voorzichtig.',
    },
    load: {
      ask: ({ service }) => `Hoeveel requests krijgt ${service} op het drukste moment?`,
      why: 'Zo is te zien of de uitval van een regio past. Leeg: onbekend.',
    },
    like: {
      ask: ({ service }) => `Is ${service} verder net als een andere service?`,
      why: 'Dan worden health, targets, balancing en failover maar één keer gevraagd.',
      choices: { own: 'nee, vraag het apart' },
    },
    'strip-path': {
      ask: ({ service }) => `Wat ziet ${service} van een pad als /x/42?`,
      why: 'Kong kan het begin van de route eraf halen.',
      choices: { off: 'het hele pad: /x/42', on: 'de rest: /42' },
    },
    health: {
      ask: ({ service }) => `Welk pad zegt of ${service} zijn werk kan doen?`,
      why: 'Laat het falen als de service niets kan, bijvoorbeeld zonder database.',
    },
    'service-availability': {
      ask: ({ service }) => `Welk deel van de requests naar ${service} moet slagen?`,
      why: 'Als dat afwijkt van het algemene doel.',
    },
    'service-p99': {
      ask: ({ service }) => `Hoe snel moeten 99 van de 100 antwoorden van ${service} zijn?`,
      why: 'Als dat afwijkt van het algemene doel.',
    },
    deadline: {
      ask: ({ service }) => `Hoe lang wachten de clients van ${service}?`,
      why: 'Alle pogingen moeten daarin passen; een later antwoord heeft geen zin.',
    },
    sessions: {
      ask: ({ service }) => `Moeten requests naar ${service} die bij elkaar horen naar één host?`,
      why: 'Dat kost gelijke verdeling, en sessies verhuizen als hosts komen en gaan.',
      choices: {
        none: 'nee',
        'cookie:': 'ja, op een cookie (Kong zet hem als hij er niet is)',
        ip: 'ja, op het adres van de client',
        path: 'ja, op het pad (caches)',
        consumer: 'ja, op de consumer die Kong kent',
        'header:': 'ja, op een header',
        'queryArg:': 'ja, op een query-argument',
      },
      complete: 'Hoe heet die?',
    },
    algorithm: {
      ask: ({ service }) => `Hoe moet Kong de hosts van ${service} balanceren?`,
      why: 'Bij beide past Ballast de gewichten aan.',
      choices: {
        'least-connections': 'least connections: verloor bij bijna elke gemeten storing het minst',
        'round-robin': 'round-robin: gewichten zijn exacte aandelen, makkelijk te volgen',
      },
    },
    repeat: {
      ask: ({ service }) =>
        `Mag een mislukte request naar ${service} nog eens, bij een andere host?`,
      why: 'Kong herhaalt wat geweigerd werd, en GET, PUT en DELETE zonder antwoord.',
      choices: {
        yes: 'ja, die herhalen kan geen kwaad (idempotent)',
        no: 'nee, nooit iets twee keer sturen',
      },
    },
    failover: {
      ask: ({ service }) => `Wat als een hele regio van ${service} uitvalt?`,
      why: 'De volgorde van de regio’s telt; een gateway kiest eerst zijn eigen regio.',
      choices: {
        'active-passive': 'een andere regio staat klaar en neemt het over',
        'active-active': 'alle regio’s bedienen; de andere nemen het over',
        isolate: 'niets: requests mogen hun regio niet uit',
        'reads-only': 'de reserve leest alleen, schrijven wacht op de regio',
        'static-answer': 'de reserve neemt het over; is er geen, een vast antwoord',
      },
    },
    approval: {
      ask: ({ service }) => `Moet er data gepromoveerd worden voor ${service} mag verhuizen?`,
      why: 'Wachten op een mens kost minuten; 99.99% is 259 seconden per maand.',
      choices: {
        auto: 'nee, verhuis vanzelf',
        manual: 'ja, iemand keurt het goed (ballast approve)',
      },
    },
    before: {
      ask: ({ service }) => `Wat moet er aangeroepen worden vóór ${service} verhuist?`,
      why: 'Een commando of URL, zoals het promoveren van een database. Leeg: niets.',
    },
    after: {
      ask: () => 'En wat daarna?',
      why: 'Een commando of URL. Leeg: niets.',
    },
    answer: {
      ask: ({ service }) => `Wat moeten clients van ${service} lezen als er geen plaats meer is?`,
      why: 'Eén regel: JSON, HTML of gewone tekst. Leeg: “Over capacity, try again later”.',
    },
    'when-short': {
      ask: ({ service }) => `Wat als de overgebleven hosts ${service} niet helemaal aankunnen?`,
      why: 'Afwijzen houdt de rest snel; toch doorsturen kan alles meetrekken.',
      choices: {
        overflow: 'toch doorsturen',
        shed: 'wat niet past krijgt 503 met Retry-After',
      },
    },
  },
  complaints: {
    name: 'Letters, cijfers, punten, streepjes en underscores, hooguit 64.',
    names: 'Namen met komma’s ertussen: letters, cijfers, punten, streepjes, underscores.',
    'names-clash': 'Twee van deze namen komen op hetzelfde neer; hoofdletters tellen niet.',
    share: 'Een getal met een procentteken en een punt, zoals 99.9%.',
    availability: 'Minstens 50% en minder dan 100%: 100% haalt niemand.',
    duration: 'Een getal met een eenheid, zoals 300ms, 2s of 1m30s; hooguit een uur.',
    deadline: 'Minstens 10ms: korter wacht geen client.',
    rate: 'Een getal met rps of rpm, zoals 200rps of 6000rpm.',
    url: 'http:// of https://, een host en een poort, zonder naam, wachtwoord of query.',
    'url-twice': 'Deze Admin API staat er al; twee vermeldingen sturen dan één Kong.',
    'gateway-nowhere': 'In minstens één regio moet een Kong draaien.',
    path: 'Een pad begint met een slash en heeft geen spaties, ? of #.',
    method: 'Methoden in hoofdletters, zoals GET, POST.',
    'route-taken': 'Een andere service heeft dit pad met deze methoden al.',
    hosts: 'Hier is iets geen host of mist de poort: schrijf naam:poort, zoals 10.0.0.1:8080.',
    'hosts-twice': 'Een van deze hosts staat er al; een host hoort bij één regio.',
    'hosts-nowhere': 'Ergens moet de service draaien.',
    listen: 'host:poort waarop Kong Ballast bereikt, zoals 10.0.0.5:9911.',
    header: 'Kong 3.8 en 3.9 kunnen niet hashen op een header met een streepje.',
    word: 'Letters, cijfers, punten, streepjes en underscores.',
    choice: 'Dat is niet een van de keuzes.',
    like: 'Alleen een eerdere service, of own.',
    line: 'Eén regel, van hooguit 1000 tekens.',
    answer: 'Eén regel van hoogstens 1000 tekens, zonder ${{.',
  },
  file: {
    header: 'Wat Ballast in de lucht houdt, en hoe. Alle sleutels: docs/strategy.md',
    objective: 'Geldt voor elke service. 99.99% over 30 dagen = 259 s volledige uitval.',
    regions: 'Op volgorde van voorkeur; een gateway kiest eerst zijn eigen regio.',
    gateways: 'Elk Kong-cluster. tokenFile of tokenEnv als de Admin API een token vraagt.',
    logsPlaceholder: 'VERVANG ballast.example door de naam waarop Kong bij Ballast komt.',
    loopbackNone: 'Geen gewone listener op loopback: niets af te wijzen, en platte upstreams.',
    telemetry: 'Hier stuurt Kong zijn requestlog heen (via de gegenereerde http-log-plugin).',
    telemetryRemote: 'Zet het token in dit bestand; de gegenereerde Kong-configuratie stuurt het.',
    mode: 'observe: alleen melden wat er zou gebeuren. act: het ook doen.',
    placeholders: 'VERVANG deze hosts door die van jou.',
    capacityUnknown:
      'Zet er capacity: 200rps (per host) bij, anders weet niemand of de uitval van een regio past.',
    capacityPlaceholder: 'VERVANG capacity door wat één host aankan voor hij traag wordt.',
    health: 'Hoort te falen als de service zijn werk niet kan doen.',
    stripPath: 'off: de service ziet het hele pad. on: Kong haalt het begin eraf.',
    noRoutes: 'Een ander tool beheert de routes.',
    algorithm: {
      'least-connections': 'Verloor bij bijna elke gemeten storing het minst (docs/decisions, 9).',
      'round-robin': 'Gewichten zijn exacte aandelen.',
    },
    sessions: 'Wat bij elkaar hoort komt bij dezelfde host, zolang die er is.',
    sessionsAdapt: 'Wie gewichten verzet, verzet sessies: alleen fouten zijn dat waard.',
    sessionsSteps: 'Elke stap verzet sessies, dus het zijn er weinig.',
    failover: {
      'active-passive':
        'De volgende regio neemt het over. standbyShare: wat die altijd krijgt, als bewijs.',
      'active-active': 'Alle regio’s bedienen; wat er een verliest, nemen de andere over.',
      isolate: 'Requests blijven in hun regio: valt die uit, dan daar ook de service.',
    },
    oneRegion: 'Maar één regio, dus er is niets om naar uit te wijken.',
    approval: 'Iemand keurt het goed: ballast approve.',
    promoted:
      'De standby moet eerst worden gepromoveerd: hij krijgt niets voordat iemand het goedkeurt (ballast approve), ook niet van Kong alleen. Tot dan ligt de service eruit als de eerste regio uitvalt.',
    shed: 'Wat niet past krijgt 503 met Retry-After.',
    overflow: 'Wat niet past wordt toch doorgestuurd.',
    failback: 'Een herstelde regio komt in deze stappen terug, telkens na genoeg goede requests.',
    failbackSmall: 'Grotere stappen of minder requests per stap, want de service krijgt er weinig.',
    client: 'Zo lang wachten clients: alle pogingen voor een request moeten erin passen.',
    never: 'Geen request wordt twee keer gestuurd.',
    access:
      'access: reads krijgt alleen GET, HEAD en OPTIONS. Schrijven gaat naar de eerste regio, en wordt meteen geweigerd zolang die er niet is.',
    readsOnly: [
      'Alleen lezen bij de standby vraagt twee niveaus: een gewone listener op loopback en geen sessies.',
      'Dus zijn het twee services: deze schrijft en blijft in zijn regio.',
    ],
    readsOnlyReads: (writes) => [
      `De leeskant van ${writes}: die wijkt wel uit. Beide gebruiken dezelfde hosts, dus elke`,
      'host krijgt dubbele health checks, en capacity telt voor beide.',
    ],
    onlyReads: 'Er wordt alleen gelezen, dus alles wijkt uit.',
    staticAnswer: 'Wat nergens past krijgt meteen dit antwoord. Kong geeft het zelf.',
    staticAnswerNot:
      'Wens: een vast antwoord. Weigeren vraagt de capaciteit van elke host, een gewone listener op loopback en geen sessies; anders antwoordt Kong 503 in zijn eigen woorden.',
    loadFits: ({ region, rest }) => `Zonder ${region} is er plaats voor ${rest}: dat past.`,
    loadDoesNotFit: ({ region, rest }) =>
      `Zonder ${region} is er plaats voor ${rest}: dat past NIET.`,
    loadUnknown: 'Of het past zonder een regio, is te zien zodra capacity bekend is.',
    draft: 'CONCEPT: nog niet alle vragen zijn beantwoord. Ga verder met:',
  },
  talk: {
    intro: 'Een strategie voor je services',
    keys: 'Enter neemt wat er staat · Esc: terug · Ctrl-C: stoppen, niets gaat verloren',
    flag: 'vlag',
    other: 'anders',
    optional: 'mag leeg',
    step: (done, of) => `${done} van ongeveer ${of}`,
    serviceTitle: (service) => `Service ${service}`,
    atTheBegin: 'Dit is de eerste vraag.',
    stopTitle: 'Hier stoppen?',
    stop: {
      on: 'nee, ga verder',
      line: 'toon de antwoorden als commandoregel',
      draft: 'schrijf een concept van de strategie',
      leave: 'stop, en vergeet de antwoorden',
    },
    lineTitle: 'Ga later verder met',
    draftWritten: (file) => `Concept geschreven naar ${file}; bovenin staat hoe je verdergaat.`,
    cancelled: 'er is niets geschreven',
    checking: (url) => `${url} wordt gevraagd …`,
    kong: ({ version, edition, how, nodes }) =>
      `Kong ${version}${edition}, ${how}, ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`,
    topologies: {
      traditional: 'PostgreSQL',
      'db-less': 'zonder database',
      'hybrid-control-plane': 'control plane (hybride)',
      'hybrid-data-plane': 'data plane (hybride)',
    },
    oneNode: 'Deze URL’s komen bij dezelfde node uit: laat er één staan, of noem elke node.',
    loopbackFound: (url) => `Hij luistert op loopback: ${url}`,
    loopbackMissing: 'Er is geen gewone listener op heel loopback: daar valt niets af te wijzen.',
    failures: {
      KONG_UNREACHABLE: 'daar antwoordt niets',
      KONG_TIMEOUT: 'er kwam niet op tijd antwoord',
      KONG_UNAUTHORIZED: 'er is een token nodig',
      other: 'dat is geen Admin API van Kong',
    },
    notReached: (url, why) => `${url}: ${why}`,
    afterFailure: {
      again: 'nog eens proberen',
      other: 'een ander adres',
      token: 'een bestand met het token noemen',
      on: 'verdergaan zonder het te vragen',
    },
    whatNow: 'Wat nu?',
    tokenFile: 'In welk bestand staat het token?',
    tokenUnreadable: (file) => `${file} is niet te lezen.`,
    reviewTitle: 'Alle vragen zijn beantwoord',
    review: { write: 'schrijf het', show: 'laat het eerst zien', back: 'terug naar de vragen' },
    reviewAsk: (file) => `${file} schrijven?`,
    exists: (file) => `${file} bestaat al.`,
    existsChoices: {
      other: 'naar een ander bestand schrijven',
      overwrite: 'straks overschrijven',
      leave: 'laten staan en stoppen',
    },
    otherFile: 'Welk bestand?',
    sameLine: 'Hetzelfde nog eens, zonder vragen',
    wrote: (file) => `${file} geschreven; nu: ballast lint, ballast advise, ballast generate`,
    noSchema: (file) => `aanvullen en controleren in je editor: ballast schema > ${file}`,
    missingWords: 'Vul hier iets in.',
    fromOpenApi: ({ title, services, paths }) =>
      `${title}: ${paths} paden, verdeeld over ${services} ${services === 1 ? 'service' : 'services'}`,
    fromKong: ({ services, guesses, losses }) =>
      `Uit Kong: ${services} ${services === 1 ? 'service' : 'services'}; gegist ${guesses}, niet overgenomen ${losses} (ballast import noemt ze)`,
  },
};
