/** A standby share so small that hours pass between two requests: nobody knows that it works. */

import { defineRule } from '../../../define-rule.ts';
import { eachService, targetsByRegion } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly perMinute: number;
  readonly isStated: boolean;
  readonly region: string;
}

/** One every ten seconds: 150 requests, what a verdict on a region takes, in 25 minutes. */
const PER_MINUTE_MIN = 6;

export const coldStandby = defineRule<'strategy', Values>({
  code: 'KB222',
  name: 'standby-gets-no-traffic',
  severity: 'warning',
  source: 'design §7 (evidence for a region); peers 9d (cold caches)',
  appliesTo: 'strategy',
  *check(input) {
    for (const { service, times, at } of eachService(input)) {
      const { mode, standbyShareRatio } = service.failover;
      const [first, second] = [...targetsByRegion(service)];
      if (mode !== 'active-passive' || second === undefined || first === undefined) continue;
      const isStated = times.isRpsStated;
      // Without load and capacity the rate is a guess.
      if (!isStated && first[1].some(({ capacityRps }) => capacityRps === null)) continue;
      const perMinute = 60 * standbyShareRatio * times.rps;
      if (perMinute >= PER_MINUTE_MIN) continue;
      const values = { service: service.name, perMinute, isStated, region: second[0] };
      yield { ...at('failover', 'standbyShare'), values };
    }
  },
  text: {
    en: {
      title: 'the standby hardly serves anything',
      message: ({ service, perMinute, isStated, region }, { number }) =>
        `at ${isStated ? 'the usual' : 'half'} load ${region} gets ${number(perMinute, 1)} requests of ${service} a minute: too few to know that it works, or to keep its caches warm`,
      fix: () => 'raise standbyShare to a few percent',
      why: 'A standby that serves nothing fails at the failover: a certificate that has run out, a migration that was not run, connection pools that are empty. A share of real traffic is the cheapest drill there is.',
    },
    nl: {
      title: 'de standby doet bijna niets',
      message: ({ service, perMinute, isStated, region }, { number }) =>
        `bij ${isStated ? 'de gewone' : 'halve'} belasting krijgt ${region} ${number(perMinute, 1)} requests van ${service} per minuut: te weinig om te weten dat het werkt, of om de caches warm te houden`,
      fix: () => 'zet standbyShare op een paar procent',
      why: 'Een standby die niets doet, faalt bij de failover: een verlopen certificaat, een migratie die niet gedraaid is, lege connectionpools. Een deel van het echte verkeer is de goedkoopste oefening die er is.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({ shop: { failover: '{ standbyShare: 0.04% }' } }),
    at: ['services.shop.failover.standbyShare'],
  },
});
