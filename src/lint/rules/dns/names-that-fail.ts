/** Names that do not resolve: there is none, or nobody says. */

import { defineRule } from '../../define-rule.ts';
import { dns, name } from './examples.ts';

interface Values {
  readonly host: string;
  readonly isTarget: boolean;
  readonly reason: string;
}

export const noSuchName = defineRule<'dns', Values>({
  code: 'KB501',
  name: 'no-such-name',
  severity: 'error',
  source: 'recordings 23, 65; kong-facts A12',
  appliesTo: 'dns',
  *check({ facts }) {
    for (const { host, kind, place, answer } of facts.names) {
      if (answer.status !== 'missing') continue;
      yield { ...place, values: { host, isTarget: kind === 'target', reason: answer.reason } };
    }
  },
  text: {
    en: {
      title: 'name that does not exist',
      message: ({ host, isTarget }) =>
        isTarget
          ? `there is no ${host}: Kong shows DNS_ERROR and the target gets no traffic`
          : `there is no ${host}: no client finds this gateway`,
      fix: () => 'correct the name, or add the record',
      why: 'Kong leaves a target without an address out of its balancer and asks again after 30 s. A standby that was never found is noticed at the failover.',
    },
    nl: {
      title: 'naam die niet bestaat',
      message: ({ host, isTarget }) =>
        isTarget
          ? `${host} bestaat niet: Kong toont DNS_ERROR en het target krijgt geen verkeer`
          : `${host} bestaat niet: geen client vindt deze gateway`,
      fix: () => 'verbeter de naam, of voeg het record toe',
      why: 'Kong laat een target zonder adres buiten zijn balancer en vraagt het na 30 s nog eens. Een standby die nooit gevonden is, valt pas op bij de failover.',
    },
  },
  good: { files: dns(name()) },
  bad: { files: dns(name({ status: 'missing', reason: 'ENOTFOUND', a: [] })), at: ['a'] },
});

export const nameServerFails = defineRule<'dns', Values>({
  code: 'KB502',
  name: 'name-server-fails',
  severity: 'warning',
  source: 'kong-facts A12; recordings admin/01-node (dns_error_ttl)',
  appliesTo: 'dns',
  *check({ facts }) {
    for (const { host, kind, place, answer } of facts.names) {
      if (answer.status !== 'failed') continue;
      yield { ...place, values: { host, isTarget: kind === 'target', reason: answer.reason } };
    }
  },
  text: {
    en: {
      title: 'name servers that do not answer',
      message: ({ host, reason }) => `the name servers did not resolve ${host} (${reason})`,
      fix: () => 'look at the resolver of this machine, and ask from where Kong runs',
      why: 'While names cannot be resolved Kong goes on with the addresses it knows, until it restarts or a target changes: then it has none.',
    },
    nl: {
      title: 'nameservers die niet antwoorden',
      message: ({ host, reason }) => `de nameservers konden ${host} niet opzoeken (${reason})`,
      fix: () =>
        'kijk naar de resolver van deze machine, en vraag het vanaf de plek waar Kong draait',
      why: 'Zolang namen niet op te zoeken zijn, gaat Kong door met de adressen die hij kent, tot hij herstart of een target verandert: dan heeft hij er geen.',
    },
  },
  good: { files: dns(name()) },
  bad: { files: dns(name({ status: 'failed', reason: 'ETIMEOUT', a: [] })), at: ['a'] },
});
