/** Nodes of one cluster that are not alike. */

import { defineRule } from '../../../define-rule.ts';
import { listed } from '../../../words.ts';
import { kong, node } from '../examples.ts';
import { nameOf } from '../setting.ts';

interface Values {
  readonly node: string;
  readonly first: string;
  readonly settings: readonly string[];
}

/** Settings that decide how fast, and whether, a node does what the others do. */
const COMPARED = [
  'db_update_frequency',
  'worker_consistency',
  'worker_state_update_frequency',
  'router_flavor',
  'untrusted_lua',
  'trusted_ips',
  'dns_stale_ttl',
  'dns_order',
];

export const nodesDiffer = defineRule<'live', Values>({
  code: 'KB420',
  name: 'nodes-differ',
  severity: 'warning',
  source: 'kong-facts A1, A11',
  appliesTo: 'live',
  *check({ file, facts }) {
    const [first, ...others] = facts.nodes;
    if (first === undefined) return;
    for (const other of others) {
      const settings = COMPARED.filter(
        (name) =>
          JSON.stringify(first.configuration[name]) !== JSON.stringify(other.configuration[name]),
      );
      if (first.version !== other.version) settings.unshift('version');
      if (settings.length === 0) continue;
      const values = { node: nameOf(other), first: nameOf(first), settings };
      yield { file, path: ['nodes', nameOf(other)], values };
    }
  },
  text: {
    en: {
      title: 'nodes of one cluster differ',
      message: ({ node: name, first, settings }) =>
        `${name} differs from ${first} in ${listed(settings, 'en')}`,
      fix: () => 'give all nodes the same version and kong.conf, from one source',
      why: 'A request meets either node by chance. Where they differ, failover is fast on one and slow on the other, and a fault shows in half of the requests only.',
    },
    nl: {
      title: 'nodes van één cluster verschillen',
      message: ({ node: name, first, settings }) =>
        `${name} verschilt van ${first} in ${listed(settings, 'nl')}`,
      fix: () => 'geef alle nodes dezelfde versie en kong.conf, uit één bron',
      why: 'Welke node een request treft is toeval. Verschillen ze, dan gaat failover op de ene snel en op de andere langzaam, en is een fout maar in de helft van de requests te zien.',
    },
  },
  good: { files: kong({ nodes: [node(), node({ url: 'http://10.0.0.6:8001' })] }) },
  bad: {
    files: kong({
      nodes: [node(), node({ url: 'http://10.0.0.6:8001' }, { db_update_frequency: 0.5 })],
    }),
    at: ['nodes["10.0.0.6:8001"]'],
  },
});
