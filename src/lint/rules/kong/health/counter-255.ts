/** 255: legal in the schema, fatal in the checker. */

import { defineRule } from '../../../define-rule.ts';
import type { Edit } from '../../../contract.ts';
import { kongExample } from '../../example.ts';
import { inChecks } from './checks.ts';

const COUNTERS = [
  ['active', 'healthy', 'successes'],
  ['active', 'unhealthy', 'tcp_failures'],
  ['active', 'unhealthy', 'timeouts'],
  ['active', 'unhealthy', 'http_failures'],
  ['passive', 'healthy', 'successes'],
  ['passive', 'unhealthy', 'tcp_failures'],
  ['passive', 'unhealthy', 'timeouts'],
  ['passive', 'unhealthy', 'http_failures'],
] as const;

const example = (successes: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }
        passive:
          healthy: { successes: ${successes} }
      targets: [{ target: "orders-1:8080" }]
`;

export const counter255 = defineRule<'kong', { upstream: string; counter: string }>({
  code: 'KB118',
  name: 'counter-255',
  severity: 'error',
  source: 'kong-facts B2, A11',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      for (const [kind, half, counter] of COUNTERS) {
        const checks = upstream.settings.healthchecks[kind][half];
        const value = counter in checks ? Reflect.get(checks, counter) : 0;
        if (value !== 255) continue;
        const place = inChecks(upstream, kind, half, counter);
        const edits: Edit[] = [{ kind: 'set', path: place.path, value: 254 }];
        yield { ...place, values: { upstream: upstream.name, counter }, edits };
      }
    }
  },
  text: {
    en: {
      title: 'a counter of 255 breaks the upstream',
      message: ({ upstream, counter }) =>
        `${counter}: 255 makes the health checker of ${upstream} fail to start, and with it the upstream's balancer`,
      fix: () => 'write 254 or less',
      why: "The schema allows 0–255, the health-check library only counters below 255: it throws, a lock leaks, and later changes of the upstream wait 30 s and fail with 'timeout waiting for balancer' until Kong is reloaded.",
    },
    nl: {
      title: 'een teller van 255 maakt de upstream stuk',
      message: ({ upstream, counter }) =>
        `door ${counter}: 255 start de health checker van ${upstream} niet, en daarmee de balancer van de upstream ook niet`,
      fix: () => 'zet er 254 of minder neer',
      why: "Het schema staat 0–255 toe, de health-checkbibliotheek alleen tellers onder de 255: zij gooit een fout, een lock blijft hangen en latere wijzigingen van de upstream wachten 30 s en mislukken met 'timeout waiting for balancer', tot Kong opnieuw laadt.",
    },
  },
  good: kongExample(example(254)),
  bad: {
    ...kongExample(example(255)),
    at: ['upstreams[0].healthchecks.passive.healthy.successes'],
  },
});
