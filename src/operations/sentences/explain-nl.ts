/** Why things are as they are, in Dutch. */

import type { explainEn } from './explain-en.ts';

export const explainNl: Readonly<Record<keyof typeof explainEn, string>> = {
  'mode-acts': 'Ballast grijpt in: het schrijft gewichten. Met `ballast disable` kijkt het alleen.',
  'mode-observes':
    'Ballast kijkt alleen: het zegt wat het zou doen en schrijft niets. Met `ballast enable` grijpt het in.',
  'service-demand':
    '{service}: een vraag van {demandRps:rate}, {failingRatio:part} van de pogingen mislukte in de laatste 10 s.',
  'service-demand-unknown':
    '{service}: de vraag is niet bekend, {failingRatio:part} van de pogingen mislukte in de laatste 10 s.',
  'service-weights': 'De gewichten: {reason}',
  'service-budget': 'Het foutbudget: {left}.',
  'service-budget-burn':
    'Het foutbudget: {left}; het laatste uur ging het {times} keer zo snel op als mag.',
  'service-sheds':
    '{shedRatio:part} van de verzoeken wordt bewust geweigerd: geen regio heeft er ruimte voor.',
  'service-lever': '{by} heeft ingegrepen: {lever} (“{reason}”); dat eindigt {end}.',
  'service-reads':
    '{regions} {regions|neemt|nemen} alleen leesverzoeken: schrijven gaat naar de andere regio’s, en wordt meteen geweigerd als geen daarvan kan dienen.',
  'service-nothing-before':
    'De standby krijgt niets tot een mens akkoord heeft gegeven (beforeApproval: nothing): haar data moet eerst worden gepromoveerd.',
  'service-answer':
    'Wie geweigerd wordt, krijgt {status} van Kong zelf en mag het na {retryMs:span} opnieuw proberen (failover.answer).',
  'moment-now': 'nu',
  'moment-later': 'over {leftMs:age} (om {clock} UTC)',

  'place-name': '{name} van {service}',
  'region-waits': '{name} wacht op {what}.',
  'region-refused': '{name} zou geëvacueerd moeten zijn, maar {why}',
  'share-at': '{shareRatio:part} op {gateway}',
  'phase-healthy': '{name} is al {ageMs:age} gezond; het bedoelde aandeel is {shares:comma}.',
  'phase-spill':
    '{name} zit al {ageMs:age} aan de grens van wat kan: de regio houdt {shares:comma}, andere regio’s nemen de rest.',
  'phase-evacuated':
    '{name} is al {ageMs:age} geëvacueerd{cause}; de targets houden een gewicht voor als er niets anders meer is ({shares:comma}).',
  'cause-slow': ', vanwege traagheid',
  'cause-lost': ', vanwege uitval',
  'cause-failing': ', omdat {seenRatio:part} van de pogingen mislukte',
  'phase-probing': '{name} wordt al {ageMs:age} getest voor de terugkeer.',
  'phase-ramp':
    '{name} keert terug: stap {step}, {stepRatio:part} van het gewone aandeel, al {ageMs:age}{counts}.',
  'ramp-counts': '; {failures} van de {tries} pogingen in deze stap mislukten',
  'phase-unknown':
    '{name} is bij gebrek aan verse telemetrie niet te beoordelen, dus verschuift er niets.',
  'region-load': '{name} krijgt nu {loadRps:rate}{room}{failing}.',
  'load-room-unknown': '; hoeveel de regio aankan, is niet opgegeven',
  'load-room': ' van de {roomRps:rate} waar ruimte voor is',
  'load-room-shown': ' van de {roomRps:rate} die haalbaar zijn gebleken',
  'load-room-overruled':
    ' van de {roomRps:rate} die haalbaar zijn gebleken ({statedRps:rate} opgegeven)',
  'load-failing': ', waarvan {failingRatio:part} faalt',
  'receiver-free': 'Ontvanger {region}: {phase}, nu {loadRps:rate}, nog {freeRps:rate} vrij.',
  'receiver-room-unknown':
    'Ontvanger {region}: {phase}, nu {loadRps:rate}, de ruimte is niet opgegeven.',
  'phase-name-healthy': 'gezond',
  'phase-name-spill': 'loopt over',
  'phase-name-evacuated': 'geëvacueerd',
  'phase-name-probing': 'wordt getest',
  'phase-name-ramp': 'keert terug',
  'phase-name-unknown': 'onbekend',
  'lever-keeps-out': 'Ingreep {lever} houdt {name} eruit; `ballast undo` beëindigt hem.',
  'person-keeps-out':
    '{by} houdt de regio eruit (“{reason}”); de ingreep eindigt {end}, of met `ballast restore`. Dan komt ze in bewaakte stappen terug.',
  'persons-word':
    'Het woord van een mens: `ballast approve {id} --reason …` (of `ballast reject`).',

  'would-leave':
    'Ze zou geëvacueerd worden als twee soorten bewijs (eigen probes, verzoeken, Kongs gezondheid) haar uitgevallen noemen, of als haar verzoeken over {tries} pogingen meer dan normaal mislukken bij {targets} of meer targets, terwijl geen ontvanger er even slecht uitziet.',
  'leave-by-hand': 'Met de hand: `ballast evacuate {region} --service {service} --reason …`.',
  'spill-would-end':
    'Het houdt op als de vraag {offMs:age} lang onder {offRatio:part} van de capaciteit is geweest.',
  'hold-ends':
    'De wachttijd eindigt {end}; na een terugval is hij de volgende keer dubbel zo lang.',
  'hold-is-over': 'De wachttijd is om.',
  'not-clean-yet':
    'Er spreekt nu iets tegen haar, dus de schone tijd is nog niet begonnen; {neededMs:age} achtereen is nodig, met {wellRatio:part} van haar targets in orde.',
  'clean-so-far':
    'Al {cleanMs:age} spreekt er niets tegen haar; {neededMs:age} achtereen is nodig, met {wellRatio:part} van haar targets in orde.',
  'returns-after-probes': 'Ze keert terug als haar probes goed blijven.',
  'needs-news':
    'Nieuws van haar: Kongs log, de eigen probes van Ballast of Kongs gezondheid; `ballast status` zegt wat er zwijgt.',
  'failures-send-back':
    'Meer fouten dan geduld worden, sturen haar terug naar een wachttijd die dubbel zo lang is.',
  'back-at':
    'Ze is op zijn vroegst {when} terug, na {needed} goede verzoeken in deze stap{missing}.',
  'next-step-at':
    'De volgende stap ({stepRatio:part}) komt op zijn vroegst {when}, na {needed} goede verzoeken in deze stap{missing}.',
  'requests-reached': ' (gehaald)',
  'requests-to-go': ' (nog {count})',

  'target-now':
    '{name} ({region}) {rotation}: {triesRps:rate}, {failingRatio:part} faalt{latency}; eigen probe {probe}, Kong zegt {kong}.',
  'latency-on-average': ', gemiddeld {meanMs:ms}',
  'target-drained': 'loopt leeg door een ingreep',
  'rotation-in': 'is in rotatie',
  'rotation-out': 'is uitgezet',
  'rotation-trial': 'is op proef met een kleiner gewicht',
  'kong-up': 'op',
  'kong-down': 'neer',
  'kong-unknown': 'onbekend',
  'target-weight': '{name}: op {gateway} is gewicht {weight} gewenst; {seen}.',
  'seen-by-none': 'nog geen node heeft het zijne verteld',
  'seen-by-its-node': 'zijn node gebruikt het',
  'seen-by-all': 'alle {nodes} nodes gebruiken het',
  'seen-by-some': '{others} van de {nodes} nodes {others|gebruikt|gebruiken} nog {weight}',
  'target-is-slow':
    '{name} is trager dan zijn pool en houdt daarom {trimRatio:part} van zijn gewicht; hij krijgt het stukje bij beetje terug als zijn antwoordtijd weer gewoon is.',
  'drain-ends':
    'De ingreep {lever} eindigt vanzelf, of met `ballast undo`; dan komt hij op proef terug.',
  'drain-ends-at':
    'De ingreep {lever} ({by}: “{reason}”) eindigt {end}, of met `ballast undo`; dan komt hij op proef terug.',
  'would-be-ejected':
    'Hij zou uitgezet worden als hij duidelijk meer faalt dan de rest van zijn pool, of {tries} pogingen achtereen weigert, zolang de andere zijn last kunnen dragen en hoogstens {outRatio:part} van zijn pool uitstaat.',
  'drain-by-hand': 'Met de hand: `ballast drain {target} --service {service} --reason …`.',
  'trial-comes':
    'Hij komt {when} op proef met een klein gewicht, zodra zijn eigen probe {count} keer achtereen goed is (nu: {probe}).',
  'trial-needs':
    'Elke stap van de proef vraagt {min} tot {max} goede pogingen en {dwellMs:age}; bij fouten wordt hij opnieuw uitgezet, dubbel zo lang.',

  'event-told': 'Gebeurtenis {id}, {ageMs:age} geleden: {sentence}',
  'event-numbers': 'De getallen: {clauses:semicolon}.',
  'nothing-followed': 'Er volgde op deze plek niets.',
  'event-followed': 'Na {afterMs:age}: {sentence}',
  'as-it-is-now': 'Nu:',
  'no-such-event': 'Het journaal heeft geen gebeurtenis {id}.',
  'no-such-event-fix':
    '`ballast journal tail` toont de nummers; oude gebeurtenissen worden vergeten.',
  'nothing-known': 'Over {subject} is niets bekend.',
  'name-something':
    'Noem een service ({services:comma}), een regio, een target als host:poort, het nummer van een gebeurtenis, of een soort gebeurtenis.',
  'meant-something':
    'Bedoelde u {meant}? Noem een service ({services:comma}), een regio, een target als host:poort, het nummer van een gebeurtenis, of een soort gebeurtenis.',
};
