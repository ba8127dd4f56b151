/** A name that leads to a name that leads to a name. */

import { defineRule } from '../../define-rule.ts';
import { dns, name } from './examples.ts';

interface Values {
  readonly host: string;
  readonly chain: readonly string[];
}

/** One is common (a load balancer of a cloud); each more is another zone that has to work. */
const LINKS_MAX = 2;

export const longCnameChain = defineRule<'dns', Values>({
  code: 'KB507',
  name: 'long-cname-chain',
  severity: 'info',
  source: 'RFC 1034 3.6.2; kong-facts A12',
  appliesTo: 'dns',
  *check({ facts }) {
    for (const { host, place, answer } of facts.names) {
      if (answer.cnames.length <= LINKS_MAX) continue;
      yield { ...place, values: { host, chain: answer.cnames } };
    }
  },
  text: {
    en: {
      title: 'long chain of CNAMEs',
      message: ({ host, chain }) =>
        `${host} leads through ${chain.length} names: ${chain.join(' → ')}`,
      fix: () => 'point the name at the last of them, or at the addresses',
      why: 'Every link is a zone whose servers have to answer, with a time to live of its own. The slowest and the least reliable of them decide.',
    },
    nl: {
      title: 'lange keten van CNAMEs',
      message: ({ host, chain }) => `${host} loopt via ${chain.length} namen: ${chain.join(' → ')}`,
      fix: () => 'laat de naam direct naar de laatste wijzen, of naar de adressen',
      why: 'Elke schakel is een zone waarvan de servers moeten antwoorden, met een eigen TTL. De traagste en de minst betrouwbare bepalen het.',
    },
  },
  good: { files: dns(name({ cnames: ['lb.example.net'] })) },
  bad: {
    files: dns(name({ cnames: ['b.example.com', 'c.example.net', 'd.example.org'] })),
    at: ['a'],
  },
});
