/** Names and what they resolve to, for the examples of rules. */

import type { DnsAnswer, DnsFacts, DnsName } from '../../inputs/dns.ts';

const ANSWER: DnsAnswer = {
  status: 'found',
  reason: '',
  a: [{ address: '10.0.0.1', ttlS: 5 }],
  aaaa: [],
  srv: [],
  cnames: [],
};

const NAME: Omit<DnsName, 'answer'> = {
  host: 'a.example.com',
  kind: 'target',
  place: { file: 'dns', path: ['a'] },
  owner: 'shop',
  region: 'eu-west',
  port: 8080,
  budgetMs: 259_200,
};

export function name(
  answer: Partial<DnsAnswer> = {},
  changes: Partial<Omit<DnsName, 'answer'>> = {},
): DnsName {
  return { ...NAME, ...changes, answer: { ...ANSWER, ...answer } };
}

/** A second target of the same service, at another address. */
export function other(changes: Partial<Omit<DnsName, 'answer'>> = {}, address = '10.0.0.2') {
  const own = { host: 'b.example.com', place: { file: 'dns', path: ['b'] } };
  return name({ a: [{ address, ttlS: 5 }] }, { ...own, ...changes });
}

export function dns(...names: readonly DnsName[]): Readonly<Record<string, string>> {
  const facts: DnsFacts = { names };
  return { dns: JSON.stringify(facts, null, 2) };
}
