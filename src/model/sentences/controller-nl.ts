/** What the controller says of itself and of its writes, in Dutch. */

import type { controllerEn } from './controller-en.ts';

export const controllerNl: Readonly<Record<keyof typeof controllerEn, string>> = {
  'weights-written': '{count} {count|gewicht|gewichten} van {upstream} geschreven op {gateway}.',
  'would-write-observing':
    'Zou {count} {count|gewicht|gewichten} van {upstream} schrijven op {gateway}, maar Ballast kijkt alleen (met `ballast enable` grijpt het in). {reason}',
  'would-write-foreign':
    'Zou {count} {count|gewicht|gewichten} van {upstream} schrijven op {gateway}, maar een ander heeft die gewichten geschreven (`ballast enable` neemt ze over). {reason}',
  'weights-not-read':
    'De gewichten van {upstream} op {gateway} zijn niet te lezen: {failure}. Elke tik wordt het opnieuw geprobeerd.',
  'write-failed':
    '{done} van de {wanted} gewichten van {upstream} geschreven op {gateway}, daarna: {failure}. Elke tik wordt het opnieuw geprobeerd.',
  'foreign-at-start':
    '{count} {count|gewicht|gewichten} van {upstream} op {gateway} {count|wijkt|wijken} bij de eerste start af van de uitgangsgewichten, zoals {target}: {found} in plaats van {expected}. Ballast blijft eraf tot `ballast enable`.',
  'foreign-write':
    '{count} {count|gewicht|gewichten} van {upstream} op {gateway} {count|is|zijn} door een ander geschreven, zoals {target}: {found} in plaats van {expected}. Ballast blijft eraf tot `ballast enable`.',
  'no-weight': 'geen',
  'targets-missing':
    '{missing:comma} van {upstream} {missing|staat|staan} in de strategie maar niet in Kong op {gateway}: {missing|zijn gewicht is|hun gewichten zijn} niet te schrijven. Pas de gegenereerde configuratie toe.',
  'mode-act': 'De stand is nu act, door {by}: er worden gewichten geschreven.',
  'mode-observe':
    'De stand is nu observe, door {by}: er wordt niets geschreven, alleen gezegd wat er zou gebeuren.',
  'by-strategy': 'de strategie',
  leading: 'Deze controller leidt nu: hij gaat verder met de toestand in de opslag.',
  'not-leading': 'Een andere controller leidt: deze kijkt toe en schrijft niets.',
  'lease-lost': 'De lease is naar een andere controller gegaan: deze schrijft niets meer.',
  'controller-resumed':
    'De controller van {strategy} is gestart en gaat verder met wat hij had bewaard.',
  'controller-began': 'De controller van {strategy} is gestart, met een lege opslag.',
  'controller-stopped':
    'De controller van {strategy} is gestopt; de gewichten blijven zoals ze zijn.',
};
