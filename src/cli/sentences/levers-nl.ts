/** What the levers' commands say around what operations answer, in Dutch. */

import type { leverTalkEn } from './levers-en.ts';

export const leverTalkNl: Readonly<Record<keyof typeof leverTalkEn, string>> = {
  'dry-run': 'proefrun: er is niets gedaan',
  'nothing-is-done': 'er is niets gedaan',
  'ask-why': 'Waarom?',
  'why-is-kept': 'wordt in het journaal bewaard',
  'look-then-yes': 'Bekijk het met --dry-run, en voeg dan --yes toe.',

  'lever-for': '{lever}, voor {forMs:span}',
  'ask-do': 'Doorgaan met {lever}?',
  'ask-force': 'TEGEN de weigering in doorgaan met {lever}?',
  'forced-by': 'GEFORCEERD door {by}: {lever}',
  'set-as':
    'ingesteld als {id}; eindigt vanzelf om {time} ({forMs:span}). Terugdraaien: ballast undo --reason "…"',
  'not-taken-up': 'nog geen controller heeft het opgepakt: zie ballast status',
  'in-force': 'van kracht: {first}',
  'in-force-and-more': 'van kracht: {first} (en nog {count} van die soort: ballast status)',
  'would-be-refused': 'dit zou geweigerd worden; er is niets gedaan',
  'will-be-forced': '--force: wat hierboven geweigerd is, gebeurt toch',
  'waiting-for-it': '{sentence} Hoogstens {patienceMs} wachten …',

  'more-services': 'en nog {count} services (--json toont alles)',
  refused: 'geweigerd',
  'room-for': 'ruimte voor {room} rps',
  'room-not-stated': '{load} rps, ruimte niet opgegeven',
  'none-can-serve': '{load} rps, geen van de targets kan dienen',
  'load-and-room': '{load} van {room} rps',
  'weights-to-write': '{count} {count|gewicht|gewichten} te schrijven, in deze volgorde',
  'more-weights': 'en nog {count} (--json toont alles)',

  'no-overrides': 'er zijn geen ingrepen van kracht',
  'mark-drill': 'OEFENING',
  'mark-forced': 'GEFORCEERD',
  'from-time': 'vanaf {time}',
  'since-age': 'sinds {ageMs:age}',
  'override-line': 'door {by} {since}, eindigt over {leftMs:age}: {reason}',
  'ask-end': 'Beëindigen: {lever}, ingesteld door {by}?',
  'is-ended': '{id} is beëindigd: {lever}',
  'is-set-again': '{id} is weer ingesteld: {lever}',
  'would-end': 'beëindigen: {lever}',
  'would-set-again': 'weer instellen: {lever}',
  'ask-all': '{parts:semicolon}?',

  'keeps-out': 'wat {region} eruit houdt',
  'ask-return': 'Dit beëindigen en {region} laten terugkeren?',
  'returns-in-steps':
    '{region} keert in bewaakte stappen terug; ballast status laat zien hoe ver het is',

  'nobody-asked': 'er wacht niets op een mens',
  'since-when': '  sinds {ageMs:age}',
  'not-asked-for': 'Er is nog niet om {id} gevraagd.',
  'ask-approved': '{sentence} Akkoord?',
  'ask-rejected': '{sentence} Afwijzen?',
  'is-approved': '{id} is akkoord; de controller leest het bij zijn volgende tik',
  'is-rejected': '{id} is afgewezen; de controller leest het bij zijn volgende tik',
  'ahead-approved': '{id} is vooraf akkoord; dat geldt maar een tijdje',
  'ahead-rejected': '{id} is vooraf afgewezen; dat geldt maar een tijdje',

  'confirmed-move': 'gedaan: {move}, op verzoek van {by}',
  'declined-move': 'afgewezen: {move}, op verzoek van {by}',
  'no-second-person': 'Er wacht niets op een tweede persoon.',
  'waiting-move': '{id}  {move}, op verzoek van {by} ({reason}); tot {time} UTC',

  'mode-act': 'de controller grijpt in vanaf zijn volgende tik',
  'mode-observe':
    'de controller kijkt alleen vanaf zijn volgende tik; de gewichten blijven zoals ze zijn',
  'rule-act': 'de regel {rule} grijpt in vanaf de volgende tik',
  'rule-observe': 'de regel {rule} zegt vanaf de volgende tik alleen wat hij zou doen',

  'observed-nothing': 'sinds {since} is er niets dat het zei en niet deed',
  'observed-title': 'wat Ballast sinds {since} gedaan zou hebben',
  'observed-moves': '{moves|keer|keer}',
  'observed-judged': '{needed} nodig, {notNeeded} niet nodig',
  'observed-older': '(nog {count} oudere: --json)',
  'observed-after':
    '{failed} van {requests} verzoeken mislukten in de {afterMs:age} erna: {verdict}',
  'verdict-needed': 'het zou geholpen hebben',
  'verdict-not-needed': 'het was niet nodig',
  'verdict-unclear': 'moeilijk te zeggen',

  'baseline-ask': 'De uitgangsgewichten nu schrijven, wat er ook door overbelast raakt?',
  'baseline-without-store': '{why} De uitgangsgewichten worden zonder geschreven.',
  'baseline-there': 'Kong heeft de uitgangsgewichten al',
  'baseline-to-write': 'uitgangsgewichten die geschreven worden',
  'baseline-lacking': '{place}: in Kong ontbreken {targets:comma}',
  'baseline-done': 'de uitgangsgewichten staan in Kong, teruggelezen bij elke node; {held}',
  'held-watching': 'Ballast kijkt vanaf nu alleen; met `ballast enable` grijpt het weer in',
  'held-frozen': 'deze services zijn bevroren voor {freezeMs:span}; zie ballast overrides',
  'held-not-told':
    'een Ballast die draait, weet hier niet van en kan weer eigen gewichten schrijven; stop het, of `ballast disable`',
};
