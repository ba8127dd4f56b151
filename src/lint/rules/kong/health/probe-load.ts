/** Probes that are a load of their own: each node probes each address for each upstream. */

import { defineRule } from '../../../define-rule.ts';
import type { KongTarget, KongUpstream } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { inChecks } from './checks.ts';

/** More probes a second at one address than this is a load to plan for. */
const MAX_PER_SECOND = 10;

interface Values {
  readonly target: string;
  readonly perSecond: number;
  readonly nodes: number;
  readonly upstreams: number;
}

const example = (interval: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          timeout: 0.4
          healthy: { interval: ${interval}, successes: 2 }
          unhealthy: { interval: ${interval}, tcp_failures: 2, timeouts: 2, http_failures: 2 }
      targets: [{ target: "orders-1:8080" }]
`;
const manyNodes = { kong: { edition: 'oss', version: '3.9.3', nodes: 8 } } as const;

export const probeLoad = defineRule<'kong', Values>({
  code: 'KB125',
  name: 'probe-load',
  severity: 'warning',
  source: 'kong-facts B4; recordings 35, 92, 93',
  appliesTo: 'kong',
  *check({ upstreams }, { kong: { nodes } }) {
    const byTarget = new Map<string, { upstream: KongUpstream; target: KongTarget }[]>();
    for (const upstream of upstreams) {
      if (upstream.settings.healthchecks.active.healthy.interval === 0) continue;
      for (const target of upstream.targets) {
        if (target.weight === 0) continue;
        byTarget.set(target.target, [...(byTarget.get(target.target) ?? []), { upstream, target }]);
      }
    }
    for (const [address, uses] of byTarget) {
      const [first] = uses;
      if (first === undefined) continue;
      const rates = uses.map(
        (use) => 1 / use.upstream.settings.healthchecks.active.healthy.interval,
      );
      const perSecond = nodes * rates.reduce((sum, rate) => sum + rate, 0);
      if (perSecond <= MAX_PER_SECOND) continue;
      yield {
        ...inChecks(first.upstream, 'active', 'healthy', 'interval'),
        values: { target: address, perSecond, nodes, upstreams: uses.length },
      };
    }
  },
  text: {
    en: {
      title: 'probes add up to a load of their own',
      message: ({ target, perSecond, nodes, upstreams }, format) =>
        `${target} gets ${format.number(perSecond, 1)} probes/s: ${nodes} nodes × ${upstreams} upstreams with it ÷ the interval`,
      fix: () =>
        'probe less often, use one upstream for several services, or see that the health path is cheap',
      why: 'Every Kong node probes for itself, and an address in two upstreams is probed for each, over a new connection each time.',
    },
    nl: {
      title: 'probes tellen op tot een belasting op zich',
      message: ({ target, perSecond, nodes, upstreams }, format) =>
        `${target} krijgt ${format.number(perSecond, 1)} probes per seconde: ${nodes} nodes × ${upstreams} upstreams waar het in zit ÷ het interval`,
      fix: () =>
        'probe minder vaak, laat services een upstream delen, of zorg dat het health-pad weinig kost',
      why: 'Elke Kong-node probet voor zichzelf, en een adres in twee upstreams wordt voor elk apart geprobed, elke keer over een nieuwe verbinding.',
    },
  },
  good: kongExample(example(2), manyNodes),
  bad: {
    ...kongExample(example(0.5), manyNodes),
    at: ['upstreams[0].healthchecks.active.healthy.interval'],
  },
});
