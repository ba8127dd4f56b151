/** Runbooks over Ballast, de gateways en wat daarvan bekend is. */

import type { RunbookCatalogue, RunbookFrame } from './contract.ts';

export const BALLAST = {
  'ballast-down': {
    title: 'Ballast draait niet',
    means:
      'Geen enkele replica antwoordt, of één ervan niet. De laatste gewichten blijven staan en zijn veilig; de health checks van Kong gaan door. Wat Kong niet ziet (gedeeltelijke fouten, traagheid, een koude start) wacht tot Ballast terug is.',
    look: [
      'Draait het proces? De log zegt waarom het gestopt is.',
      '{status} leest het statusbestand, ook als er niets draait.',
      'Is het statusbestand er, en is er ruimte op de schijf?',
      'Is Kong bereikbaar? {nodes}',
    ],
    decide: [
      'Het draait, maar Prometheus krijgt niets: zoek het bij Prometheus.',
      'Het stopt steeds opnieuw: bewaar de log en ga terug naar de vorige versie.',
      'Valt er intussen een regio uit: wat weigert, hangt of zijn health check niet haalt, verplaatst Kong zelf.',
    ],
    act: [
      'Start het: {run}',
      'Is het statusbestand beschadigd, zet het dan opzij en start opnieuw; de gewichten haalt Ballast uit Kong.',
    ],
    undo: [
      'Dat Ballast stopt, verandert niets in Kong. Kloppen de gewichten niet: {generate} en {apply}.',
    ],
    wake: 'Draait er geen enkele en is dat na een half uur nog zo, bel dan de beheerder van Ballast; ligt er ook een regio uit, dan meteen. Eén van de twee replica’s: morgenochtend.',
  },
  'ballast-stuck': {
    title: 'Ballast draait, maar beslist niets',
    means:
      'Er is al te lang geen ronde geweest: de opslag is op slot of weg, of een aanroep blijft hangen.',
    look: [
      'De log: in de laatste regel staat waar het op wacht.',
      'De schijf met het statusbestand: vol, traag, weg?',
      'De Admin API van Kong: {nodes}',
    ],
    decide: [
      'De opslag: herstel die eerst.',
      'Een aanroep die hangt heeft een tijdslimiet; staat de ronde langer stil, dan is het een bug.',
    ],
    act: ['Bewaar de log en start dan opnieuw: {run}'],
    undo: ['Na een start maakt Ballast af wat het aan het schrijven was, en verder niets.'],
    wake: 'Bel de beheerder van Ballast: dit komt neer op niet draaien (ballast-down.md).',
  },
  'not-leading': {
    title: 'Niemand heeft de leiding, of meer dan één',
    means:
      'Alleen wie de lease heeft, mag schrijven. Heeft niemand hem, dan verandert er geen gewicht; zijn het er twee, dan ziet elk de gewichten van de ander als vreemd en blijft eraf.',
    look: [
      '{status}: wie heeft de lease, en tot wanneer?',
      'Gebruiken alle replica’s dezelfde opslag (zelfde bestand, zelfde database)?',
      'Lopen hun klokken gelijk?',
    ],
    decide: [
      'Niemand: de vorige is net gestopt (wacht één lease) of de opslag is niet te beschrijven.',
      'Twee: ze hebben elk hun eigen opslag.',
    ],
    act: [
      'Niemand: herstel de opslag en start dan één replica: {run}',
      'Twee: stop ze op één na, geef ze dezelfde opslag en start ze weer.',
      'Laat Ballast daarna weer sturen: {enable}',
    ],
    undo: ['Wie de leiding niet heeft, heeft niets geschreven.'],
    wake: 'Bel de beheerder van Ballast; zolang dit duurt, verandert er geen gewicht.',
  },
  'write-failures': {
    title: 'Ballast kan Kong niet schrijven of niet lezen',
    means:
      'De Admin API van een gateway ligt eruit, weigert het token of geeft fouten. Wat besloten is, werkt daar niet; Kong gaat door met de laatste gewichten.',
    look: [
      'Antwoordt de Admin API? {nodes}',
      'De log van Kong, en de database: zonder database doet Kong zijn werk wel, maar is er niet te schrijven.',
      '{explain}: wat moest er geschreven worden?',
    ],
    decide: [
      '401 of 403: het token is veranderd.',
      'Time-outs: de database of het netwerk.',
      '405: deze gateway heeft geen database en neemt alleen hele bestanden aan.',
    ],
    act: [
      'Vernieuw het tokenbestand; Ballast leest het opnieuw.',
      'Herstel de database van Kong. Wat dan nog nodig is, schrijft Ballast vanzelf.',
      'Ligt er een regio uit en moet het gewicht weg? Zet de targets uit; dan halen de checks van Kong ze eruit.',
    ],
    undo: ['Niets: wat niet geschreven is, staat er niet.'],
    wake: 'Ligt er tegelijk een regio uit, bel dan de beheerder van Kong; anders morgenochtend.',
  },
  'config-drift': {
    title: 'Iemand anders heeft gewichten veranderd, of een node loopt achter',
    means:
      'decK, een ingress-controller of een mens heeft gewichten geschreven die van Ballast zijn; Ballast blijft van die upstream af. Of een node verdeelt nog met gewichten die niet meer kloppen.',
    look: [
      '{status}: welke upstream, sinds wanneer?',
      'Wat er nu staat: {targets}',
      'Wat elke node gebruikt: {health}',
      'Wie was het? De auditlog van Kong, de laatste run van de pipeline.',
    ],
    decide: [
      'Het was de bedoeling: laat het staan en zet het in de strategie.',
      'Een pipeline: die moet van de upstreams van Ballast afblijven (decK: select tags).',
      'Alleen één node: die bereikt zijn database of control plane niet.',
    ],
    act: [
      'Terug naar wat de strategie zegt: {apply}',
      'Laat Ballast weer sturen: {enable}',
      'Een node die achterloopt: herstart hem, zodra een andere het verkeer heeft.',
    ],
    undo: ['{disable} vóór handwerk zorgt dat Ballast niet in de weg zit.'],
    wake: 'Niemand, ’s nachts, tenzij er een regio uitligt: het verkeer zou dan niet uitwijken.',
  },
  'telemetry-stale': {
    title: 'Ballast hoort niets',
    means:
      'Een bron ontbreekt of is verouderd: de log van de requests, de health van Kong, de eigen checks of Prometheus. Daardoor verandert er niets; met een bron minder duurt uitwijken langer, of het gebeurt niet.',
    look: [
      '{status}: welke bron, en hoe oud?',
      'Is de logplugin er, en waar stuurt die heen? {plugins}',
      'Staat de ontvanger van Ballast open voor Kong: {listen}',
      'Lopen de klokken van Kong en Ballast gelijk?',
    ],
    decide: [
      'Logs: plugin weg, verkeerd adres, verkeerd token, dichte poort.',
      'Health: de Admin API (write-failures.md).',
      'Eigen checks: het netwerk tussen Ballast en de targets; niet de targets zelf, zolang requests slagen.',
    ],
    act: [
      'Schrijf de plugin opnieuw: {applyBase}, of je eigen pipeline met `base.yaml` (decK).',
      'Maak de weg vrij van elke Kong-node naar de ontvanger.',
      'Zorg dat plugin en Ballast hetzelfde token hebben.',
    ],
    undo: ['Er is niets verplaatst.'],
    wake: 'Ontbreken de logs van een service met verkeer, bel dan de beheerder van Ballast; de rest kan wachten.',
  },
  'drill-overdue': {
    title: 'Er moet weer geoefend worden',
    means: 'Er is al lang niet met succes geoefend. Uitwijken dat je niet oefent, is een wens.',
    look: [
      'Wanneer was de laatste oefening, en hoe liep die af?',
      'Het testplan uit het rapport: {advise}',
    ],
    decide: ['Is er nog budget en een rustig uur? Plan het dan deze week.'],
    act: [
      'Begin met één target van de minst belangrijke service: {probe}',
      'Daarna een regio, met iemand die {status} in de gaten houdt.',
    ],
    undo: ['Start wat je gestopt had; het komt vanzelf terug.'],
    wake: 'Niemand.',
  },
  'kong-down': {
    title: 'Een Kong-node antwoordt niet',
    means:
      'Prometheus bereikt een Kong-node niet. Ligt hij eruit, dan krijgen zijn clients geen antwoord tot hun loadbalancer of DNS ze ergens anders heen stuurt; daar kan Ballast niet bij helpen.',
    look: [
      'Antwoordt hij? {nodes}',
      'Doet hij zijn werk wel, alleen zonder metrics? {proxy}',
      'Zijn de andere nodes en gateways goed, en hebben clients die gevonden?',
    ],
    decide: [
      'Eén node van meer: haal hem uit zijn loadbalancer.',
      'Een hele gateway: clients moeten naar een andere, met DNS, GSLB of anycast.',
      'Hij doet het gewoon: herstel de weg voor Prometheus.',
    ],
    act: [
      'Start de node of vervang hem.',
      'Laat zijn health-route falen, zodat clients ergens anders heen gaan.',
    ],
    undo: [
      'Laat de health-route weer slagen als hij het doet; kijk eerst naar de gewichten: {health}',
    ],
    wake: 'Bel nu de beheerder van Kong. Is het de enige gateway, haal er dan een tweede persoon bij.',
  },
  'kong-metrics-missing': {
    title: 'Kong geeft minder metrics dan zou moeten',
    means:
      'De prometheus-plugin ontbreekt, heeft andere vlaggen dan de gegenereerde of bestaat dubbel. De meldingen die op die metric leunen, kunnen niet afgaan.',
    look: ['Welke plugins zijn er? {plugins}', 'Wat komt eruit? {metrics}'],
    decide: [
      'Geen plugin, of andere vlaggen: iemand heeft hem veranderd.',
      'Geen health van targets terwijl de plugin er is: een worker die nog niets heeft bediend, geeft er geen; wacht op verkeer.',
    ],
    act: [
      'Schrijf de plugin opnieuw: {applyBase}, of je eigen pipeline met `base.yaml` (decK).',
      'Houd één globale plugin over en geen andere.',
    ],
    undo: ['Er is niets verplaatst.'],
    wake: 'Niemand, ’s nachts.',
  },
} as const satisfies Partial<RunbookCatalogue['pages']>;

export const FRAME: RunbookFrame = {
  means: 'Wat het betekent',
  look: 'Eerst kijken',
  decide: 'Beslissen',
  act: 'Doen',
  undo: 'Terugdraaien',
  wake: 'Wie bel je wanneer',
  alerts: 'Meldingen die hierheen leiden',
  alertsHead: ['Melding', 'Urgentie', 'Bron'],
  severity: { page: 'maakt iemand wakker', ticket: 'kantooruren', info: 'ter informatie' },
  source: { kong: 'metrics van Kong', ballast: 'metrics van Ballast' },
  indexTitle: 'Runbooks',
  indexIntro: 'Voor elke melding een pagina, met de namen uit deze strategie in de commando’s.',
  written: 'Gemaakt door `ballast generate` op basis van de strategie; niet met de hand wijzigen.',
  more: { one: '… en nog {n}', other: '… en nog {n}' },
};
