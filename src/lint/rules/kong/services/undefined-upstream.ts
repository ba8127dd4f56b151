/** A service that points at an upstream which is nowhere. */

import { nearest } from '../../../../lib/nearest.ts';
import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';

const example = (name: string) => `
  services:
    - name: order-api
      host: order-api-upstream
      connect_timeout: 1000
  upstreams:
    - name: ${name}
      targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
`;

interface Values {
  readonly host: string;
  readonly meant: string | null;
}

export const undefinedUpstream = defineRule<'kong', Values>({
  code: 'KB160',
  name: 'undefined-upstream',
  severity: 'error',
  source: 'kong-facts A1; recordings 44',
  appliesTo: 'kong',
  *check({ services, upstreams, upstreamByName }) {
    const names = [...upstreamByName.keys()];
    for (const service of services) {
      const { host } = service;
      if (host === null || upstreamByName.has(host) || !isBareName(host)) continue;
      yield {
        ...within(service, 'host'),
        // A file with services alone may have its upstreams in another one.
        severity: upstreams.length === 0 ? 'warning' : 'error',
        values: { host, meant: nearest(host, names, 2) },
      };
    }
  },
  text: {
    en: {
      title: 'a service whose upstream is not defined',
      message: ({ host }) =>
        `upstream \`${host}\` is not defined: the name would be looked up in DNS, and Kong answers 503 when that fails`,
      fix: ({ meant, host }) =>
        meant === null
          ? `define an upstream \`${host}\` with its targets, or lint the file that has it as well`
          : `did you mean \`${meant}\`?`,
      why: 'A service uses an upstream when its host is the name of one, and takes its host as a DNS name otherwise. Kong accepts both and warns of neither.',
    },
    nl: {
      title: 'een service waarvan de upstream niet bestaat',
      message: ({ host }) =>
        `upstream \`${host}\` is niet gedefinieerd: de naam wordt dan in DNS opgezocht, en lukt dat niet, dan geeft Kong een 503`,
      fix: ({ meant, host }) =>
        meant === null
          ? `definieer een upstream \`${host}\` met zijn targets, of geef het bestand mee waar hij in staat`
          : `bedoel je \`${meant}\`?`,
      why: 'Een service gebruikt een upstream als zijn host de naam daarvan is, en anders is de host een DNS-naam. Kong accepteert beide en waarschuwt voor geen van beide.',
    },
  },
  good: kongExample(example('order-api-upstream')),
  bad: { ...kongExample(example('orders')), at: ['services[0].host'] },
});

/** One label, as no public host has: neither a domain nor an address. */
function isBareName(host: string): boolean {
  return /^[a-z][\w-]*$/i.test(host) && host !== 'localhost';
}
