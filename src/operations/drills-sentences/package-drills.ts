/**
 * Titles and hypotheses of the drills that come with the package, for readers of Dutch. By their English
 * text and not by the name of the drill: what somebody wrote in a file of his own stays as it is.
 */

import type { Language } from '../../lib/locale.ts';

export function drillTextIn(text: string, language: Language): string {
  return language === 'nl' && Object.hasOwn(IN_DUTCH, text) ? (IN_DUTCH[text] ?? text) : text;
}

export const IN_DUTCH: Readonly<Record<string, string>> = {
  'The first region is lost': 'De eerste regio valt uit',
  'Kong sends everything to the other regions; they carry the load, and clients notice nothing.':
    'Kong stuurt alles naar de andere regio’s; die dragen de belasting, en aanroepers merken niets.',
  'The first region is taken out by weight': 'De eerste regio wordt er met gewichten uit gehaald',
  'The region empties and returns in steps; not one request is lost by it.':
    'De regio loopt leeg en keert in stappen terug; er gaat geen enkel verzoek door verloren.',
  'Every target of the first region refuses connections':
    'Elke target van de eerste regio weigert verbindingen',
  "Retries hide the first second, Kong's probes take the region out, Ballast makes it last and brings it back in steps.":
    'Nieuwe pogingen verbergen de eerste seconde, Kongs probes halen de regio eruit, Ballast houdt haar eruit en brengt haar in stappen terug.',
  'A service answers 503 to marked requests': 'Een service antwoordt 503 op gemerkte verzoeken',
  'Clients that send x-drill fall back as designed; nobody else notices.':
    'Aanroepers die x-drill sturen, vallen terug zoals bedoeld; niemand anders merkt het.',
  'The first region becomes slow': 'De eerste regio wordt traag',
  'Ballast leaves the region before one in a hundred requests is late.':
    'Ballast verlaat de regio voordat een op de honderd verzoeken te laat is.',
  'A third of the targets of a region are lost': 'Een derde van de targets van een regio valt uit',
  'The other targets of the region carry it; no traffic leaves the region.':
    'De andere targets van de regio vangen het op; er gaat geen verkeer de regio uit.',
};
