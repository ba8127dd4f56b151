/** A standby so far away that its round trip alone uses up the latency objective. */

import { defineRule } from '../../../define-rule.ts';
import { eachService, targetsByRegion } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly rttMs: number;
  readonly limitMs: number;
}

export const farStandby = defineRule<'strategy', Values>({
  code: 'KB223',
  name: 'failover-breaks-latency-objective',
  severity: 'warning',
  source: 'design §2 (regions.rtt, objective.latency)',
  appliesTo: 'strategy',
  *check(input) {
    const { regions, gateways } = input.strategy;
    const homes = new Set(gateways.map(({ region }) => region));
    const rttOf = (a: string, b: string) =>
      regions.find(({ name }) => name === a)?.rttMs[b] ??
      regions.find(({ name }) => name === b)?.rttMs[a];
    for (const { service, at } of eachService(input)) {
      const limits = service.objective.latency.map((entry) => entry.limitMs);
      // Of the highest quantile: lower ones are about most requests, which stay at home.
      const limitMs = Math.max(...limits);
      if (limits.length === 0) continue;
      for (const to of targetsByRegion(service).keys()) {
        for (const from of homes) {
          const rttMs = from === to ? undefined : rttOf(from, to);
          if (rttMs === undefined || rttMs < limitMs / 2) continue;
          const values = { service: service.name, from, to, rttMs, limitMs };
          yield { ...at('targets', to), at: 'key', values };
        }
      }
    }
  },
  text: {
    en: {
      title: 'the way to the standby uses up the latency objective',
      message: ({ service, from, to, rttMs, limitMs }, { number }) =>
        `from ${from} to ${to} takes ${number(rttMs)} ms, ${number((rttMs / limitMs) * 100)} % of the ${number(limitMs)} ms that ${service} promises`,
      fix: () =>
        'run a gateway in that region and send clients there (DNS, GSLB), or promise less while failed over',
      why: 'A failover that keeps the service available and breaks its latency objective ends in the same call at night. A new connection takes two round trips, with TLS three.',
    },
    nl: {
      title: 'de weg naar de standby maakt de latencydoelstelling op',
      message: ({ service, from, to, rttMs, limitMs }, { number }) =>
        `van ${from} naar ${to} kost ${number(rttMs)} ms, ${number((rttMs / limitMs) * 100)} % van de ${number(limitMs)} ms die ${service} belooft`,
      fix: () =>
        'zet een gateway in die regio en stuur clients daarheen (DNS, GSLB), of beloof minder zolang er omgeschakeld is',
      why: 'Een failover die de service in de lucht houdt maar de latencydoelstelling breekt, eindigt in hetzelfde telefoontje ’s nachts. Een nieuwe verbinding kost twee rondjes, met TLS drie.',
    },
  },
  good: { files: strategyFile() },
  bad: {
    files: strategyFile({
      top: {
        regions: '{ eu-west: {}, us-east: { rtt: { eu-west: 200ms } } }',
        gateways: '{ kong-west: { region: eu-west, admin: "http://127.0.0.1:8001" } }',
      },
      shop: {
        targets:
          '{ eu-west: { hosts: [a1:80, a2:80], capacity: 200rps }, us-east: { hosts: [b1:80, b2:80], capacity: 200rps } }',
      },
    }),
    at: ['services.shop.targets.us-east'],
  },
});
