/** A name with several addresses: each of them gets the whole weight of the target. */

import { defineRule } from '../../define-rule.ts';
import type { DnsName } from '../../inputs/dns.ts';
import { dns, name, other } from './examples.ts';

interface Values {
  readonly host: string;
  readonly owner: string;
  readonly count: number;
  /** Of the targets together, with equal weights. */
  readonly shareRatio: number;
  readonly meantRatio: number;
}

export const severalAddresses = defineRule<'dns', Values>({
  code: 'KB503',
  name: 'weight-times-addresses',
  severity: 'warning',
  source: 'kong-facts A12',
  appliesTo: 'dns',
  *check({ facts }) {
    const targets = facts.names.filter(({ kind }) => kind === 'target');
    for (const target of targets) {
      const { host, owner, place, answer } = target;
      const count = countOf(target);
      if (count < 2 || answer.srv.length > 0) continue;
      const peers = targets.filter((one) => one.owner === owner);
      // Where all targets have as many addresses the shares come out as meant.
      if (peers.length > 1 && peers.every((one) => countOf(one) === count)) continue;
      const total = peers.reduce((sum, one) => sum + Math.max(1, countOf(one)), 0);
      const shares = { shareRatio: count / total, meantRatio: 1 / peers.length };
      yield { ...place, values: { host, owner, count, ...shares } };
    }
  },
  text: {
    en: {
      title: 'weight multiplied by addresses',
      message: ({ host, owner, count, shareRatio, meantRatio }, { number }) =>
        `${host} has ${count} addresses and Kong gives each the whole weight: ${number(shareRatio * 100)} % of ${owner} instead of ${number(meantRatio * 100)} % at equal weights`,
      fix: () => 'name the addresses as targets of their own, or divide the weight by their number',
      why: 'A region behind one name with three addresses gets three times its share, and more when it scales out. Health is kept per address too, so a target may be healthy and half dead.',
    },
    nl: {
      title: 'gewicht maal het aantal adressen',
      message: ({ host, owner, count, shareRatio, meantRatio }, { number }) =>
        `${host} heeft ${count} adressen en Kong geeft elk het hele gewicht: ${number(shareRatio * 100)} % van ${owner} in plaats van ${number(meantRatio * 100)} % bij gelijke gewichten`,
      fix: () => 'maak van elk adres een eigen target, of deel het gewicht door hun aantal',
      why: 'Een regio achter één naam met drie adressen krijgt drie keer haar deel, en meer als ze opschaalt. Ook health gaat per adres: een target kan dus gezond heten en half dood zijn.',
    },
  },
  good: { files: dns(name(), other()) },
  bad: {
    files: dns(
      name({
        a: [
          { address: '10.0.0.1', ttlS: 5 },
          { address: '10.0.0.3', ttlS: 5 },
        ],
      }),
      other(),
    ),
    at: ['a'],
  },
});

function countOf({ answer }: DnsName): number {
  return answer.a.length;
}
