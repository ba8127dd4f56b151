/** Namen van wat in meer hoofdstukken voorkomt. */

import type { DesignWords, EventWords } from '../en/names.ts';

export const EVENTS: EventWords = {
  'target-refuses': 'een target weigert verbindingen',
  'target-hangs': 'een target blijft hangen',
  'target-errors': 'op een target mislukt alles',
  'target-partial': 'op een target mislukt een deel',
  'region-refuses': 'een regio weigert verbindingen',
  'region-hangs': 'een regio blijft hangen',
  'region-errors': 'in een regio mislukt alles',
  'region-partial': 'in een regio mislukt een deel',
  'region-slow': 'een regio is tien keer zo traag',
  gateway: 'een Kong-cluster valt uit',
  commonCause: 'alles tegelijk',
  falseFailover: 'onnodig uitgeweken',
  coincidence: 'meer storingen tegelijk',
};

export const DESIGN: DesignWords = { 'kong-alone': 'Kong alleen', ballast: 'met Ballast' };

export const LEVERS: Readonly<Record<string, string>> = {
  targetMtbfMs: 'targets vallen half zo vaak uit',
  targetMttrMs: 'targets zijn twee keer zo snel hersteld',
  regionMtbfMs: 'regio’s vallen half zo vaak uit',
  regionMttrMs: 'regio’s zijn twee keer zo snel hersteld',
  gatewayMtbfMs: 'gateways vallen half zo vaak uit',
  gatewayMttrMs: 'gateways zijn twee keer zo snel hersteld',
  clientSwitchMs: 'clients vinden twee keer zo snel een andere gateway',
  commonCauseRatio: 'half zoveel storingen raken alles tegelijk',
  commonCauseMttrMs: 'wat alles raakt is twee keer zo snel hersteld',
  coverageRatio: 'half zoveel storingen worden gemist of niet omzeild',
  personMs: 'mensen grijpen twee keer zo snel in',
  falseFailoverMs: 'half zo vaak onnodig uitwijken',
  failbackMistakeRatio: 'half zo vaak te vroeg terugschakelen',
  detection: 'storingen worden twee keer zo snel gezien',
  action: 'gewichten worden twee keer zo snel geschreven',
  load: 'de helft van de belasting (of twee keer de capaciteit)',
};

export const ASSUMPTIONS: Readonly<Record<string, string>> = {
  targetMtbfMs: 'een target valt uit: eens in de',
  targetMttrMs: 'en is hersteld na',
  regionMtbfMs: 'een regio valt uit: eens in de',
  regionMttrMs: 'en is hersteld na',
  partialRatio: 'deel van de storingen waarbij maar een deel van de requests mislukt',
  targetFailingRatio: 'requests die dan mislukken op een target',
  regionFailingRatio: 'requests die dan mislukken in een regio',
  gatewayMtbfMs: 'een Kong-cluster valt uit: eens in de',
  gatewayMttrMs: 'en is hersteld na',
  gatewayWithRegionRatio: 'deel van de regiostoringen dat Kong meeneemt',
  clientSwitchMs: 'clients hebben een andere gateway gevonden na',
  commonCauseRatio: 'deel van de regiostoringen dat alles raakt',
  commonCauseMttrMs: 'en is hersteld na',
  coverageRatio: 'deel van de storingen dat wordt gezien en omzeild',
  personMs: 'een mens heeft ingegrepen na',
  falseFailoverMs: 'onnodig uitwijken: eens in de',
  falseFailoverLossMs: 'en dat kost de clients',
  coldReturnAloneMs: 'koud terugkomen kost met alleen Kong',
  coldReturnStepsMs: 'koud terugkomen in stappen kost',
  failbackMistakeRatio: 'deel van de keren dat er te vroeg wordt teruggeschakeld',
  failbackFailingRatio: 'requests die dan mislukken',
  convergenceMs: 'de andere nodes van een cluster volgen na',
  swingRatio: 'belasting schommelt rond het gemiddelde met',
  overflowFactor: 'verloren requests per request te veel, als er niets bewust geweigerd wordt',
};
