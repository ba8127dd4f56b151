/** A rate limit below what the targets can serve: requests refused while there is room. */

import { defineRule } from '../../../define-rule.ts';
import type { ServiceStrategy } from '../../../../model/strategy.ts';
import { capacityOf, eachService, targetsByRegion } from '../each-service.ts';
import { strategyFile } from '../examples.ts';

interface Values {
  readonly service: string;
  readonly limitRps: number;
  readonly nodes: number;
  readonly capacityRps: number;
}

const PER_SECOND = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;
const SHARE = 0.5;

export const limitBelowCapacity = defineRule<'strategy', Values>({
  code: 'KB227',
  name: 'rate-limit-below-capacity',
  severity: 'info',
  source: 'kong-facts E13 (policy local counts per node)',
  appliesTo: 'strategy',
  *check(input) {
    const nodes = input.strategy.gateways.reduce((sum, { adminUrls }) => sum + adminUrls.length, 0);
    for (const { service, at } of eachService(input)) {
      const limitRps = lowestRate(service.protect.rateLimit);
      const [preferred] = targetsByRegion(service).values();
      const capacityRps = capacityOf(preferred ?? []);
      if (limitRps === null || capacityRps === null) continue;
      if (limitRps * nodes >= SHARE * capacityRps) continue;
      const values = { service: service.name, limitRps, nodes, capacityRps };
      yield { ...at('protect', 'rateLimit'), values };
    }
  },
  text: {
    en: {
      title: 'rate limit far below the capacity',
      message: ({ service, limitRps, nodes, capacityRps }, { number }) =>
        `${service} is limited to ${number(limitRps, 1)} requests/s on each node, ${number(limitRps * nodes, 1)} on ${nodes === 1 ? 'the one' : `all ${nodes}`}, while its first region can serve ${number(capacityRps)}`,
      fix: () => 'raise the limit towards the capacity that is left without a region',
      why: 'The limit is for the service as a whole and each node counts for itself. Requests that the targets could have served get 429, and adding hosts changes nothing.',
    },
    nl: {
      title: 'limiet ver onder de capaciteit',
      message: ({ service, limitRps, nodes, capacityRps }, { number }) =>
        `${service} is begrensd op ${number(limitRps, 1)} requests/s per node, ${number(limitRps * nodes, 1)} op ${nodes === 1 ? 'de enige node' : `alle ${nodes}`}, terwijl de eerste regio er ${number(capacityRps)} aankan`,
      fix: () => 'verhoog de limiet in de richting van wat er zonder een regio overblijft',
      why: 'De limiet geldt voor de service als geheel en elke node telt apart. Requests die de targets hadden aangekund krijgen een 429, en hosts erbij zetten helpt niet.',
    },
  },
  good: { files: strategyFile({ shop: { protect: '{ rateLimit: { second: 200 } }' } }) },
  bad: {
    files: strategyFile({ shop: { protect: '{ rateLimit: { minute: 600 } }' } }),
    at: ['services.shop.protect.rateLimit'],
  },
});

function lowestRate(limits: ServiceStrategy['protect']['rateLimit']): number | null {
  const rates = (['second', 'minute', 'hour', 'day'] as const).flatMap((unit) => {
    const count = limits?.[unit];
    return count === undefined ? [] : [count / PER_SECOND[unit]];
  });
  return rates.length === 0 ? null : Math.min(...rates);
}
