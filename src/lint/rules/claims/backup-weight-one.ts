/** "A backup of weight 1 gets minimal traffic and is always there": 1 % always, and hardly on failure. */

import { defineClaim } from './claim-rule.ts';
import { hasAll, isDenied } from './words.ts';

const BACKUP = /back[\s-]?up|stand[\s-]?by|secondary|reserve|uitwijk|passive region/;
const WEIGHT_ONE = /\b(?:weight|gewicht)\b[\s:="']*(?:of |van )?1\b(?![\d.,%])/;
const HARMLESS =
  /minimal|always available|only when|only if|hardly|little traffic|instant|minimaal|altijd beschikbaar|alleen als|nauwelijks|weinig verkeer|meteen/;

export const backupWeightClaim = defineClaim<{ readonly percent: number }>({
  code: 'KB604',
  name: 'claim-weight-one-is-a-backup',
  severity: 'warning',
  source: 'kong-facts E9, A2; recordings 84',
  recognise: (plain) =>
    !isDenied(plain) && hasAll(plain, [BACKUP, WEIGHT_ONE, HARMLESS]) ? { percent: 1 } : null,
  text: {
    en: {
      title: 'weight 1 does not make a backup',
      message: () =>
        'against 100 a weight of 1 gets 1 % of the traffic at all times, and when the 100 dies a retry rarely reaches it: 5.9 % of requests within six tries, until health checks mark the dead target',
      fix: () =>
        'state the share that the standby is to serve, so that it is known to work, and let fast active checks do the failover',
      why: 'Under round-robin a retry takes the next place of the wheel, and 100 of 101 places are the dead target. The backup saves nobody before the health check has spoken.',
    },
    nl: {
      title: 'gewicht 1 maakt nog geen reserve',
      message: () =>
        'naast 100 krijgt gewicht 1 altijd 1 % van het verkeer, en valt de 100 weg dan komt een retry er zelden: 5,9 % van de requests binnen zes pogingen, totdat health checks het dode target markeren',
      fix: () =>
        'spreek af welk aandeel de standby bedient, zodat je weet dat hij werkt, en laat snelle actieve checks de failover doen',
      why: 'Bij round-robin pakt een retry de volgende plek op het wiel, en 100 van de 101 plekken zijn het dode target. Zolang de health check niets gezegd heeft, redt de reserve niemand.',
    },
  },
  good: 'The standby region has weight 1 of 100 and so serves 1 % of the traffic at all times.',
  bad: [
    'the backup region is always available with minimal traffic (weight 1)',
    'De uitwijkregio heeft gewicht 1 en krijgt daardoor nauwelijks verkeer.',
  ],
});
