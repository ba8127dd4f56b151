/** Two targets that are one machine: redundancy on paper only. */

import { defineRule } from '../../define-rule.ts';
import type { DnsName } from '../../inputs/dns.ts';
import { dns, name, other } from './examples.ts';

interface Values {
  readonly host: string;
  readonly first: string;
  readonly address: string;
  readonly owner: string;
  readonly isAcrossRegions: boolean;
}

export const sharedAddress = defineRule<'dns', Values>({
  code: 'KB508',
  name: 'targets-share-an-address',
  severity: 'error',
  source: 'kong-facts A1; recordings 27',
  appliesTo: 'dns',
  *check({ facts }) {
    const seen = new Map<string, DnsName>();
    for (const one of facts.names) {
      for (const { address } of one.kind === 'target' ? one.answer.a : []) {
        const key = `${one.owner} ${address} ${one.port ?? ''}`;
        const first = seen.get(key);
        seen.set(key, first ?? one);
        if (first === undefined || first.host === one.host) continue;
        const isAcrossRegions = first.region !== one.region;
        const values = { host: one.host, first: first.host, address, owner: one.owner };
        const severity = isAcrossRegions ? 'error' : 'warning';
        yield { ...one.place, severity, values: { ...values, isAcrossRegions } };
      }
    }
  },
  text: {
    en: {
      title: 'two targets at one address',
      message: ({ host, first, address, owner, isAcrossRegions }) =>
        `${host} and ${first} of ${owner} are both ${address}${isAcrossRegions ? ', in two regions' : ''}: one failure takes both`,
      fix: () => 'correct the record, or remove one of the two targets',
      why: 'The second target adds weight, not redundancy: capacity is counted twice, health is kept twice, and the failover leads to the machine that has just been lost.',
    },
    nl: {
      title: 'twee targets op één adres',
      message: ({ host, first, address, owner, isAcrossRegions }) =>
        `${host} en ${first} van ${owner} zijn allebei ${address}${isAcrossRegions ? ', in twee regio’s' : ''}: één storing raakt beide`,
      fix: () => 'verbeter het record, of haal een van de twee targets weg',
      why: 'Het tweede target voegt gewicht toe en geen reserve: capaciteit telt dubbel, health wordt dubbel bijgehouden, en de failover leidt naar de machine die net is weggevallen.',
    },
  },
  good: { files: dns(name(), other({ region: 'eu-north' })) },
  bad: { files: dns(name(), other({ region: 'eu-north' }, '10.0.0.1')), at: ['b'] },
});
