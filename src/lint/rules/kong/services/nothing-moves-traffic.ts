/** Two upstreams meant as first and second choice: Kong never goes from one to the other. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import type { KongUpstream } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { isBallasts } from '../health/checks.ts';

const SECOND = /^(?:secondary|standby|backup|fallback|failover|dr|passive|spare|reserve)$/i;
const FIRST = /^(?:primary|main|active|first|default)$/i;

const example = (standby: string) => `
  upstreams:
    - name: orders-primary
      targets:
        - { target: "orders-1.eu-west:8080", weight: 100 }
        - { target: "orders-2.eu-west:8080", weight: 100 }${standby}
`;

interface Values {
  readonly first: string;
  readonly second: string;
}

export const nothingMovesTraffic = defineRule<'kong', Values>({
  code: 'KB164',
  name: 'nothing-moves-traffic',
  severity: 'error',
  source: 'kong-facts A1, A11, F; recordings 40',
  appliesTo: 'kong',
  *check({ upstreams }) {
    const groups = Map.groupBy(
      upstreams.filter((upstream) => !isBallasts(upstream)),
      ({ name }) => stemOf(name),
    );
    for (const group of groups.values()) {
      const first = group.find((upstream) => roleOf(upstream) === 'first');
      const second = group.find((upstream) => roleOf(upstream) === 'second');
      if (first === undefined || second === undefined) continue;
      yield { ...within(second, 'name'), values: { first: first.name, second: second.name } };
    }
  },
  text: {
    en: {
      title: 'nothing moves traffic between two upstreams',
      message: ({ first, second }) =>
        `nothing moves traffic from ${first} to ${second}: a service has one upstream, and Kong never changes it`,
      fix: () =>
        'put the targets of both into one upstream and let weights and health checks decide, or describe it in a strategy and let Ballast move the traffic',
      why: 'When every target of an upstream is down, Kong answers 503. A second upstream is used by no one until a person or a program points service.host at it, which takes 1 to 10 s to spread.',
    },
    nl: {
      title: 'niets verplaatst verkeer tussen twee upstreams',
      message: ({ first, second }) =>
        `niets verplaatst verkeer van ${first} naar ${second}: een service heeft één upstream en Kong wisselt die nooit`,
      fix: () =>
        'zet de targets van beide in één upstream en laat gewichten en health checks beslissen, of beschrijf het in een strategie en laat Ballast het verkeer verplaatsen',
      why: 'Zijn alle targets van een upstream ongezond, dan geeft Kong een 503. Een tweede upstream wordt door niemand gebruikt tot een mens of een programma service.host erop richt, en dat is pas na 1 tot 10 s overal doorgedrongen.',
    },
  },
  good: kongExample(
    example(
      '\n        - { target: "orders-1.eu-north:8080", weight: 1, tags: ["capacity:200rps"] }',
    ),
  ),
  bad: {
    ...kongExample(
      example(`
    - name: orders-secondary
      targets:
        - { target: "orders-1.eu-north:8080" }
        - { target: "orders-2.eu-north:8080" }`),
    ),
    at: ['upstreams[1].name'],
  },
});

/** The name without the words that tell its role. */
function stemOf(name: string): string {
  return partsOf(name)
    .filter((part) => !FIRST.test(part) && !SECOND.test(part))
    .join('-');
}

function roleOf({ name }: KongUpstream): 'first' | 'second' | null {
  const parts = partsOf(name);
  if (parts.some((part) => SECOND.test(part))) return 'second';
  return parts.some((part) => FIRST.test(part)) ? 'first' : null;
}

function partsOf(name: string): string[] {
  return name.split(/[-_.]/);
}
