/** What is said of people's levers and of drills, in Dutch. */

import type { leversEn } from './levers-en.ts';

export const leversNl: Readonly<Record<keyof typeof leversEn, string>> = {
  saying: '{by} heeft {deed} ({reason})',
  'saying-of-drill': 'Een oefening van {by} heeft {deed} ({reason})',
  'full-sentence': '{clause}.',
  'several-sentences': '{sentences:space}',
  'deed-evacuate': '{region} geëvacueerd',
  'deed-evacuate-over': '{region} in {overMs:span} geëvacueerd',
  'deed-evacuate-part': '{takenRatio} van het aandeel van {region} weggenomen',
  'deed-drain': '{target} laten leeglopen',
  'deed-pin': '{parts:comma} vastgezet',
  'deed-freeze': 'alle gewichten bevroren',
  'pinned-at': '{name} op {partRatio}',
  'lever-set': '{saying}, voor {leftMs:span}.',
  'lever-set-with-effect': '{saying}, voor {leftMs:span}: {effect}.',
  'forced-against': '{sentence} Geforceerd, hoewel: {against:semicolon}.',
  'receivers-with-room':
    '{receivers} {receivers|neemt|nemen} het over, met ruimte voor {roomRps} rps bij een vraag van {demandRps} rps',
  'receivers-without-room':
    '{receivers} {receivers|neemt|nemen} het over, hoeveel ruimte daar is, is niet bekend',
  'lever-refused': '{saying}, maar dat is geweigerd voor {service}: {reasons:semicolon}.',
  'lever-ended': '{saying}: dat {end}, {next}.',
  'end-expired': 'is verlopen',
  'end-removed': 'is beëindigd',
  'end-yielded': 'wijkt voor een noodgeval',
  'next-evacuate': 'de regio komt in bewaakte stappen terug',
  'next-drain': 'de target komt op proef terug',
  'next-pin': 'de automaat beslist weer',
  'next-freeze': 'de automaat schrijft weer',
  'next-yielded': 'de automaat beslist meteen',
  'region-leaves': '{region} loopt leeg, zoals {by} zei: {left}.',
  somebody: 'iemand',
  'nothing-left': 'er is geen verkeer meer',
  'part-left': '{partRatio} van haar aandeel is over',
  'would-be': 'Niet gedaan, want {why}: {sentence}',

  'weights-frozen': '{by} heeft {service} bevroren ({reason})',
  'levers-blocked': 'de strategie blokkeert ingrepen: {window}',
  'drills-blocked': 'de strategie blokkeert oefeningen: {window}',
  'moved-too-much':
    'ingrepen zouden binnen het uur {movedRatio} van het verkeer van {service} hebben verplaatst, en de strategie staat {maxRatio} toe',
  'may-not-leave': 'verzoeken van {service} mogen {region} niet verlaten (failover-modus isolate)',
  'may-not-leave-any':
    'verzoeken van {service} mogen hun regio niet verlaten (failover-modus isolate)',
  'standby-not-promoted':
    'de standby van {service} moet eerst worden gepromoveerd (beforeApproval: nothing), en dat mag geen oefening',
  'serves-nowhere-else': 'geen andere regio dient {service}, en er blijft er minstens één aan',
  'cannot-serve-now': '{regions} {regions|kan|kunnen} op dit moment niet dienen',
  'unwell-lately': '{regions} {regions|zag|zagen} er de laatste {withinMs} slecht uit',
  'shares-add-up': 'de aandelen zijn samen {sumRatio} en geen 100 %',
  'region-is-held': '{region} is geëvacueerd door {by} ({reason})',
  'no-other-target': 'geen andere target van {region} kan dienen; evacueer liever {region}',
  'no-target-at-all': 'geen enkele target van {region} zou kunnen dienen; evacueer liever {region}',
  'targets-have-no-room':
    'de andere targets van {region} hebben ruimte voor {roomRps} rps en zouden {loadRps} rps krijgen',

  'lever-costs': '{saying}, nog {minutes} min, terwijl {troubles}.',
  'trouble-dead': '{region} niet kan dienen',
  'trouble-out': '{region} om eigen fouten uitstaat',
  'trouble-full': '{region} {loadRps} rps afhandelt en ruimte heeft voor {roomRps}',
  'trouble-shed': '{shedRatio} van de verzoeken geweigerd wordt',

  'drill-begins': 'Oefening {name} begint: {title}.',
  'drill-ended': 'Oefening {name} is voorbij: {verdict}.',
  'drill-ended-unrestored': 'Oefening {name} is voorbij: {verdict}. NIET hersteld.',
  'verdict-SUCCEEDED': 'GESLAAGD',
  'verdict-FAILED': 'GEZAKT',
  'verdict-INTERRUPTED': 'AFGEBROKEN',
  'verdict-INCONCLUSIVE': 'ONBESLIST',
};
