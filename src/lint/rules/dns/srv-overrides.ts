/** SRV records: their weight and port replace those of the target. */

import { defineRule } from '../../define-rule.ts';
import { dns, name } from './examples.ts';

interface Values {
  readonly host: string;
  readonly count: number;
  readonly ports: readonly number[];
  readonly port: number | null;
}

export const srvOverrides = defineRule<'dns', Values>({
  code: 'KB504',
  name: 'srv-overrides-weight',
  severity: 'error',
  source: 'kong-facts A12; recordings 104 (not measured)',
  appliesTo: 'dns',
  *check({ facts }) {
    for (const { host, kind, port, place, answer } of facts.names) {
      if (kind !== 'target' || answer.srv.length === 0) continue;
      const ports = [...new Set(answer.srv.map((record) => record.port))];
      yield { ...place, values: { host, count: answer.srv.length, ports, port } };
    }
  },
  text: {
    en: {
      title: 'SRV records replace weight and port',
      message: ({ host, count, ports, port }) =>
        `${host} has ${count === 1 ? 'an SRV record: its weight counts' : `${count} SRV records: their weights count`} and not the target’s, so no write moves its traffic; the port is ${ports.join(', ')}${port === null ? '' : ` instead of ${port}`}`,
      fix: () => 'use a name with A records only, or the addresses themselves',
      why: 'Kong asks for SRV before A. A weight written through the Admin API then has no effect: a failover that lowers it to 0 leaves all traffic where it was.',
    },
    nl: {
      title: 'SRV-records vervangen gewicht en poort',
      message: ({ host, count, ports, port }) =>
        `${host} heeft ${count === 1 ? 'een SRV-record: het gewicht daarvan telt' : `${count} SRV-records: de gewichten daarvan tellen`} en niet dat van het target, dus geen schrijfactie verplaatst dit verkeer; de poort is ${ports.join(', ')}${port === null ? '' : ` in plaats van ${port}`}`,
      fix: () => 'gebruik een naam met alleen A-records, of de adressen zelf',
      why: 'Kong vraagt SRV vóór A. Een gewicht dat via de Admin API geschreven wordt, heeft dan geen effect: een failover die het op 0 zet, laat al het verkeer waar het was.',
    },
  },
  good: { files: dns(name()) },
  bad: {
    files: dns(name({ srv: [{ name: 'n1.example.com', port: 9090, priority: 1, weight: 10 }] })),
    at: ['a'],
  },
});
