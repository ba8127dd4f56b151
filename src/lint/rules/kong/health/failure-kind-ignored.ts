/** Active checks that leave out time-outs or bad answers. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { activeFailures, inChecks, isHttp, isProbing } from './checks.ts';

type Kind = 'timeouts' | 'http_failures';

const example = (failures: number) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: ${failures}, http_failures: ${failures} }
      targets: [{ target: "orders-1:8080" }]
`;

export const failureKindIgnored = defineRule<
  'kong',
  { upstream: string; kind: Kind; value: number }
>({
  code: 'KB112',
  name: 'failure-kind-ignored',
  severity: 'warning',
  source: 'kong-facts B2, B3',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const failures = activeFailures(upstream);
      if (!isProbing(upstream) || failures.length === 0) continue;
      const kinds: Kind[] = isHttp(upstream) ? ['timeouts', 'http_failures'] : ['timeouts'];
      for (const kind of kinds) {
        if (upstream.settings.healthchecks.active.unhealthy[kind] > 0) continue;
        const place = inChecks(upstream, 'active', 'unhealthy', kind);
        const value = Math.max(...failures);
        yield {
          ...place,
          values: { upstream: upstream.name, kind, value },
          edits: [{ kind: 'set', path: place.path, value }],
        };
      }
    }
  },
  text: {
    en: {
      title: 'active checks that ignore time-outs or bad answers',
      message: ({ upstream, kind }) =>
        kind === 'timeouts'
          ? `active.unhealthy.timeouts is 0: a target of ${upstream} that hangs is never marked unhealthy by the active check`
          : `active.unhealthy.http_failures is 0: a target of ${upstream} that answers 500 to its probes stays healthy`,
      fix: ({ kind, value }) => `set ${kind}: ${value}`,
      why: 'Refusals, time-outs and bad answers are three separate counters, and 0 ignores a kind altogether.',
    },
    nl: {
      title: 'actieve checks die time-outs of foute antwoorden negeren',
      message: ({ upstream, kind }) =>
        kind === 'timeouts'
          ? `active.unhealthy.timeouts is 0: een target van ${upstream} dat blijft hangen, wordt door de actieve check nooit ongezond verklaard`
          : `active.unhealthy.http_failures is 0: een target van ${upstream} dat op zijn probes een 500 geeft, blijft gezond`,
      fix: ({ kind, value }) => `zet ${kind}: ${value}`,
      why: 'Weigeringen, time-outs en foute antwoorden zijn drie aparte tellers; bij 0 telt een soort helemaal niet mee.',
    },
  },
  good: kongExample(example(2)),
  bad: {
    ...kongExample(example(0)),
    at: [
      'upstreams[0].healthchecks.active.unhealthy.timeouts',
      'upstreams[0].healthchecks.active.unhealthy.http_failures',
    ],
  },
});
