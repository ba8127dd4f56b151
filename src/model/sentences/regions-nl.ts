/** What the law says of regions that are left, in Dutch. */

import type { regionsEn } from './regions-en.ts';

export const regionsNl: Readonly<Record<keyof typeof regionsEn, string>> = {
  'region-evacuated':
    '{region} is geëvacueerd: {evidence}; {refuge}. De regio blijft er minstens {holdMs} uit.',
  'region-stays': '{region} blijft: {evidence}, maar {why}.',
  'slow-region':
    'minstens de helft van de {targets} targets antwoordt al {spanMs} in {meanMs:ms}, normaal in {usualMs:ms}',
  'fails-in-part':
    '{failures} van de {tries} pogingen mislukten ({seenRatio}) in {spanMs}, bij {suspects} verdachte targets, score {score} van {threshold}',
  'fails-with-others':
    '{failures} van de {tries} pogingen mislukten ({seenRatio}) in {spanMs}, en {services} services van de regio wijzen hetzelfde uit, samen {jointTries} pogingen en score {score} van {threshold}',
  'targets-fail-probes': '{bad} van de {targets} targets falen op de probes van Ballast',
  'tries-failed': '{failures} van de {tries} pogingen mislukten in {spanMs}',
  'kong-says-unhealthy': 'de meeste Kong-nodes noemen {down} van de {targets} targets UNHEALTHY',

  'takes-over':
    '{receivers} {receivers|neemt|nemen} het over, hoeveel ruimte daar is, is niet bekend',
  'has-room':
    '{receivers} {receivers|heeft|hebben} ruimte voor {roomRps} rps en {receivers|krijgt|krijgen} {demandRps} rps',
  'has-no-room':
    '{receivers} {receivers|heeft|hebben} ruimte voor {roomRps} rps en {receivers|zou|zouden} {demandRps} rps krijgen',
  'as-a-trial': '{refuge}, op proef, want {receivers|ze heeft|ze hebben} weinig verkeer gezien',
  'observed-with-refuge': '{observed}; {refuge}',
  'capacity-short':
    '{receivers} {receivers|komt|komen} zonder {region} ruimte tekort: {roomRps} voor {demandRps} rps, dat is {excessRps} te veel; {outcome}.',
  'rest-stays': 'de rest blijft',
  'rest-is-served': 'het gaat er toch heen, zoals de strategie zegt',
  'rest-is-refused': 'de rest wordt geweigerd met Retry-After',
  'rest-cannot-be-refused':
    'het gaat er toch heen, want geen gateway kan een precies deel weigeren',

  'lone-witness': 'op één soort getuige verschuift er niets',
  'needs-approval':
    'volgens de strategie moet een mens akkoord geven: `ballast approve {id} --reason …`',
  'person-approved': '{by} gaf {agoMs} geleden akkoord ({reason})',
  'person-rejected': '{by} wees het {agoMs} geleden af ({reason})',
  'move-did-not-help': 'de vorige verplaatsing hielp niet; voorlopig geen nieuwe, nog {restMs}',
  'only-observes': 'de regel {rule} kijkt alleen',
  'nobody-able': 'van geen andere regio van de service is bekend dat ze kan dienen',
  'maybe-common':
    '{regions} {regions|zag|zagen} er de laatste {withinMs} zelf ook slecht uit, dus wat faalt kan in alle regio’s zitten',
  'no-other-region': 'de service heeft geen andere regio die haar verzoeken mag afhandelen',
  'enough-regions-out': '{regions} {regions|staat|staan} er al uit, en meer dan {max} mag niet',
  'enough-regions-held':
    '{regions} {regions|staat|staan} er al uit, en meer dan {max} mag niet ({by} houdt {held} eruit: {reason})',
  'no-faster': '{region} antwoordt in {expectedMs:ms}, dat is niet beter dan {giverMs:ms}',
  'fails-as-well': '{region} faalt zelf ook, op {failures} van de {tries} pogingen',
  'maybe-shared':
    '{giverRatio} mislukt en geen andere regio heeft een verzoek afgehandeld, dus een gedeelde afhankelijkheid is niet uit te sluiten',

  'hook-failed': 'Een hook bij de {move} van {region} is mislukt: {detail}.',
  'hook-runs': '`{call}` loopt al {spanMs}',
  'hook-did-not-pass': '`{call}` is mislukt ({detail})',
  'hook-failed-before': 'eerder al mislukt',
  'hook-without-result': 'geen uitslag na {spanMs}',
  'move-failover': 'evacuatie',
  'move-failback': 'terugkeer',

  'traffic-taken-back':
    '{region} neemt haar verkeer terug: {why}; op gedeeltelijk bewijs volgt {restMs} lang geen nieuwe verplaatsing.',
  'receivers-no-faster':
    '{receivers} {receivers|antwoordt|antwoorden} in {meanMs:ms}, tegen {seenMs:ms} ervoor',
  'receivers-fail-too':
    '{failures} van de {tries} pogingen ({foundRatio}) mislukken ook bij {receivers}, tegen {seenRatio} ervoor',

  'spill-started':
    '{region} loopt over: {loadRps} rps op een capaciteit van {capacityRps} ({loadRatio}, {onRatio} mag); {where}.',
  'spill-ended':
    '{region} houdt al haar verzoeken weer zelf: {loadRps} rps ligt al {offMs} onder {offRatio} van haar {capacityRps} rps.',
  'nothing-to-spill': '{region} heeft geen eigen verzoeken meer die kunnen overlopen.',
  'nobody-takes-it': 'geen andere regio heeft er ruimte voor',
  'takes-part-of-it': '{region} neemt er {partRatio} van, met ruimte voor {roomRps} rps',
  'takes-part-blindly': '{region} neemt er {partRatio} van, hoeveel ruimte daar is, is niet bekend',
  shedding:
    '{shedRatio} van {service} wordt geweigerd met Retry-After: er komen {demandRps} rps binnen, {limits}.',
  'shed-ended': 'Alle {demandRps} rps van {service} worden weer afgehandeld, na {lastedMs}.',
  'limit-as-stated': '{region} kan er {limitRps} aan, zoals opgegeven',
  'limit-as-shown': '{region} kan er {limitRps} aan, zoals gebleken',

  'weights-refused': 'Nieuwe gewichten op {gateway} geweigerd: {why}.',
  'too-few-able':
    'maar {wantedPercent} % van het gewicht zou op targets liggen die kunnen dienen, en er is meer dan {neededPercent} % nodig',
  'region-has-no-room': '{region} heeft ruimte voor {roomRps} rps en zou {loadRps} rps krijgen',
  'baseline-stands': 'De uitgangsgewichten van de strategie.',
};
