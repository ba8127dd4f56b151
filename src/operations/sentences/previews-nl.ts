/** What the preview of a lever says, in Dutch. */

import type { previewsEn } from './previews-en.ts';

export const previewsNl: Readonly<Record<keyof typeof previewsEn, string>> = {
  'cannot-leave-isolated':
    '{service} kan niet weg uit {region}: volgens de strategie (`isolate`) mogen haar verzoeken hun regio niet verlaten.',
  'cannot-leave-alone': '{service} kan niet weg uit {region}: ze heeft nergens anders targets.',
  'left-without-region':
    '{service} zou zonder regio komen te zitten: {regions} {regions|staat|staan} er al uit. Herstel er eerst een.',
  'last-target':
    '{target} is de laatste target van {service} in {region} die niet leegloopt. Alles weghalen kan met: ballast evacuate {region} --service {service}.',
  'nobody-for-share':
    'Er zou geen target van {service} in {region} overblijven om haar aandeel te dienen.',
  'receiver-out': '{region} zou verzoeken van {service} krijgen, maar staat er zelf uit ({phase}).',
  'receiver-unknown':
    '{region} zou verzoeken van {service} krijgen, maar daarover is op dit moment niets bekend.',
  'receiver-unhealthy':
    '{region} zou verzoeken van {service} krijgen, maar {dead} van de {targets} targets daar {dead|kan|kunnen} niet dienen.',
  'receiver-full':
    '{region} heeft ruimte voor {room} verzoeken/s van {service} en zou er {load} krijgen. Verplaats een deel met `ballast pin`, of voeg capaciteit toe.',
  'would-shed':
    '{part} % van de verzoeken van {service} zou nergens passen en geweigerd worden. Verplaats een deel met `ballast pin`, of voeg capaciteit toe.',
  'could-wait':
    'Van het foutbudget van {service} is {left} % over, en wat verlaten zou worden is in orde: dit kan wachten.',
  'drill-goes-first':
    'Er loopt een oefening van {by} ({reason}). Beëindig die met `ballast drill abort`, of wacht haar af.',
  'nobody-runs':
    'Er draait geen controller: het gaat in zodra er een draait, en de aandelen hieronder zijn wat het laatst bekend was.',
  'only-watches':
    'Ballast kijkt alleen (stand observe): er wordt niets geschreven tot `ballast enable`.',
  'other-strategy': 'De controller draait de strategie {running}, dit is {own}.',
  'not-heard-of': 'De laatste tijd niets gehoord van: {signals:comma}.',
  'stays-there':
    '{services:comma} {services|kan|kunnen} niet weg uit {region} en {services|blijft|blijven} daar.',
  'demand-not-known':
    'De vraag naar {services:comma} is niet bekend, dus of het past is niet te zeggen.',
  'nothing-would-change': 'Er zou nu geen gewicht veranderen.',
  'freeze-stops-all':
    'Zolang het duurt verplaatst Ballast niets: niet van een target die faalt, niet uit een regio die uitvalt.',
  'moved-in-steps': 'Het gaat in stappen, in {overMs:span}; getoond is het eind daarvan.',
  'freeze-goes-first': '{by} heeft gewichten bevroren ({id}): dat gaat voor.',
  'move-waits': 'De {move} van {region} wacht op een mens.',

  'baseline-blind':
    'Er is niet bekend wie in orde is: de uitgangsgewichten kunnen verkeer sturen naar wat stuk is.',
  'baseline-old': 'Wat bekend is, is {minutes} min oud: kijk ook in Kong.',
  'baseline-against':
    'Dit gaat in tegen wat {by} heeft gezegd ({lever}: {reason}); die ingreep blijft staan.',
  'baseline-floods': '{region} is voor {service} {phase}, en krijgt ineens {shareRatio}.',
  'baseline-floods-early':
    '{region} is voor {service} {phase}, wacht op {waits}, en krijgt ineens {shareRatio}.',
  'baseline-ejected':
    '{targets:comma} {targets|staat|staan} er bij {service} uit en {targets|krijgt|krijgen} het hele gewicht terug.',
  'baseline-too-much': '{region} zou {load} rps van {service} krijgen en kan er {room} aan.',
  'baseline-no-state':
    'Er is geen statusbestand genoemd: een Ballast die draait, weet hier dus niet van en kan weer eigen gewichten schrijven.',
  'baseline-not-heard':
    'Een controller heeft de lease en heeft niet binnen {waitMs} laten weten dat hij afblijft: kijk of hij hangt, en over een minuut nog eens naar de gewichten.',

  'by-strategy': 'de strategie',
  'taken-demand': 'De vraag van nu: {total} verzoeken/s over {known} van {all} services.',
  'taken-capacity': 'De opgegeven capaciteit van {stated} van de {all} targets.',
  'taken-down':
    '{down} {down|target ligt|targets liggen} er nu uit, en dat blijft zo tot het eind.',
  'taken-lever': 'De ingreep van {by} is van kracht: {lever}.',
  'taken-hold': '{region} staat eruit en blijft eruit tot haar wachttijd om is.',
  'taken-weights': 'Zonder Ballast houdt Kong de gewichten die het nu heeft.',
  'assumed-times': 'Antwoordtijden, wachtrijen en fouten zijn die van het scenario, niet gemeten.',
  'assumed-memory':
    'Wat de controller heeft geleerd (fouten, terugvallen, grenzen), leert hij in de opwarmtijd opnieuw.',
  'assumed-acts': 'Ballast grijpt in, wat de stand nu ook is.',
  'assumed-demand':
    'De vraag naar {services:comma} is niet bekend: die van het scenario wordt gebruikt.',
  'assumed-capacity':
    '{unstated} {unstated|target|targets} zonder opgegeven capaciteit {unstated|is|zijn} zo groot als het scenario zegt.',
};
