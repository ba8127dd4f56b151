/** "Checks every 30 s give failover in 30 s": one failure is not enough, and each costs an interval. */

import { defineClaim } from './claim-rule.ts';
import { isDenied, TIME, toMs } from './words.ts';

interface Values {
  readonly intervalMs: number;
  readonly claimedMs: number;
}

/** Failures in a row that most configurations ask for. */
const FAILURES = 3;
const EVERY = new RegExp(
  String.raw`(?:every|each|interval of|interval:?|elke|iedere|om de|interval van)\s+${TIME}`,
);
const WITHIN = new RegExp(
  String.raw`(?:within|in less than|in under|under|in|after|binnen|na|in minder dan)\s+(?:at most |hooguit |maximaal )?${TIME}`,
);
const CHECK = /health[\s-]?checks?|prob(?:e|es|ing)\b|checks?\b|controles?\b/;
const MOVE =
  /fail[\s-]?over|switch|detect|recover|reroute|eject|omschakel|overschakel|overgenomen|opgemerkt|ontdekt|eruit/;

export const probeIntervalClaim = defineClaim<Values>({
  code: 'KB601',
  name: 'claim-interval-is-failover-time',
  severity: 'error',
  source: 'kong-facts B4, E7; recordings 91',
  recognise(plain) {
    if (!CHECK.test(plain) || !MOVE.test(plain) || isDenied(plain)) return null;
    const [, every, everyUnit] = EVERY.exec(plain) ?? [];
    const rest = plain.replace(EVERY, ' ');
    const [, within, withinUnit] = WITHIN.exec(rest) ?? [];
    if (every === undefined || within === undefined) return null;
    const intervalMs = toMs(every, everyUnit ?? 's');
    const claimedMs = toMs(within, withinUnit ?? 's');
    return claimedMs < 2 * intervalMs ? { intervalMs, claimedMs } : null;
  },
  text: {
    en: {
      title: 'the probe interval is not the time to failover',
      message: ({ intervalMs, claimedMs }, { duration, number }) =>
        `a probe interval of ${duration(intervalMs)} gives ${number((FAILURES * intervalMs) / 1000)} s or more, not ${duration(claimedMs)}, until active checks fail over (${FAILURES} failures × ${duration(intervalMs)}, and the time-out for targets that hang)`,
      fix: ({ claimedMs }, { duration }) =>
        `promise what failures × interval + time-out gives; for ${duration(claimedMs)} probe every ${duration(Math.max(500, Math.floor(claimedMs / 4 / 500) * 500))} or faster`,
      why: 'A target is marked after as many failed probes as its counter says, one per interval, and never while that counter is 0, which is Kong’s default. The interval for unhealthy targets only sets how fast they come back.',
    },
    nl: {
      title: 'het probe-interval is niet de tijd tot failover',
      message: ({ intervalMs, claimedMs }, { duration, number }) =>
        `bij een probe-interval van ${duration(intervalMs)} schakelen actieve checks pas na ${number((FAILURES * intervalMs) / 1000)} s of later om, niet na ${duration(claimedMs)} (${FAILURES} mislukte probes × ${duration(intervalMs)}, plus de time-out als een target hangt)`,
      fix: ({ claimedMs }, { duration }) =>
        `beloof wat mislukte probes × interval + time-out oplevert; voor ${duration(claimedMs)} moet er elke ${duration(Math.max(500, Math.floor(claimedMs / 4 / 500) * 500))} of vaker getest worden`,
      why: 'Een target wordt pas gemarkeerd na zoveel mislukte probes als de teller zegt, één per interval, en nooit zolang die teller 0 is, de standaard van Kong. Het interval voor ongezonde targets bepaalt alleen hoe snel ze terugkomen.',
    },
  },
  good: 'Health checks every second mark a dead target, so failover takes place within 5 seconds.',
  bad: [
    'active health checks every 30 seconds give automatic failover within 30 seconds',
    'Dankzij health checks om de 10 seconden is de failover binnen 10 seconden klaar.',
  ],
});
