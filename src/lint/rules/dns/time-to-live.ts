/** How long an answer counts: longer than a failover may take, or not at all. */

import { defineRule } from '../../define-rule.ts';
import { seconds } from '../../words.ts';
import type { DnsName } from '../../inputs/dns.ts';
import { dns, name } from './examples.ts';

interface Values {
  readonly host: string;
  readonly isTarget: boolean;
  readonly ttlMs: number;
  readonly budgetMs: number;
}

/** Of the budget: clients that keep an old address this long spend it. */
const WARNING_SHARE = 0.1;
const ERROR_SHARE = 1 / 3;
/** Addresses behind a target change by plan; Kong's checks take dead ones out before. */
const TARGET_TTL_MS = 300_000;

export const ttlBeyondBudget = defineRule<'dns', Values>({
  code: 'KB505',
  name: 'ttl-beyond-failover-time',
  severity: 'warning',
  source: 'kong-facts A12 (renewal at ttl + 0.5 s), F; design §7 (the gateway itself)',
  appliesTo: 'dns',
  *check({ facts }) {
    for (const one of facts.names) {
      const { host, kind, place, budgetMs } = one;
      const ttlMs = ttlOf(one) * 1_000;
      const isTarget = kind === 'target';
      if (ttlMs <= (isTarget ? TARGET_TTL_MS : WARNING_SHARE * budgetMs)) continue;
      const severity = !isTarget && ttlMs > ERROR_SHARE * budgetMs ? 'error' : 'warning';
      yield { ...place, severity, values: { host, isTarget, ttlMs, budgetMs } };
    }
  },
  text: {
    en: {
      title: 'answers of DNS that outlive a failover',
      message: ({ host, isTarget, ttlMs, budgetMs }, format) =>
        isTarget
          ? `Kong keeps the address of ${host} for ${seconds(ttlMs, format)}: a target that moved is looked for at the old one that long`
          : `clients keep the address of ${host} for ${seconds(ttlMs, format)}, ${format.number((ttlMs / budgetMs) * 100)} % of the ${seconds(budgetMs, format)} that the objective leaves, before detection is counted`,
      fix: ({ isTarget }) =>
        isTarget
          ? 'lower the TTL to 60 s or less'
          : 'lower the TTL to 10–30 s, and check that the health check of the DNS or GSLB is as fast',
      why: 'A failover between gateways is as fast as the slowest of detection, the change of the record and its time to live; many clients keep an address for longer than that still.',
    },
    nl: {
      title: 'DNS-antwoorden die een failover overleven',
      message: ({ host, isTarget, ttlMs, budgetMs }, format) =>
        isTarget
          ? `Kong onthoudt het adres van ${host} ${seconds(ttlMs, format)} lang: een target dat verhuisd is, wordt zo lang op het oude adres gezocht`
          : `clients onthouden het adres van ${host} ${seconds(ttlMs, format)} lang, ${format.number((ttlMs / budgetMs) * 100)} % van de ${seconds(budgetMs, format)} die de doelstelling overlaat, en dan is de detectie nog niet meegeteld`,
      fix: ({ isTarget }) =>
        isTarget
          ? 'verlaag de TTL tot 60 s of minder'
          : 'verlaag de TTL tot 10–30 s, en ga na of de health check van de DNS of GSLB net zo snel is',
      why: 'Een failover tussen gateways is zo snel als het traagste van detectie, het wijzigen van het record en de TTL ervan; veel clients onthouden een adres dan nóg langer.',
    },
  },
  good: { files: dns(name({ a: [{ address: '10.0.0.1', ttlS: 20 }] }, { kind: 'proxy' })) },
  bad: {
    files: dns(name({ a: [{ address: '10.0.0.1', ttlS: 300 }] }, { kind: 'proxy' })),
    at: ['a'],
  },
});

export const ttlZero = defineRule<'dns', Pick<Values, 'host'>>({
  code: 'KB506',
  name: 'ttl-zero',
  severity: 'warning',
  source: 'kong-facts A12',
  appliesTo: 'dns',
  *check({ facts }) {
    for (const one of facts.names) {
      const { host, kind, place, answer } = one;
      if (kind !== 'target' || answer.a.length === 0 || ttlOf(one) > 0) continue;
      yield { ...place, values: { host } };
    }
  },
  text: {
    en: {
      title: 'TTL of 0',
      message: ({ host }) =>
        `${host} has a TTL of 0: Kong resolves it for every request and sees one address, whatever stands behind`,
      fix: () => 'give the record a TTL of 5 s or more',
      why: 'Each request waits for DNS, and when DNS is slow so is everything. Kong keeps no health of the single addresses, since there is only a virtual one.',
    },
    nl: {
      title: 'TTL van 0',
      message: ({ host }) =>
        `${host} heeft een TTL van 0: Kong zoekt de naam bij elke request op en ziet één adres, wat er ook achter zit`,
      fix: () => 'geef het record een TTL van 5 s of meer',
      why: 'Elke request wacht op DNS, en is DNS traag dan is alles traag. Kong houdt geen health bij van de losse adressen, want er is alleen een virtueel adres.',
    },
  },
  good: { files: dns(name()) },
  bad: { files: dns(name({ a: [{ address: '10.0.0.1', ttlS: 0 }] })), at: ['a'] },
});

/** The longest of its addresses, since any may be the one in use. */
function ttlOf({ answer }: DnsName): number {
  return Math.max(0, ...[...answer.a, ...answer.aaaa].map(({ ttlS }) => ttlS));
}
