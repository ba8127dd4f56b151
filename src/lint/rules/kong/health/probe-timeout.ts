/** A probe that may last longer than the interval. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { inChecks } from './checks.ts';

interface Values {
  readonly upstream: string;
  readonly timeoutS: number;
  readonly intervalS: number;
}

const example = (timeout: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          timeout: ${timeout}
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }
      targets: [{ target: "orders-1:8080" }]
`;

export const probeTimeout = defineRule<'kong', Values>({
  code: 'KB124',
  name: 'probe-timeout',
  severity: 'warning',
  source: 'kong-facts B4, E12',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { healthy, unhealthy, timeout } = upstream.settings.healthchecks.active;
      const intervals = [healthy.interval, unhealthy.interval].filter((interval) => interval > 0);
      const intervalS = Math.min(...intervals);
      if (intervals.length === 0 || timeout < intervalS) continue;
      const place = inChecks(upstream, 'active', 'timeout');
      const values = { upstream: upstream.name, timeoutS: timeout, intervalS };
      yield {
        ...place,
        values,
        edits: [{ kind: 'set', path: place.path, value: Number((intervalS * 0.8).toFixed(2)) }],
      };
    }
  },
  text: {
    en: {
      title: 'the time-out of a probe is not below the interval',
      message: ({ upstream, timeoutS, intervalS }, format) =>
        `a probe of ${upstream} may take ${format.number(timeoutS, 2)} s, but the interval is ${format.number(intervalS, 2)} s: rounds are skipped while one hangs`,
      fix: ({ intervalS }, format) =>
        `set active.timeout below the interval, ${format.number(intervalS * 0.8, 2)} s say`,
      why: 'The next round waits for the last one. With one hanging target all others of the upstream are probed less often than the interval says. The time-out counts for each step of a probe: connect, TLS, read.',
    },
    nl: {
      title: 'de time-out van een probe is niet korter dan het interval',
      message: ({ upstream, timeoutS, intervalS }, format) =>
        `een probe van ${upstream} mag ${format.number(timeoutS, 2)} s duren, maar het interval is ${format.number(intervalS, 2)} s: zolang er een hangt, worden rondes overgeslagen`,
      fix: ({ intervalS }, format) =>
        `zet active.timeout korter dan het interval, ${format.number(intervalS * 0.8, 2)} s bijvoorbeeld`,
      why: 'De volgende ronde wacht op de vorige. Hangt er één target, dan worden ook de andere targets van de upstream minder vaak geprobed dan het interval zegt. De time-out geldt voor elke stap van een probe: verbinden, TLS, lezen.',
    },
  },
  good: kongExample(example(1)),
  bad: { ...kongExample(example(5)), at: ['upstreams[0].healthchecks.active.timeout'] },
});
