/** What `ballast status` finds, in Dutch. */

import type { statusEn } from './status-en.ts';

export const statusNl: Readonly<Record<keyof typeof statusEn, string>> = {
  'no-controller':
    'er draait geen controller: de laatste tik was {ageMs:age} geleden (de gewichten blijven zoals ze zijn)',
  'signal-silent': 'al {ageMs:age} niets gehoord van {signal}: er verschuift niets op',
  'gateway-fails': '{gateway}: {failure}',
  'written-by-others': '{upstream} op {gateway} is door een ander geschreven; zie ballast enable',
  'target-ejected-now': '{service}: {target} is uitgezet',
  'target-drained-now': '{service}: {target} loopt leeg (ingreep {lever})',
  'target-on-trial': '{service}: {target} is op proef nadat hij was uitgezet',
  'refuses-on-purpose':
    '{service}: {shedRatio:part} van de verzoeken wordt bewust geweigerd, bij gebrek aan ruimte',
  'budget-spent': '{service}: het foutbudget is op',
  'budget-overdrawn': '{service}: het foutbudget is op, overschreden met {overRatio:part}',
  'budget-burns': '{service}: het foutbudget gaat {times} keer te snel op (nog {leftRatio:part})',
  'should-be-evacuated': '{service}: {region} zou geëvacueerd moeten zijn, maar is het niet: {why}',
  'region-spills': '{service}: {region} loopt al {ageMs:age} over naar andere regio’s',
  'region-is-out': '{service}: {region} is al {ageMs:age} geëvacueerd',
  'region-is-out-by-lever': '{service}: {region} is al {ageMs:age} geëvacueerd (ingreep {lever})',
  'region-is-probed': '{service}: {region} wordt al {ageMs:age} getest voor de terugkeer',
  'region-is-returning':
    '{service}: {region} keert terug, nu met {stepRatio:part} van haar aandeel',
  'region-is-unknown': '{service}: {region} is niet te beoordelen: geen verse telemetrie',
};
