/** One node sends to a target that another has given up. */

import { defineRule } from '../../../define-rule.ts';
import { kong, upstream } from '../examples.ts';

interface Values {
  readonly upstream: string;
  readonly target: string;
  readonly down: number;
  readonly nodes: number;
}

export const nodesDisagree = defineRule<'live', Values>({
  code: 'KB433',
  name: 'nodes-see-a-target-differently',
  severity: 'warning',
  source: 'recordings 34; kong-facts A1',
  appliesTo: 'live',
  *check({ file, facts }) {
    for (const { name, weights, views } of facts.upstreams) {
      for (const target of Object.keys(weights)) {
        const states = views.flatMap(({ targets }) =>
          targets.flatMap((one) => (one.target === target ? [one.health] : [])),
        );
        const down = states.filter((health) => health === 'UNHEALTHY').length;
        const up = states.filter((health) => health === 'HEALTHY').length;
        if (down === 0 || up === 0) continue;
        const values = { upstream: name, target, down, nodes: states.length };
        yield { file, path: ['upstreams', name, target], values };
      }
    }
  },
  text: {
    en: {
      title: 'nodes see a target differently',
      message: ({ upstream: name, target, down, nodes }) =>
        `${down} of ${nodes} nodes ${down === 1 ? 'has' : 'have'} taken ${target} of upstream ${name} out, the others send to it`,
      fix: () =>
        'if it lasts longer than a few probe intervals, check the network between those nodes and the target',
      why: 'What a node finds out by traffic stays with that node. A lasting difference means that the target is reachable from one place only, or that some nodes have active checks starved by frequent writes.',
    },
    nl: {
      title: 'nodes zien een target verschillend',
      message: ({ upstream: name, target, down, nodes }) =>
        `${down} van de ${nodes} nodes ${down === 1 ? 'heeft' : 'hebben'} ${target} van upstream ${name} eruit gehaald, de andere sturen er nog naartoe`,
      fix: () =>
        'duurt het langer dan een paar probe-intervallen, kijk dan naar het netwerk tussen die nodes en het target',
      why: 'Wat een node aan het verkeer merkt, houdt hij voor zich. Blijft het verschil bestaan, dan is het target maar van één kant bereikbaar, of komen op sommige nodes de actieve checks niet aan de beurt door vele schrijfacties.',
    },
  },
  good: { files: kong() },
  bad: {
    files: kong({
      upstreams: [
        upstream({}, [
          [
            ['UNHEALTHY', 100],
            ['HEALTHY', 100],
          ],
          [
            ['HEALTHY', 100],
            ['HEALTHY', 100],
          ],
        ]),
      ],
    }),
    at: ['upstreams.shop["a:80"]'],
  },
});
