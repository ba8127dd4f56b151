/** Passive checks alone: out is out. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { canRecover, inChecks, isPassive, isProbing } from './checks.ts';

const example = (interval: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          http_path: /health
          healthy: { successes: 2 }
          unhealthy: { interval: ${interval} }
        passive:
          healthy: { successes: 5 }
          unhealthy: { http_statuses: [500, 502, 504], http_failures: 5, tcp_failures: 2, timeouts: 2 }
      targets: [{ target: "orders-1:8080" }]
`;

export const passiveNeverRecovers = defineRule<'kong', { upstream: string }>({
  code: 'KB114',
  name: 'passive-never-recovers',
  severity: 'error',
  source: 'kong-facts B4; recordings 29',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      // With probes of healthy targets it is never-recovers that says so.
      if (!isPassive(upstream) || canRecover(upstream) || isProbing(upstream)) continue;
      yield { ...inChecks(upstream, 'passive'), at: 'key', values: { upstream: upstream.name } };
    }
  },
  text: {
    en: {
      title: 'passive checks without a way back',
      message: ({ upstream }) =>
        `passive checks take targets of ${upstream} out, and nothing brings them back: an unhealthy target gets no traffic to prove itself with`,
      fix: () => 'set active.unhealthy.interval and active.healthy.successes above 0 as well',
      why: 'Passive checks learn from traffic, and an unhealthy target has none. Measured: it stays out until someone marks it healthy through the Admin API or Kong restarts.',
    },
    nl: {
      title: 'passieve checks zonder weg terug',
      message: ({ upstream }) =>
        `passieve checks halen targets van ${upstream} eruit en niets brengt ze terug: een ongezond target krijgt geen verkeer om zich mee te bewijzen`,
      fix: () => 'zet ook active.unhealthy.interval en active.healthy.successes boven de 0',
      why: 'Passieve checks leren van het verkeer, en dat krijgt een ongezond target niet. Gemeten: het blijft eruit tot iemand het via de Admin API gezond verklaart of Kong herstart.',
    },
  },
  good: kongExample(example(2)),
  bad: { ...kongExample(example(0)), at: ['upstreams[0].healthchecks.passive'] },
});
