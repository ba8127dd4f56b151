/** A name with AAAA records only: Kong 3.9 does not ask for those. */

import { defineRule } from '../../define-rule.ts';
import { dns, name } from './examples.ts';

export const onlyIpv6 = defineRule<'dns', { readonly host: string }>({
  code: 'KB509',
  name: 'target-of-ipv6-only',
  severity: 'error',
  source: 'recordings admin/01-node (dns_order LAST, SRV, A, CNAME)',
  appliesTo: 'dns',
  *check({ facts }) {
    for (const { host, kind, place, answer } of facts.names) {
      const { a, aaaa, srv } = answer;
      if (kind !== 'target' || aaaa.length === 0 || a.length + srv.length > 0) continue;
      yield { ...place, values: { host } };
    }
  },
  text: {
    en: {
      title: 'name with IPv6 addresses only',
      message: ({ host }) =>
        `${host} has AAAA records only, and Kong asks for SRV, A and CNAME: DNS_ERROR`,
      fix: () =>
        'add AAAA to dns_order (KONG_DNS_ORDER=LAST,SRV,A,AAAA,CNAME), or write the address in brackets',
      why: 'By default Kong never asks for AAAA. From this machine the name resolves and answers, so everything looks well until Kong is asked.',
    },
    nl: {
      title: 'naam met alleen IPv6-adressen',
      message: ({ host }) =>
        `${host} heeft alleen AAAA-records, en Kong vraagt naar SRV, A en CNAME: DNS_ERROR`,
      fix: () =>
        'zet AAAA in dns_order (KONG_DNS_ORDER=LAST,SRV,A,AAAA,CNAME), of schrijf het adres tussen blokhaken',
      why: 'Standaard vraagt Kong nooit naar AAAA. Vanaf deze machine is de naam te vinden en antwoordt hij, dus alles lijkt in orde tot Kong het moet doen.',
    },
  },
  good: { files: dns(name({ aaaa: [{ address: 'fd00::1', ttlS: 5 }] })) },
  bad: { files: dns(name({ a: [], aaaa: [{ address: 'fd00::1', ttlS: 5 }] })), at: ['a'] },
});
