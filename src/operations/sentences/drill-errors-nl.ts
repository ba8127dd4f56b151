/** Why a drill is not held, in Dutch. */

import type { drillErrorsEn } from './drill-errors-en.ts';

export const drillErrorsNl: Readonly<Record<keyof typeof drillErrorsEn, string>> = {
  'drill-does-not-begin': 'De oefening begint niet: {found:semicolon}.',
  'fix-drill-does-not-begin': '{fixes:semicolon}',
  'drill-in-the-way': '{id} van {by} loopt al.',
  'fix-drill-in-the-way':
    'Wacht tot die voorbij is, of beëindig haar met `ballast drill abort --reason …`.',
  'drill-by-call':
    'Een oefening met {kind} wordt niet van buiten aangenomen: die zou hier iets uitvoeren of aanroepen.',
  'fix-drill-by-call':
    'Zet het bestand in de map van `ballast run --drills` en start de oefening bij naam, of gebruik health-mark, weight-out of request-termination.',
  'drill-too-lax': 'De tekst staat meer toe dan gebruikelijk: {keys:comma}.',
  'lax-most': '{key} {found} (hoogstens {limit})',
  'lax-least': '{key} {found} (minstens {limit})',
  'fix-drill-too-lax': 'Laat dat weg, of vraag een admin om haar te starten.',
  'drill-file-broken':
    '{file} heeft {count} {count|fout|fouten}; de eerste staat in regel {line}: {problem}.',
  'fix-drill-file-broken': 'Daar: {fix}.',
  'drill-chosen-in-vain':
    '{name} raakt wat haar eigen {kind} raakt, welke regio of service er ook wordt gekozen.',
  'fix-drill-chosen-in-vain': 'Laat de keuze weg, of schrijf een bestand voor die regio.',
  'drill-duration': 'Een oefening van {durationMs} is te kort of te lang.',
  'fix-drill-duration': 'Kies {minMs} tot {maxMs}.',
  'no-such-drill': 'Er is geen oefening met de naam {name}.',
  'fix-drill-list': 'Welke er zijn, staat in `ballast drill list`.',
  'drill-folder-unreadable': 'De map met oefeningen kan niet worden gelezen: {why}.',
  'fix-drill-folder': 'Bekijk de map die `ballast run --drills` noemt.',
  'driller-stops': 'Deze Ballast stopt: er begint geen oefening meer.',
  'fix-driller-stops': 'Vraag het opnieuw als hij terug is.',
  'drill-unreported': '{id} is voorbij, maar er is geen verslag van.',
  'fix-drill-unreported': 'Bekijk het log van de `ballast run` die haar hield.',
};
