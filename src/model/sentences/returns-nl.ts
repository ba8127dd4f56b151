/** What the law says of the way back of a region, of budgets and of signals, in Dutch. */

import type { returnsEn } from './returns-en.ts';

export const returnsNl: Readonly<Record<keyof typeof returnsEn, string>> = {
  'return-waits': '{region} mag terugkeren, maar wacht: {why}.',
  'step-waits': '{region} wacht op {shareRatio}: {why}.',
  'few-answer-probes': '{good} van de {targets} targets beantwoorden de probes van Ballast',
  'must-look-well': 'ze moet er {neededMs} lang goed uitzien',
  'returned-often': 'ze is binnen het uur al {count} keer teruggekeerd (G5)',
  'returns-blocked': 'terugkeren is geblokkeerd: {window}',
  'budget-is-low': 'er is weinig foutbudget over, en er mislukken op dit moment verzoeken',
  'region-returns': '{region} keert terug met {shareRatio} van haar aandeel: {proof}.',
  'looked-well': 'ze zag er lang genoeg goed uit',
  'step-before': 'in de vorige stap mislukten {failures} van de {tries} pogingen',
  'after-trickle': 'in de {heldMs} hiervoor mislukten {failures} van de {tries} pogingen',
  'goes-on-as-trickle':
    '{region} gaat verder met maar {shareRatio} van haar aandeel: {why}; de volgende stap komt als dat {holdMs} lang goed is gegaan.',
  'sent-away-again':
    '{region} gaat er weer uit, op {shareRatio} van haar aandeel: {why}; ze blijft er {holdMs:span} uit.',
  'region-is-back':
    '{region} is terug: op haar volle aandeel mislukten {failures} van de {tries} pogingen, {lastedMs} nadat ze eruit ging.',

  'lost-again': 'ze is weer uitgevallen (probes {probes}, verzoeken {requests}, Kong {kong})',
  'testimony-lost': 'uitgevallen',
  'testimony-fine': 'goed',
  'testimony-unknown': 'onbekend',
  'alarm-went-off': 'haar alarm ging af (score {score} van {threshold})',
  'step-lasts': 'elke stap duurt minstens {dwellMs}',
  'clean-tries': 'ze heeft {served} van de {needed} goede pogingen gehad',
  'too-many-failures':
    '{failures} van de {tries} pogingen mislukten ({failedRatio}, hoogstens {gateRatio} wordt geduld)',
  'latency-is-high': 'haar gemiddelde antwoordtijd is {meanMs:ms}, normaal {usualMs:ms}',
  'no-room-for-step': 'ze heeft ruimte voor {roomRps} rps en zou {neededRps} rps krijgen',

  'budget-low':
    'Van het foutbudget van {service} is {leftRatio} over: de stappen van een terugkeer duren vanaf nu {times} keer zo lang.',
  'signal-stale':
    'Al {ageMs} geen nieuws van {signal}: op wat daaruit zou blijken verschuift niets tot het terug is.',
  'signal-fresh': 'Weer nieuws van {signal}, na {ageMs}.',
  'signal-logs': 'de verzoeklogs',
  'signal-probes': 'de eigen probes',
  'signal-kong': 'Kongs gezondheid op {gateway}',

  'waits-not-clean': 'genoeg targets die de probes van Ballast weer beantwoorden',
  'waits-clean-too-short': 'een langere tijd waarin niets tegen haar spreekt',
  'waits-budget': 'de grens aan terugkeren per uur (G5)',
  'waits-approval': 'het akkoord van een mens',
  'waits-rejected': 'een mens die het niet afwijst',
  'waits-blocked-window': 'het einde van een geblokkeerde periode',
  'waits-error-budget': 'het einde van de fouten, nu er weinig foutbudget over is',
  'waits-hook': 'het slagen van haar hook',
  'waits-slow': 'haar gewone antwoordtijd',
  'waits-room': 'ruimte voor haar volgende stap',
  'waits-observed': 'de regel failback, die alleen kijkt: `ballast enable --rule failback`',
  'waits-lever': 'het einde van wat {by} zei ({reason})',

  'stays-approval': 'het wacht op het akkoord van een mens.',
  'stays-rejected': 'een mens heeft het afgewezen.',
  'stays-hook': 'haar hook is nog niet geslaagd.',
  'stays-lone-witness': 'op één soort getuige verschuift er niets.',
  'stays-undone-before': 'de vorige verplaatsing hielp niet.',
  'stays-nowhere': 'van geen andere regio is bekend dat ze kan dienen.',
  'stays-common-cause': 'de andere regio’s zagen er kort geleden ook slecht uit.',
  'stays-capacity': 'de andere regio’s hebben er geen ruimte voor.',
  'stays-last-region': 'geen andere regio mag haar verzoeken afhandelen.',
  'stays-region-limit': 'er staan al zoveel regio’s uit als mag.',
  'stays-receiver-no-better': 'de andere regio faalt ook.',
  'stays-receiver-no-faster': 'de andere regio is niet sneller.',
  'stays-maybe-shared': 'een gedeelde afhankelijkheid is niet uit te sluiten.',
  'stays-observed': 'de regel evacuation kijkt alleen: `ballast enable --rule evacuation`.',
};
