/** What each check before a drill is called, in Dutch. */

import type { PreCheckCode } from '../drill-report.ts';

export const preChecksNl: Readonly<Record<PreCheckCode, string>> = {
  controller: 'Een controller heeft de leiding',
  mode: 'Hij mag ingrijpen',
  telemetry: 'De metingen zijn vers',
  kong: 'De Admin API’s van Kong antwoorden',
  'no-drill': 'Geen andere oefening',
  'nobody-else': 'Niemand anders grijpt in',
  'regions-healthy': 'De regio’s zijn gezond',
  headroom: 'Ruimte (N+1)',
  law: 'De regelwet stemt in',
  budget: 'Foutbudget',
  window: 'Gesloten tijden',
  'blast-radius': 'Reikwijdte',
  lever: 'De storing past',
  'dead-man': 'Zij eindigt ook als alles wegvalt',
};
