/** Active checks that take targets out and never bring them back. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { activeFailures, canRecover, inChecks, isProbing } from './checks.ts';

const example = (unhealthyInterval: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: ${unhealthyInterval}, tcp_failures: 2, timeouts: 2, http_failures: 2 }
      targets: [{ target: "orders-1:8080" }]
`;

interface Values {
  readonly upstream: string;
  readonly setting: 'active.unhealthy.interval' | 'active.healthy.successes';
}

export const neverRecovers = defineRule<'kong', Values>({
  code: 'KB113',
  name: 'never-recovers',
  severity: 'error',
  source: 'kong-facts B1, B4',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      if (!isProbing(upstream) || activeFailures(upstream).length === 0) continue;
      if (canRecover(upstream)) continue;
      const { active } = upstream.settings.healthchecks;
      const isUnprobed = active.unhealthy.interval === 0;
      yield {
        ...(isUnprobed
          ? inChecks(upstream, 'active', 'unhealthy', 'interval')
          : inChecks(upstream, 'active', 'healthy', 'successes')),
        values: {
          upstream: upstream.name,
          setting: isUnprobed ? 'active.unhealthy.interval' : 'active.healthy.successes',
        },
      };
    }
  },
  text: {
    en: {
      title: 'what is marked unhealthy stays so',
      message: ({ upstream, setting }) =>
        `${setting} of ${upstream} is 0: a target that was marked unhealthy never comes back by itself`,
      fix: () => 'set active.unhealthy.interval and active.healthy.successes above 0',
      why: 'Unhealthy targets are probed at active.unhealthy.interval, and active.healthy.successes good answers bring them back. With either at 0 the pool shrinks with each hiccup until someone marks the targets healthy by hand.',
    },
    nl: {
      title: 'wat ongezond is verklaard, blijft dat',
      message: ({ upstream, setting }) =>
        `${setting} van ${upstream} is 0: een target dat ongezond is verklaard, komt nooit vanzelf terug`,
      fix: () => 'zet active.unhealthy.interval en active.healthy.successes boven de 0',
      why: 'Ongezonde targets worden geprobed met active.unhealthy.interval, en komen terug na active.healthy.successes goede antwoorden. Staat een van de twee op 0, dan krimpt de pool bij elke hapering, tot iemand de targets met de hand gezond verklaart.',
    },
  },
  good: kongExample(example(2)),
  bad: {
    ...kongExample(example(0)),
    at: ['upstreams[0].healthchecks.active.unhealthy.interval'],
  },
});
