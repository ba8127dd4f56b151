/** Tags of decK or KIC on an upstream of Ballast's: two writers of the same weights. */

import { defineRule } from '../../../define-rule.ts';
import { kong, upstream, wanted } from '../examples.ts';

interface Values {
  readonly upstream: string;
  readonly tag: string;
  readonly isKic: boolean;
}

const KIC_TAG = 'managed-by-ingress-controller';

export const foreignOwner = defineRule<'live', Values>({
  code: 'KB443',
  name: 'upstream-has-another-owner',
  severity: 'warning',
  source: 'kong-facts C6; design §7 (ownership)',
  appliesTo: 'live',
  *check({ file, facts }) {
    const { wanted: state, upstreams } = facts;
    if (state === null) return;
    const names = new Set(state.upstreams.map(({ name }) => name));
    for (const { name, tags } of upstreams) {
      const tag = tags.find((one) => !state.tags.includes(one));
      if (!names.has(name) || tag === undefined) continue;
      const isKic = tags.includes(KIC_TAG);
      const values = { upstream: name, tag: isKic ? KIC_TAG : tag, isKic };
      yield {
        file,
        path: ['upstreams', name, 'tags'],
        severity: isKic ? 'error' : 'warning',
        values,
      };
    }
  },
  text: {
    en: {
      title: 'upstream with another owner',
      message: ({ upstream: name, tag, isKic }) =>
        isKic
          ? `upstream ${name} belongs to the Kong Ingress Controller (${tag}): its next push erases every weight that Ballast writes`
          : `upstream ${name} carries the tag ${tag}: a decK sync that selects it writes its own weights and deletes targets it does not know`,
      fix: ({ isKic }) =>
        isKic
          ? 'steer through HTTPRoute weights instead: `ballast generate --only kubernetes`'
          : 'take the upstream out of decK’s file and select_tags; decK names it by host only',
      why: 'decK has no way to ignore weights, and Kong lists targets without regard to tags. During a failover the next pipeline run sends the traffic back to the dead region.',
    },
    nl: {
      title: 'upstream met een andere eigenaar',
      message: ({ upstream: name, tag, isKic }) =>
        isKic
          ? `upstream ${name} is van de Kong Ingress Controller (${tag}): de volgende push wist elk gewicht dat Ballast schrijft`
          : `upstream ${name} draagt de tag ${tag}: een sync van decK die daarop selecteert, schrijft zijn eigen gewichten en verwijdert targets die hij niet kent`,
      fix: ({ isKic }) =>
        isKic
          ? 'stuur met gewichten van HTTPRoutes: `ballast generate --only kubernetes`'
          : 'haal de upstream uit het bestand en de select_tags van decK; daar hoort alleen zijn naam als host',
      why: 'decK kan gewichten niet overslaan, en Kong geeft targets zonder op tags te letten. Tijdens een failover stuurt de volgende pipeline het verkeer zo terug naar de dode regio.',
    },
  },
  good: { files: kong({ wanted: wanted({ 'a:80': 100, 'b:80': 100 }) }) },
  bad: {
    files: kong({
      upstreams: [upstream({ tags: ['ballast-upstreams', 'team-shop'] })],
      wanted: wanted({ 'a:80': 100, 'b:80': 100 }),
    }),
    at: ['upstreams.shop.tags'],
  },
});
