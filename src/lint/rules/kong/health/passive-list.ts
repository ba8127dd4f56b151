/** Which statuses on traffic take a target out: 502 missing, 429 present, 500 from one client. */

import { defineRule } from '../../../define-rule.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';
import { inChecks } from './checks.ts';

interface Values {
  readonly upstream: string;
  readonly timeouts: number;
  readonly lacks502: boolean;
  readonly overload: readonly number[];
  readonly wanted: readonly number[];
}

const example = (statuses: string) => `
  upstreams:
    - name: orders
      tags: [ballast-upstreams]
      healthchecks:
        active:
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }
        passive:
          healthy: { successes: 5 }
          unhealthy: { http_statuses: ${statuses}, http_failures: 5, tcp_failures: 2, timeouts: 7 }
      targets: [{ target: "orders-1:8080" }]
`;

export const passiveList = defineRule<'kong', Values>({
  code: 'KB127',
  name: 'passive-list',
  severity: 'warning',
  source: 'kong-facts B4, E8; recordings 1, 111',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { http_statuses: statuses, ...counters } =
        upstream.settings.healthchecks.passive.unhealthy;
      if (counters.http_failures === 0) continue;
      const lacks502 = !statuses.includes(502);
      const overload = statuses.filter((status) => status === 429);
      if (!lacks502 && overload.length === 0) continue;
      const wanted = [...statuses.filter((status) => status !== 429), ...(lacks502 ? [502] : [])];
      const { timeouts } = counters;
      yield {
        ...inChecks(upstream, 'passive', 'unhealthy', 'http_statuses'),
        values: {
          upstream: upstream.name,
          timeouts,
          lacks502,
          overload,
          wanted: wanted.toSorted((a, b) => a - b),
        },
      };
    }
  },
  text: {
    en: {
      title: 'the passive list counts the wrong statuses',
      message: ({ upstream, timeouts, lacks502, overload }) => {
        const parts = [
          ...(lacks502
            ? ['lacks 502, the answer of a proxy whose backend is gone', timeoutsEn(timeouts)]
            : []),
          ...(overload.length > 0
            ? ['counts 429, which lets one client over its limit take a target out']
            : []),
        ];
        return `the passive list of ${upstream} ${listed(parts, 'en')}`;
      },
      fix: ({ wanted }) => `write http_statuses: [${wanted.join(', ')}]`,
      why: "Kong's default list is 429, 500 and 503. A 429 means a healthy target that defends itself: taking it out sends its load to the others, which then answer 429 too. A 504 that Kong makes itself counts as a time-out, not as a status.",
    },
    nl: {
      title: 'de passieve lijst telt de verkeerde statuscodes',
      message: ({ upstream, timeouts, lacks502, overload }) => {
        const parts = [
          ...(lacks502
            ? ['mist 502, het antwoord van een proxy met een dode backend', timeoutsNl(timeouts)]
            : []),
          ...(overload.length > 0
            ? ['telt 429 mee, zodat één client boven zijn limiet een target eruit kan halen']
            : []),
        ];
        return `de passieve lijst van ${upstream} ${listed(parts, 'nl')}`;
      },
      fix: ({ wanted }) => `schrijf http_statuses: [${wanted.join(', ')}]`,
      why: 'Kongs standaardlijst is 429, 500 en 503. Een 429 komt van een gezond target dat zich verweert: haal je het eruit, dan gaat zijn belasting naar de andere, die daarna ook 429 geven. Een 504 die Kong zelf maakt, telt als time-out en niet als statuscode.',
    },
  },
  good: kongExample(example('[500, 502, 503]')),
  bad: {
    ...kongExample(example('[429, 500, 503]')),
    at: ['upstreams[0].healthchecks.passive.unhealthy.http_statuses'],
  },
});

function timeoutsEn(timeouts: number): string {
  return timeouts === 0
    ? 'leaves 504 to `timeouts`, which is 0'
    : `leaves 504 to \`timeouts: ${timeouts}\``;
}

function timeoutsNl(timeouts: number): string {
  return timeouts === 0
    ? 'laat 504 over aan `timeouts`, dat op 0 staat'
    : `laat 504 over aan \`timeouts: ${timeouts}\``;
}
