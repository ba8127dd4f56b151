/** "PATCH weight 0 simulates the loss of a region": it is a drain, and nothing fails. */

import { defineClaim } from './claim-rule.ts';
import { hasAll, isDenied } from './words.ts';

const WEIGHT_ZERO =
  /\b(?:weight|gewicht)(?:en|s)?\b[\s:="']*(?:to |of |naar |op |van )?["']?(?:0|zero|nul)\b/;
const PRETEND = /simulat|simule|mimic|rehears|test|drill|naboots|nagebootst|oefen|beproef/;
const FAILURE =
  /\b(?:loss|lose|losing|fail|fails|failure|failing|outage|down|crash|disaster|dead|uitval|uitvallen|uitvalt|storing|verlies|wegvallen|wegvalt|ramp)/;

export const weightZeroClaim = defineClaim<{ readonly reason: 'drain' }>({
  code: 'KB602',
  name: 'claim-weight-zero-is-a-failure',
  severity: 'error',
  source: 'kong-facts E10, A7; recordings 74, 88, 93',
  recognise: (plain) => {
    if (isDenied(plain)) return null;
    return hasAll(plain, [WEIGHT_ZERO, PRETEND, FAILURE]) ? { reason: 'drain' } : null;
  },
  text: {
    en: {
      title: 'weight 0 is a change of configuration, not a failure',
      message: () =>
        'weight 0 is a configuration change, not a failure: requests in flight finish, probes stop, and no retry or passive path is exercised',
      fix: () =>
        'stop the service or block its port, or run `ballast drill`, which does so with abort conditions and puts everything back',
      why: 'No request fails when a weight becomes 0, so a test with it passes with health checks, time-outs and retries that do nothing. The first real loss of a region is then the first test of them.',
    },
    nl: {
      title: 'gewicht 0 is een wijziging, geen storing',
      message: () =>
        'gewicht 0 is een configuratiewijziging en geen storing: lopende requests worden afgemaakt, de probes stoppen, en retries en passieve checks komen er niet aan te pas',
      fix: () =>
        'stop de service of sluit zijn poort af, of gebruik `ballast drill`: die doet dat met afbreekgrenzen en zet alles weer terug',
      why: 'Als een gewicht 0 wordt mislukt er geen enkele request. Zo’n test slaagt dus ook als health checks, time-outs en retries niets doen, en dan is de eerste echte uitval van een regio hun eerste test.',
    },
  },
  good: 'Setting the weight to 0 drains a region before maintenance.',
  bad: [
    '`PATCH /upstreams/api/targets/{id}` with weight 0 simulates the loss of the primary region',
    'Door het gewicht op 0 te zetten bootsen we de uitval van een regio na; zo testen we de failover.',
  ],
});
