import type { TRACE_SECTION as Section, TRACE_WORDS as Words } from '../en/traces.ts';

export const TRACE_SECTION: typeof Section = {
  heading: 'Bijlage: waar elk getal vandaan komt',
  intro:
    'Eén regel per soort getal, op volgorde van het rapport. *kong-facts* en *recordings* zijn de verzamelingen van Ballast over het gedrag van Kong, gelezen in de broncode en gemeten op Kong 3.9.3; *decision*, *defaults* en *forecast* zijn pagina’s van de documentatie.',
  head: ['Nr.', 'Getal', 'Formule', 'Bron', 'Ingevuld'],
  line: ({ line, place }) => `regel ${line} ${place}`,
  more: { one: 'en nog {n}', other: 'en nog {n}' },
};

export const TRACE_WORDS: typeof Words = {
  given: { name: 'opgegeven', formula: 'zoals het in de strategie staat, of de standaardwaarde' },
  load: {
    name: 'gebruikte belasting',
    formula:
      'opgegeven capaciteit van de eerste regio × aangenomen benutting; zonder capaciteit een vaste waarde',
  },
  loadGiven: { name: 'gebruikte belasting', formula: 'zoals opgegeven' },
  budget: { name: 'foutbudget', formula: 'venster × (1 − beschikbaarheid)' },
  share: {
    name: 'aandeel van het verkeer',
    formula: 'gewicht / som van de gewichten, in normaal bedrijf',
  },
  timeout: {
    name: 'time-out van één poging',
    formula:
      'opgegeven, anders een veelvoud van de latencydoelstelling, binnen wat clients wachten',
  },
  retries: {
    name: 'extra pogingen',
    formula: 'opgegeven, anders zoveel als er binnen de wachttijd van clients passen',
  },
  worstRequest: { name: 'langste request', formula: '(1 + extra pogingen) × time-out' },
  refused: {
    name: 'target dat weigert gezien',
    formula: 'fouten × (interval + tik van de scheduler)',
  },
  hanging: {
    name: 'target dat hangt gezien',
    formula: 'fouten × (interval + tik van de scheduler) + time-out van de check',
  },
  status: {
    name: 'target dat faalt gezien',
    formula: 'fouten × (interval + tik van de scheduler)',
  },
  recovery: {
    name: 'hersteld target terug',
    formula: 'successen × (interval + tik van de scheduler)',
  },
  checks: { name: 'tellers van de actieve check', formula: 'geschreven door `ballast generate`' },
  passive: { name: 'tellers van de passieve check', formula: 'geschreven door `ballast generate`' },
  probeLoad: {
    name: 'checks per target',
    formula: 'Kong-nodes × upstreams waar het in zit / interval',
  },
  partialTarget: {
    name: 'target dat deels faalt gezien',
    formula:
      'drempel / bewijs per poging / pogingen per seconde + log + tick + schrijven + marge, bij deze belasting',
  },
  partialRegion: {
    name: 'regio die deels faalt gezien',
    formula:
      'max(minste pogingen, drempel / bewijs per poging) × factor / belasting + log + tick + schrijven',
  },
  example: { name: 'voorbeeld van een gedeeltelijke storing', formula: 'vast' },
  person: { name: 'tot een mens heeft ingegrepen', formula: 'aangenomen' },
  returnTime: { name: 'helemaal terug', formula: 'wachttijd + alle stappen behalve de laatste' },
  returnStep: {
    name: 'stap bij het terugschakelen',
    formula: 'max(minste tijd, minste requests / (aandeel × belasting))',
  },
  ceiling: { name: 'plafond', formula: 'vast: verder wordt een regio niet gevuld' },
  capacity: { name: 'capaciteit van een regio', formula: 'som van de targets' },
  remaining: {
    name: 'capaciteit die overblijft',
    formula: 'som van de targets van alle andere regio’s',
  },
  survivable: { name: 'belasting die past', formula: 'capaciteit die overblijft × plafond' },
  headroom: { name: 'ruimte bij deze belasting', formula: 'belasting die past − belasting' },
  targetLoad: {
    name: 'belasting van een target',
    formula: 'belasting × aandeel van de regio × deel van het target daarin',
  },
  targetLoadLost: {
    name: 'belasting van een target zonder een regio',
    formula: 'hetzelfde met de aandelen die overblijven; de hoogste over de regio’s',
  },
  assumption: { name: 'aanname', formula: 'aangenomen, of uit jouw bestand' },
  frequency: {
    name: 'storingen per jaar',
    formula: 'plekken × jaar / gemiddelde tijd tussen storingen × deel van deze soort',
  },
  lossPerEvent: { name: 'kosten van één storing', formula: 'kosten per jaar / storingen per jaar' },
  lossPerYear: {
    name: 'kosten per jaar',
    formula: 'Σ frequentie × duur van elke fase × wat daarin mislukt',
  },
  expected: { name: 'verwachte uitval', formula: 'som van de regels' },
  budgetPerYear: { name: 'toegestaan per jaar', formula: 'jaar × (1 − beschikbaarheid)' },
  availability: { name: 'verwachte beschikbaarheid', formula: '1 − verwachte uitval / jaar' },
  budgetUse: { name: 'gebruikt budget', formula: 'verwachte uitval / toegestaan per jaar' },
  years: { name: 'gesimuleerde jaren', formula: 'Monte-Carlo over dezelfde storingen' },
  saved: {
    name: 'scheelt per jaar',
    formula: 'verwachte uitval − dezelfde met dit onderdeel twee keer zo goed',
  },
  simLost: {
    name: 'verloren requests',
    formula:
      'geen volledig en verwacht antwoord binnen de wachttijd van de client; gemiddeld over de seeds',
  },
  simBad: {
    name: 'slechte seconden',
    formula:
      'seconden waarin meer dan één op de honderd verloren ging; de slechtste service, gemiddeld over de seeds',
  },
  simP99: {
    name: 'p99',
    formula:
      'van beantwoorde requests vanaf de storing; de slechtste service, gemiddeld over de seeds',
  },
  simSetting: {
    name: 'instelling van de simulatie',
    formula: 'gekozen om de rekentijd te begrenzen',
  },
  contestant: {
    name: 'instellingen waarmee vergeleken is',
    formula: 'standaardwaarden van Kong, en het advies dat rondgaat',
  },
  latencyLost: { name: 'verloren met `latency`', formula: 'gemeten' },
  coldReturn: {
    name: 'verloren als een regio koud terugkomt',
    formula: 'gesimuleerd, least-connections in twee niveaus',
  },
  overload: { name: 'verloren als overbelasting als uitval telt', formula: 'gemeten' },
  retryRepeats: { name: 'retries bij hetzelfde target', formula: 'gemeten' },
  hashRetry: { name: 'pogingen bij een target dat weigert', formula: 'gemeten' },
  hashKeys: { name: 'sleutels die verhuizen', formula: '1 / targets van de regio' },
  hashRing: {
    name: 'ring van consistent-hashing',
    formula: 'plaatsen × targets, minstens de standaardwaarde van Kong',
  },
  starves: { name: 'aandelen bij least-connections', formula: 'gemeten' },
  slowTarget: { name: 'één traag target', formula: 'gesimuleerd, alleen Kong' },
  lastResort: {
    name: 'aandeel van de laatste uitweg',
    formula: 'één eenheid gewicht per target / som',
  },
  hop: { name: 'kosten van het tweede niveau', formula: 'gemeten' },
};
