/** How many targets stand behind each other: one in a region, one in all, all in one region. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import { listed } from '../../../words.ts';
import { kongExample } from '../../example.ts';
import { isBallasts } from '../health/checks.ts';
import { byRegion } from '../region.ts';

const targets = (...names: string[]) => `
  upstreams:
    - name: orders
      targets:
${names.map((name) => `        - target: ${name}:8080`).join('\n')}
`;

export const oneTargetARegion = defineRule<
  'kong',
  { upstream: string; regions: readonly string[] }
>({
  code: 'KB143',
  name: 'one-target-a-region',
  severity: 'warning',
  source: 'peers 9d (eject cap, secondary overload)',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const regions = byRegion(upstream.targets);
      if (regions === null || regions.size < 2 || isBallasts(upstream)) continue;
      const single = [...regions].filter(([, members]) => members.length === 1);
      if (single.length < regions.size) continue;
      yield {
        ...within(upstream, 'targets'),
        at: 'key',
        values: { upstream: upstream.name, regions: [...regions.keys()] },
      };
    }
  },
  text: {
    en: {
      title: 'one target in each region',
      message: ({ upstream, regions }) =>
        `${upstream} has one target in each region (${listed(regions, 'en')}): no redundancy inside a region`,
      fix: () => 'give each region at least two targets',
      why: 'Every fault of one process, every restart and every deployment is then a region failover: all users move, and one target carries everything.',
    },
    nl: {
      title: 'één target per regio',
      message: ({ upstream, regions }) =>
        `${upstream} heeft één target per regio (${listed(regions, 'nl')}): binnen een regio is er geen redundantie`,
      fix: () => 'geef elke regio minstens twee targets',
      why: 'Elke storing van één proces, elke herstart en elke uitrol is dan een failover van de regio: alle gebruikers verhuizen en één target draagt alles.',
    },
  },
  good: kongExample(targets('o-1.eu-west', 'o-2.eu-west', 'o-1.eu-north', 'o-2.eu-north')),
  bad: {
    ...kongExample(targets('o-1.eu-west', 'o-1.eu-north')),
    at: ['upstreams[0].targets'],
  },
});

export const singleTarget = defineRule<'kong', { upstream: string; target: string }>({
  code: 'KB144',
  name: 'single-target',
  severity: 'warning',
  source: 'kong-facts A8; recordings 65',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const serving = upstream.targets.filter(({ weight }) => weight > 0);
      const [only] = serving;
      if (serving.length !== 1 || only === undefined || isBallasts(upstream)) continue;
      // A name may stand for several addresses.
      if (!/^[\d.]+$|^\[/.test(only.host) && /\.(?:svc|consul|internal)\b/.test(only.host))
        continue;
      yield { ...within(only), values: { upstream: upstream.name, target: only.target } };
    }
  },
  text: {
    en: {
      title: 'an upstream with one target',
      message: ({ upstream, target }) =>
        `${upstream} has ${target} alone: when it fails there is nothing to retry, and marked unhealthy Kong answers 503 itself`,
      fix: () => 'add a target, in another zone or region at best',
      why: 'Balancing, retries and health checks all need a second target. With one, health checks make things worse: they turn a target that fails in part into one that fails altogether.',
    },
    nl: {
      title: 'een upstream met één target',
      message: ({ upstream, target }) =>
        `${upstream} heeft alleen ${target}: faalt dat, dan valt er niets te proberen, en eenmaal ongezond geeft Kong zelf een 503`,
      fix: () => 'voeg een target toe, het liefst in een andere zone of regio',
      why: 'Balanceren, retries en health checks hebben allemaal een tweede target nodig. Met één maken health checks het erger: van een target dat deels faalt, maken ze er een dat helemaal faalt.',
    },
  },
  good: kongExample(targets('orders-1', 'orders-2')),
  bad: { ...kongExample(targets('orders-1')), at: ['upstreams[0].targets[0]'] },
});

export const allInOneRegion = defineRule<'kong', { upstream: string; region: string }>({
  code: 'KB145',
  name: 'all-in-one-region',
  severity: 'info',
  source: 'peers 9d (common causes)',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const regions = byRegion(upstream.targets);
      const [region] = regions?.keys() ?? [];
      if (regions?.size !== 1 || region === undefined || upstream.targets.length < 2) continue;
      if (isBallasts(upstream)) continue;
      yield {
        ...within(upstream, 'targets'),
        at: 'key',
        values: { upstream: upstream.name, region },
      };
    }
  },
  text: {
    en: {
      title: 'every target is in the same region',
      message: ({ upstream, region }) =>
        `every target of ${upstream} seems to be in ${region}: when that region goes, all of it goes`,
      fix: () => 'add targets of another region, or accept it and state a lower objective',
      why: 'The loss of a region is the common cause that health checks and retries do not help against.',
    },
    nl: {
      title: 'alle targets staan in dezelfde regio',
      message: ({ upstream, region }) =>
        `alle targets van ${upstream} lijken in ${region} te staan: valt die regio weg, dan valt alles weg`,
      fix: () => 'voeg targets in een andere regio toe, of accepteer het en beloof minder',
      why: 'Het verlies van een regio is de gemeenschappelijke oorzaak waar health checks en retries niet tegen helpen.',
    },
  },
  good: kongExample(targets('o-1.eu-west', 'o-2.eu-west', 'o-1.eu-north', 'o-2.eu-north')),
  bad: { ...kongExample(targets('o-1.eu-west', 'o-2.eu-west')), at: ['upstreams[0].targets'] },
});
