/** What the law says of targets, in Dutch. */

import type { targetsEn } from './targets-en.ts';

export const targetsNl: Readonly<Record<keyof typeof targetsEn, string>> = {
  'target-ejected': '{target} is uitgezet voor {lastsMs}: deze target {accusation}.',
  'target-ejected-again':
    '{target} is opnieuw uitgezet voor {lastsMs}: op proef mislukten {failures} van de {tries} pogingen, en zijn probe is {probe}.',
  'ejection-refused': '{target} {accusation} ({seenRatio} mislukt), maar blijft: {why}.',
  'fails-ratio':
    'faalt op {failures} van de {tries} pogingen ({seenRatio}) in {spanMs}, terwijl zijn pool op {poolRatio} faalt (score {score} van {threshold})',
  'fails-connections': 'weigerde of verbrak alle {tries} verbindingen van de laatste {spanMs}',
  'fails-probes-and-tries':
    'faalt op zijn probes en op {failures} van de {tries} pogingen van de laatste {spanMs}',
  'fails-probes-and-kong':
    'faalt op zijn probes en staat bij {down} van de {fresh} Kong-nodes al {spanMs} op UNHEALTHY',
  'only-target': 'het is de enige target van zijn regio',
  'pool-looks-bad':
    '{suspects} van de {targets} targets zien er tegelijk slecht uit, dus beslist de regio',
  'enough-targets-out': 'er staan al {out} van hoogstens {cap} targets van de regio uit',
  'few-targets-left': 'er zouden maar {able} van de {targets} targets overblijven',
  'rest-is-full': 'de rest heeft ruimte voor {roomRps} rps en zou {demandRps} rps krijgen',

  'target-tried': '{target} krijgt op proef {part}: zijn probe is goed; {proof}.',
  'part-of-weight': '{shareRatio} van zijn gewicht',
  'part-and-more': '{shareRatio} van zijn gewicht en daarna meer',
  'part-in-slices': '{shareRatio} van zijn gewicht, telkens {sliceMs}',
  'part-and-more-in-slices': '{shareRatio} van zijn gewicht en daarna meer, telkens {sliceMs}',
  'proof-after-drain':
    'hij was leeggelopen, en {needed} goede pogingen moeten tonen dat hij in orde is',
  'proof-after-failing':
    '{needed} goede pogingen moeten de {seenRatio} weerleggen waarop hij faalde',
  'target-back':
    '{target} heeft zijn volle gewicht terug: {failures} van de {tries} pogingen mislukten.',
  'probe-good': 'goed',
  'probe-bad': 'slecht',
  'probe-unsure': 'onzeker',
  'probe-unknown': 'onbekend',

  'target-trimmed': '{target} krijgt {partRatio} van zijn gewicht: {because}.',
  'target-trimmed-for':
    '{target} krijgt minstens {waitMs} lang {partRatio} van zijn gewicht: {because}.',
  'trim-refused': '{target} houdt meer dan een straaltje, hoe traag ook: {slowness}; {why}.',
  'slower-than-pool':
    'zijn antwoorden zijn {times} keer zo traag als die van zijn pool ({answers}; score {score} van {threshold})',
  'slow-on-trial': 'opnieuw op proef: {slowness}',
  'like-its-pool': 'hij antwoordt weer als zijn pool ({answers})',
  'answers-of-both': '{meanMs:ms} over {answers} antwoorden, de pool {poolMs:ms}',
  unknown: 'onbekend',
  'trim-untested': 'met minder krijgt hij te weinig verzoeken om te tonen of hij in orde is',
  'others-are-full': 'de andere hebben geen ruimte voor zijn last',
  'trim-stale': 'er is geen nieuws van verzoeken, dus telt niet meer wat ze eerder zeiden',
  'trim-switched-off': 'adapt.latency staat uit voor {service}',
  'enough-targets-trimmed':
    'er zijn al {gone} van hoogstens {cap} targets van de regio uitgezet of teruggenomen',

  'shares-as-stated':
    '{region} verdeelt weer zoals opgegeven ({parts:comma}): de benutting is niet bekend of mag niet meetellen.',
  'shares-by-capacity':
    '{region} verdeelt naar gemeten capaciteit: {parts:comma} van het volle deel van een target.',
  'name-and-part': '{name} {partRatio}',

  'panic-ended':
    '{region}: {bad} van de {targets} targets zien er slecht uit, dus worden losse targets na {lastedMs} weer beoordeeld.',
  panic:
    '{region}: {bad} van de {targets} targets zien er tegelijk slecht uit; dat is de regio, een afhankelijkheid of de waarnemer, en geen losse target. Er wordt niemand meer uitgezet en de regio beslist.',
  'panic-open':
    '{region}: {bad} van de {targets} targets zien er tegelijk slecht uit; dat is de regio, een afhankelijkheid of de waarnemer, en geen losse target. Wie antwoordt, doet toch mee, en de regio beslist.',
};
