/** Active successes that clear what passive checks counted. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { inChecks, isBallasts, isPassive, isProbing } from './checks.ts';

const example = (tags: string) => `
  upstreams:
    - name: orders${tags}
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }
        passive:
          healthy: { successes: 5 }
          unhealthy: { http_statuses: [500, 502, 504], http_failures: 5, tcp_failures: 2, timeouts: 2 }
      targets: [{ target: "orders-1:8080" }]
`;

interface Values {
  readonly upstream: string;
  readonly failures: number;
  readonly intervalS: number;
}

export const sharedCounters = defineRule<'kong', Values>({
  code: 'KB117',
  name: 'shared-counters',
  severity: 'warning',
  source: 'kong-facts B3',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      if (!isPassive(upstream) || !isProbing(upstream) || isBallasts(upstream)) continue;
      const { active, passive } = upstream.settings.healthchecks;
      const { http_failures: http, timeouts, tcp_failures: tcp } = passive.unhealthy;
      const values = {
        failures: Math.max(http, timeouts, tcp),
        intervalS: active.healthy.interval,
      };
      yield {
        ...inChecks(upstream, 'passive'),
        at: 'key',
        values: { upstream: upstream.name, ...values },
      };
    }
  },
  text: {
    en: {
      title: 'active and passive checks share their counters',
      message: ({ upstream, failures, intervalS }, format) =>
        `passive and active checks of ${upstream} share counters: each good probe clears the passive failures, so ${failures} failures in a row must fall within ${format.number(intervalS, 1)} s`,
      fix: () =>
        'let the health path answer badly when the service does, keep the passive counters low, or have Ballast watch error rates',
      why: 'Kong keeps one set of counters per target. A target whose health path answers 200 while its traffic fails is never taken out at low load: 2 requests/s, all failing, with http_failures 3 and a probe each second never trip.',
    },
    nl: {
      title: 'actieve en passieve checks delen hun tellers',
      message: ({ upstream, failures, intervalS }, format) =>
        `de passieve en actieve checks van ${upstream} delen hun tellers: elke geslaagde probe wist de passieve fouten, dus ${failures} fouten op rij moeten binnen ${format.number(intervalS, 1)} s vallen`,
      fix: () =>
        'laat het health-pad ook slecht antwoorden als de service dat doet, houd de passieve tellers laag, of laat Ballast op foutpercentages letten',
      why: 'Kong houdt per target één stel tellers bij. Een target dat op zijn health-pad 200 geeft terwijl het verkeer mislukt, gaat er bij weinig verkeer nooit uit: 2 verzoeken per seconde die allemaal mislukken, met http_failures 3 en elke seconde een probe, slaan nooit aan.',
    },
  },
  good: kongExample(example('\n      tags: [ballast-upstreams] # Ballast watches error rates')),
  bad: { ...kongExample(example('')), at: ['upstreams[0].healthchecks.passive'] },
});
