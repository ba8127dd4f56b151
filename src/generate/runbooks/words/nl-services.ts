/** Runbooks over services, regio’s en targets. */

import type { RunbookCatalogue } from './contract.ts';

export const SERVICES = {
  'region-down': {
    title: 'Een regio ligt eruit',
    means:
      'De targets van een regio doen hun werk niet en het verkeer gaat ergens anders heen. Gebruikers zouden er niets meer van moeten merken. Wat weg is, is de reserve: bij de volgende storing kan het verkeer nergens meer heen.',
    look: [
      '{status}: welke services, sinds wanneer, en is wat er over is genoeg?',
      '{explain} laat zien welke bronnen het eens waren: eigen checks, requests, de health van Kong.',
      'Wat Kong ziet, per node: {health}',
      'Vraag het de targets zelf: {probe}',
    ],
    decide: [
      'Alle services van de regio liggen eruit: het is de regio zelf (netwerk, stroom, cluster). Bel wie die beheert.',
      'Eén service ligt eruit: het is die service daar. Kijk naar de laatste release en naar wat erachter zit.',
      'Kong zegt het en Ballast niet: kijk of Ballast draait en de leiding heeft ({status}).',
      'Worden er ook requests geweigerd? Ga verder met het runbook over weigeren (shedding.md).',
    ],
    act: [
      'Herstel de regio. Het verkeer is al ergens anders; je hoeft niets met de hand te verplaatsen.',
      'Geen releases in de regio’s die over zijn.',
      'Forceer het terugschakelen niet: Ballast doet dat in stappen, zodra de regio lang genoeg goed is.',
    ],
    undo: [
      'Terugschakelen gaat vanzelf. Met `failback.approval: manual` wacht het op {approveReturn}.',
      'Moet de regio er langer uit blijven? {rejectReturn}, of laat de health checks van de targets falen.',
    ],
    wake: 'Liggen alle services eruit, bel dan meteen de beheerder van het platform in die regio; is het er één, dan het team van die service. Is er nog maar één regio over, haal er dan een tweede persoon bij.',
  },
  'evacuation-refused': {
    title: 'Het verkeer moet een regio uit, maar dat mag niet',
    means:
      'De regio lijkt stuk, maar iets houdt Ballast tegen: er ontbreekt een akkoord, er is elders geen ruimte of de andere regio’s zien er niet beter uit. Gebruikers hebben er nu last van.',
    look: [
      '{explain} noemt de reden en de cijfers.',
      '{status}: wat wacht er op antwoord, en hoe vol zitten de andere regio’s?',
      'Vraag het de targets van elke regio: {probe}',
    ],
    decide: [
      'Er ontbreekt een akkoord: mag de andere regio nu overnemen? Meestal draait dat om data (is de database gepromoveerd?).',
      'Er is geen ruimte: is een deel weigeren beter dan alles stuk?',
      'Alle regio’s zien er even slecht uit: de oorzaak is gemeenschappelijk. Verplaatsen helpt niet; zoek wat er het laatst overal is veranderd.',
    ],
    act: [
      'Ja, verplaatsen: {approve}',
      'Nee, blijven: {reject}',
      'Gemeenschappelijke oorzaak: draai de laatste wijziging terug of herstel waar alles van afhangt.',
    ],
    undo: [
      'Is het verkeer eenmaal uitgeweken, dan komt het in stappen terug zodra de regio weer goed is.',
      '{disable} stopt meteen al het schrijven; de gewichten blijven zoals ze zijn.',
    ],
    wake: 'Bel nu degene die over de data van deze service gaat. Tien minuten op antwoord wachten is tien minuten storing.',
  },
  'failover-happened': {
    title: 'Er is uitgeweken',
    means:
      'Het verkeer van een service is in het afgelopen kwartier uit een regio weggegaan. Deze melding staat er om naast andere gezien te worden; op zichzelf hoef je niets te doen.',
    look: [
      '{explain} laat zien wanneer, waarom en wat er sindsdien is besloten.',
      '{status}: ligt de regio eruit, komt hij terug of is hij terug?',
    ],
    decide: [
      'Het was terecht: lees het runbook over de regio (region-down.md).',
      'Het was onnodig: het bewijs in {explain} laat zien welke bron zich vergiste.',
    ],
    act: [
      'Niets, als gebruikers er geen last van hebben.',
      'Was het onnodig, noteer dan het tijdstip en het bewijs; het journaal is af te spelen met andere instellingen ({replay}).',
    ],
    undo: ['Terugschakelen gaat vanzelf, in stappen.'],
    wake: 'Niemand.',
  },
  'failback-aborted': {
    title: 'Terugschakelen is afgebroken',
    means:
      'De regio ging opnieuw stuk terwijl zijn aandeel groeide, dus het verkeer is er weer uit. De volgende poging laat twee keer zo lang op zich wachten.',
    look: [
      '{explain}: bij welke stap, met welke fouten?',
      'Is hij zonder verkeer wel goed? {probe}',
    ],
    decide: [
      'Het ging mis bij een klein aandeel: de regio is niet hersteld.',
      'Het ging mis bij een groot aandeel: de regio is koud of te klein, of iets erachter is dat (caches, connectiepools, autoscaling).',
    ],
    act: [
      'Herstel de regio of geef hem meer capaciteit, vóór de volgende poging.',
      'Zet in de strategie kleinere stappen (`failback.steps`) of langere (`failback.minDwell`).',
      'Houd nieuwe pogingen zolang tegen: {rejectReturn}',
    ],
    undo: [
      'Na het herstel begint de volgende poging vanzelf, of met {approveReturn} als die op een mens wacht.',
    ],
    wake: 'Niemand, ’s nachts: gebruikers worden elders bediend. Is dit de laatste reserve, bel dan de beheerder van de regio.',
  },
  'target-ejected': {
    title: 'Een target is uit de roulatie',
    means:
      'Een target faalt of doet het veel slechter dan de rest, en krijgt daarom geen verkeer. Of het zou eruit moeten, maar er zijn er al te veel uit.',
    look: [
      '{explain} met het adres: de cijfers naast die van de andere targets.',
      'Vraag het zelf: {probe}',
      'Wat Kong ziet: {health}',
    ],
    decide: [
      'Eén target: het is die machine, dat proces of die release.',
      'Meer targets van één service: het is iets wat ze delen. Een geweigerde verwijdering wijst op hetzelfde.',
      'Net uitgerold? Draai die release terug.',
    ],
    act: [
      'Herstart of vervang het target. Het komt vanzelf terug, na zijn wachttijd en eerst met een klein aandeel.',
      'Komt het niet meer terug? Haal het uit de strategie, dan {generate} en {apply}.',
    ],
    undo: ['Niets: een target dat weer goed antwoordt, komt terug.'],
    wake: 'Niemand, bij één target. Mag het er niet uit en gaan de fouten door, bel dan het team van de service.',
  },
  'standby-not-ready': {
    title: 'De standby kan het niet overnemen',
    means:
      'De regio die het over zou moeten nemen ligt eruit, mist targets of heeft geen ruimte voor de belasting van nu. Gebruikers merken niets; bij de volgende storing wel.',
    look: [
      '{status}: wat ontbreekt er aan de standby?',
      'Vraag het de targets: {probe}',
      'Capaciteit tegenover belasting: {advise}',
    ],
    decide: [
      'Er ontbreken targets: start ze.',
      'Geen ruimte: meer targets, of besluiten dat in het ergste geval een deel geweigerd wordt.',
    ],
    act: [
      'Breng de targets op en houd {status} in de gaten.',
      'Meer hosts: in de strategie zetten, dan {generate} en {apply}.',
    ],
    undo: ['Er is niets verplaatst.'],
    wake: 'Niemand, ’s nachts, tenzij de eerste regio ook fouten geeft: dan het team van de service.',
  },
  'capacity-lost': {
    title: 'Eén regio minder is te weinig',
    means:
      'De andere regio’s kunnen minder aan dan de hoogste belasting van de afgelopen dag. Valt deze regio op de piek uit, dan worden requests geweigerd of traag.',
    look: [
      '{advise}: de capaciteitstabel.',
      '{status}: belasting en ruimte nu, en wie eruit ligt.',
    ],
    decide: [
      'Er liggen targets uit: breng die eerst terug.',
      'De belasting is gegroeid: meer targets, of minder te doen.',
      'De opgegeven capaciteit is verouderd: meet opnieuw.',
    ],
    act: [
      'Zet hosts bij in de strategie, dan {generate} en {apply}.',
      'Probeer een hoger getal eerst in de simulator: {simulate}',
    ],
    undo: ['Haal de hosts er op dezelfde manier weer uit.'],
    wake: 'Niemand, ’s nachts. Plan het deze week in.',
  },
  shedding: {
    title: 'Requests worden bewust geweigerd',
    means:
      'Er komt meer binnen dan er ergens past. Een deel krijgt daarom meteen 503 met Retry-After, zodat de rest snel blijft.',
    look: [
      '{status}: hoeveel, bij welke service, en welke regio’s liggen eruit?',
      '{explain}: belasting tegenover ruimte.',
      'Waar komt de belasting vandaan? De log van Kong, per consumer en route.',
    ],
    decide: [
      'Er ligt een regio uit: dit is wat dat kost. Breng hem terug.',
      'De belasting is ineens hoog: een actie, clients die blijven herhalen, een aanval?',
      'De opgegeven capaciteit is te laag: de targets hebben het niet druk, terwijl er wel geweigerd wordt.',
    ],
    act: [
      'Meer targets, zo snel als het kan.',
      'Een limiet voor wie het veroorzaakt (`protect.rateLimit`), dan {generate} en {applyBase}.',
      'Leg clients stil die zonder pauze blijven herhalen.',
    ],
    undo: [
      'Het weigeren houdt vanzelf op zodra alles weer past.',
      'Haal de limiet er op dezelfde manier weer uit.',
    ],
    wake: 'Bel nu het team van de service, want gebruikers zien fouten. Bel ook de beheerder van de regio die eruit ligt.',
  },
  latency: {
    title: 'De latencydoelstelling wordt niet gehaald',
    means: 'Meer requests zijn traag dan de doelstelling toelaat, een uur lang en nu nog steeds.',
    look: [
      '{explain} met de service: welke targets zijn trager dan de rest?',
      '{status}: ligt er een regio uit, of zit er een vol?',
      'Hebben de nodes van Kong het druk? {nodes}',
    ],
    decide: [
      'Enkele targets: Ballast verlaagt hun gewicht al; kijk naar die machines.',
      'Alle targets: de belasting, iets erachter, een release.',
      'Kong zelf: leg zijn eigen latency naast die van de targets.',
    ],
    act: [
      'Draai terug wat het laatst is uitgerold.',
      'Meer targets, als ze het allemaal druk hebben.',
    ],
    undo: ['De gewichten komen vanzelf terug zodra de targets weer even snel zijn als de rest.'],
    wake: 'Niemand, ’s nachts, tenzij er ook fouten zijn.',
  },
  'budget-burn': {
    title: 'Het foutbudget gaat te snel op',
    means:
      'Er mislukken zoveel requests dat het budget op is voordat het venster voorbij is. De naam van de melding zegt hoeveel keer te snel.',
    look: [
      '{status}: ligt er een regio of target uit, wordt er geweigerd?',
      '{explain} met de service: welke targets falen, en waarmee?',
      'Geeft Kong zelf 5xx? {health}',
    ],
    decide: [
      'Alleen deze service: de laatste release, de database.',
      'Meer services: iets wat ze delen, of Kong.',
      'Eén regio: dan had Ballast moeten uitwijken; kijk of het draait, de leiding heeft en mag ingrijpen.',
      'Enkele fouten bij weinig verkeer: kijk of het één client is.',
    ],
    act: [
      'Draai terug wat het laatst is uitgerold.',
      'Ballast kijkt alleen mee: {enable}',
      'Er wacht een verplaatsing op antwoord: {approve}',
    ],
    undo: ['{disable} stopt al het schrijven; de gewichten blijven zoals ze zijn.'],
    wake: 'Bij 14 en 6 keer te snel: nu het team van de service. Bij 3 en 1 keer: morgenochtend.',
  },
  'budget-spent': {
    title: 'Het foutbudget is op',
    means:
      'De doelstelling van dit venster is niet gehaald. Ballast is nu voorzichtig: terugschakelen wacht langer en begint niet zolang er requests mislukken.',
    look: [
      '{status}: hoe ver eronder, en sinds wanneer?',
      '{explain}: waar is het aan opgegaan?',
      'Wat was de verwachting? {advise}',
    ],
    decide: [
      'Eén grote storing: leer ervan.',
      'Veel kleine: kijk in het rapport bij “wat als eerste beter moet”.',
    ],
    act: [
      'Geen riskante wijzigingen tot er weer budget is: releases in kleine stappen, oefeningen uitstellen.',
      'Herstel waar het aan opging.',
    ],
    undo: ['Het venster schuift vanzelf op.'],
    wake: 'Niemand. Meld het morgenochtend aan wie over de doelstelling gaat.',
  },
} as const satisfies Partial<RunbookCatalogue['pages']>;
