/** What the numbers of a journal line are called. Programs read the names; people read these. */

import type { Language } from '../../lib/locale.ts';

/** Without its unit. A name that is not here is told as English does it. */
const DUTCH: Readonly<Record<string, string>> = {
  able: 'in staat',
  approval: 'akkoord',
  bad: 'slecht',
  because: 'vanwege',
  burn: 'verbruik',
  by: 'door',
  cap: 'hoogstens',
  capacity: 'capaciteit',
  ceiling: 'plafond',
  changes: 'wijzigingen',
  demand: 'vraag',
  detail: 'bijzonderheid',
  excess: 'te veel',
  expected: 'verwacht',
  failing: 'mislukt',
  failure: 'fout',
  failures: 'mislukte pogingen',
  fill: 'aanvulling',
  foreign: 'door anderen geschreven',
  gate: 'grens',
  gateway: 'gateway',
  giver: 'gever',
  guard: 'garantie',
  hardLoss: 'uitval',
  hold: 'wachttijd',
  id: 'nummer',
  isForced: 'geforceerd',
  isTrial: 'op proef',
  joint: 'met andere services',
  kept: 'gehouden',
  kind: 'soort',
  kong: 'Kong',
  lasted: 'duurde',
  left: 'over',
  level: 'niveau',
  lever: 'ingreep',
  limits: 'grenzen',
  load: 'last',
  max: 'hoogstens',
  mean: 'gemiddeld',
  minDwell: 'minste duur',
  minRequests: 'minste verzoeken',
  missing: 'ontbreekt',
  mode: 'stand',
  move: 'verplaatsing',
  moved: 'verplaatst',
  needed: 'nodig',
  neededTries: 'nodige pogingen',
  nodesDown: 'nodes neer',
  nodesFresh: 'nodes met nieuws',
  normal: 'normaal',
  on: 'vanaf',
  origin: 'herkomst',
  out: 'uit',
  part: 'deel',
  pool: 'pool',
  poolMedian: 'mediaan van de pool',
  probe: 'probe',
  probes: 'probes',
  ratio: 'deel',
  reason: 'reden',
  receiver: 'ontvanger',
  receivers: 'ontvangers',
  recentFailures: 'recente mislukte pogingen',
  recentTries: 'recente pogingen',
  refused: 'geweigerd',
  region: 'regio',
  relapses: 'terugvallen',
  requests: 'verzoeken',
  rest: 'rust',
  restored: 'hersteld',
  room: 'ruimte',
  rule: 'regel',
  runFailures: 'mislukte pogingen in de reeks',
  runTries: 'pogingen in de reeks',
  score: 'score',
  seen: 'gezien',
  share: 'aandeel',
  shed: 'geweigerd',
  signal: 'signaal',
  slowMean: 'traag gemiddelde',
  staleSince: 'stil sinds',
  step: 'stap',
  strategy: 'strategie',
  strikes: 'keren',
  suspectTargets: 'verdachte targets',
  suspects: 'verdacht',
  targets: 'targets',
  threshold: 'drempel',
  tries: 'pogingen',
  until: 'tot',
  unwell: 'niet in orde',
  usual: 'gewoonlijk',
  verdict: 'oordeel',
  waitingFor: 'wacht op',
  wanted: 'gewenst',
  would: 'zou',
};

/** Testimonies and kinds of loss, which the law keeps as codes. */
const DUTCH_CODES: Readonly<Record<string, string>> = {
  lost: 'uitgevallen',
  fine: 'goed',
  unknown: 'onbekend',
  hard: 'uitval',
  partial: 'gedeeltelijk',
  slow: 'traag',
};

export function evidenceCode(code: string, language: Language): string {
  return (language === 'nl' ? DUTCH_CODES[code] : undefined) ?? code;
}

/** `failingRatio` → `failing`, `recentTries` → `recent tries`: the unit is told with the value. */
export function evidenceName(name: string, language: Language): string {
  const plain = name.replace(/(Ms|Ratio|Rps|Percent)$/, '');
  const dutch = language === 'nl' ? DUTCH[plain] : undefined;
  return (
    dutch ??
    plain.replaceAll(/([a-z])([A-Z])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  );
}
