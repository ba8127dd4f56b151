/** The words around the figures of `check balance`, `notify test`, `what-if`, in Dutch. */

import type { outcomesEn } from './outcomes-en.ts';

export const outcomesNl: Readonly<Record<keyof typeof outcomesEn, string>> = {
  'channel-sent': 'verstuurd',
  'channel-failed': 'mislukt',
  'split-head': '{service} op {gateway} ({url})',
  'split-place-unknown': 'niet gevraagd',
  'split-counts': '{answered} van {sent} verzoeken beantwoord, {requests} geteld door {source}',
  'source-telemetry': 'de telemetrie van Ballast',
  'source-header': 'de antwoordheader',
  'split-target': 'target',
  'split-region': 'regio',
  'split-requests': 'verzoeken',
  'split-share': 'aandeel',
  'split-weight': 'gewicht',
  'split-test': 'chi-kwadraat {statistic}, {degrees} vrijheidsgraden, p = {p}',
  'split-as-weighted': 'De verdeling klopt met de gewichten (α = {alpha}).',
  'split-not-as-weighted':
    'De verdeling klopt NIET met de gewichten (α = {alpha}): toeval alleen verklaart dat niet.',
  'split-inconclusive': 'Er valt niets te zeggen: {why}',
  'what-if-running': 'simuleert, {elapsedMs:age} …',
  'what-if-head':
    '{title} ({scenario}), {durationMs:age}, seed {seed}; gesimuleerd in {tookMs:age}',
  'what-if-with': 'met Ballast',
  'what-if-without': 'niets doen',
  'what-if-sent': 'verstuurde verzoeken',
  'what-if-lost': 'verloren',
  'what-if-shed': 'waarvan bewust geweigerd',
  'what-if-bad': 'slechte seconden',
  'what-if-clean': 'schoon na',
  'what-if-never': 'niet binnen deze tijd',
  'what-if-p99': 'p99',
  'what-if-budget': 'gelijk aan volledige uitval van',
  'what-if-writes': 'geschreven gewichten',
  'what-if-findings': 'geschonden garanties',
  'what-if-allowed':
    'De strengste doelstelling laat {allowedMs:age} volledige uitval toe in {windowMs:span}.',
  'what-if-shares':
    'Aandelen in wat bediend is: aan het begin, het verst daarvandaan, aan het eind',
  'what-if-decisions': 'Wat Ballast zou besluiten',
  'what-if-more': '… en nog {count} (--json)',
  'what-if-nothing': 'Ballast zou niets besluiten.',
  'what-if-taken': 'Overgenomen van nu',
  'what-if-assumed': 'Aangenomen',
  'reports-none': 'Er is geen post-mortem bewaard.',
  'report-kept': 'Bewaard als {id}: ballast post-mortem show {id}',
  'report-not-kept': 'Niet bewaard: daarvoor is de rol operator nodig.',
  'report-written': 'Het verslag staat in {file}.',
};
