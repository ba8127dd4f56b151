/** A standby made of weights alone, and one whose capacity nobody stated. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import type { KongInput, KongTarget, KongUpstream } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { isBallasts } from '../health/checks.ts';

/** From this ratio of weights on, the light one is meant as a standby. */
const STANDBY_RATIO = 20;
/** Share below which a trickle is a wanted sign of life rather than traffic. */
const TRICKLE_RATIO = 0.002;

const example = (light: number, tags = '') => `
  upstreams:
    - name: orders
      targets:
        - target: orders-1:8080
          weight: 100
        - target: standby-1:8080
          weight: ${light}${tags}
`;

interface Values {
  readonly heavy: number;
  readonly light: number;
  readonly target: string;
  readonly shareRatio: number;
}

export const undeclaredStandby = defineRule<'kong', Values>({
  code: 'KB141',
  name: 'undeclared-standby',
  severity: 'warning',
  source: 'kong-facts A2, E9; recordings 84',
  appliesTo: 'kong',
  *check(input) {
    for (const { upstream, standby, heavy, shareRatio } of standbys(input)) {
      if (upstream.settings.algorithm !== 'round-robin' || shareRatio < TRICKLE_RATIO) continue;
      const { weight: light, target } = standby;
      yield { ...within(standby, 'weight'), values: { heavy, light, target, shareRatio } };
    }
  },
  text: {
    en: {
      title: 'a standby by weight gets traffic at all times, and is reached late',
      message: ({ heavy, light, target, shareRatio }, format) =>
        `${heavy}:${light} undeclared: about ${format.percent(Number(shareRatio.toPrecision(1)))} of the traffic goes to ${target} at all times, and a round-robin retry rarely reaches it`,
      fix: () =>
        'declare the standby in a strategy and let Ballast move the weights; without it, 1000:1 with least-connections sends it next to nothing, and health checks must take the others out quickly',
      why: 'Round-robin deals by weight, also to a standby, and a retry takes the next place on the wheel, which is mostly the same target: with 100:1 and the heavy one dead but not yet marked, 6 % of the requests reach the standby within six tries.',
    },
    nl: {
      title: 'een standby op gewicht krijgt altijd verkeer en wordt laat bereikt',
      message: ({ heavy, light, target, shareRatio }, format) =>
        `${heavy}:${light} zonder verklaring: ${target} krijgt altijd zo'n ${format.percent(Number(shareRatio.toPrecision(1)))} van het verkeer, en een retry met round-robin komt er zelden`,
      fix: () =>
        'leg de standby vast in een strategie en laat Ballast de gewichten verschuiven; zonder Ballast krijgt hij met 1000:1 en least-connections vrijwel niets, en moeten health checks de andere snel eruit halen',
      why: 'Round-robin verdeelt naar gewicht, ook naar een standby, en een retry neemt de volgende plek op het wiel, en dat is meestal hetzelfde target: bij 100:1, met het zware target dood maar nog niet gemarkeerd, bereikt 6 % van de verzoeken binnen zes pogingen de standby.',
    },
  },
  good: kongExample(example(100)),
  bad: { ...kongExample(example(1)), at: ['upstreams[0].targets[1].weight'] },
});

export const standbyWithoutCapacity = defineRule<'kong', { target: string; upstream: string }>({
  code: 'KB142',
  name: 'standby-without-capacity',
  severity: 'warning',
  source: 'peers 9d (secondary overload)',
  appliesTo: 'kong',
  *check(input) {
    for (const { upstream, standby } of standbys(input)) {
      const tags: readonly unknown[] = [standby.given['tags'], upstream.given['tags']].flat();
      if (tags.some((tag) => typeof tag === 'string' && tag.startsWith('capacity'))) continue;
      yield {
        ...within(standby),
        values: { target: standby.target, upstream: upstream.name },
      };
    }
  },
  text: {
    en: {
      title: 'nobody says what the standby can carry',
      message: ({ target, upstream }) =>
        `no capacity stated for the standby ${target} of ${upstream}: whether it carries all of the traffic is not known`,
      fix: () =>
        'state it in a strategy (`capacity: 200rps`, what `ballast import` leaves open), or as a tag `capacity:200rps` on the target',
      why: 'When the first choice dies the standby gets everything at once. If it cannot carry that, it dies as well, and a failover has become an outage.',
    },
    nl: {
      title: 'niemand zegt wat de standby aankan',
      message: ({ target, upstream }) =>
        `van de standby ${target} van ${upstream} is geen capaciteit opgegeven: of hij al het verkeer aankan, is niet bekend`,
      fix: () =>
        'zet het in een strategie (`capacity: 200rps`, wat `ballast import` openlaat), of als tag `capacity:200rps` op het target',
      why: 'Valt de eerste keus weg, dan krijgt de standby alles in één keer. Kan hij dat niet aan, dan valt hij ook om en is de failover een storing geworden.',
    },
  },
  good: kongExample(example(1, '\n          tags: ["capacity:200rps"]')),
  bad: { ...kongExample(example(1)), at: ['upstreams[0].targets[1]'] },
});

interface Standby {
  readonly upstream: KongUpstream;
  readonly standby: KongTarget;
  readonly heavy: number;
  readonly shareRatio: number;
}

function standbys({ upstreams }: KongInput): Standby[] {
  return upstreams.flatMap((upstream) => {
    if (isBallasts(upstream)) return [];
    const weights = upstream.targets.map(({ weight }) => weight);
    const heavy = Math.max(...weights);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return upstream.targets
      .filter(({ weight }) => weight > 0 && heavy / weight >= STANDBY_RATIO)
      .map((standby) => ({ upstream, standby, heavy, shareRatio: standby.weight / total }));
  });
}
