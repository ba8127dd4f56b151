/** Algorithms: those that do not exist, and the one that must not be used. */

import { nearest } from '../../../../lib/nearest.ts';
import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';

const ALGORITHMS = ['round-robin', 'least-connections', 'consistent-hashing', 'latency'] as const;
/** What was meant by names that circulate. */
const MEANT: Readonly<Record<string, string>> = {
  ip_hash: 'consistent-hashing',
  'ip-hash': 'consistent-hashing',
  ewma: 'latency',
  'least-latency': 'latency',
  random: 'round-robin',
  weighted: 'round-robin',
  'weighted-round-robin': 'round-robin',
  least_conn: 'least-connections',
  leastconn: 'least-connections',
};

const example = (algorithm: string) => `
  upstreams:
    - name: orders
      algorithm: ${algorithm}
      targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
`;

interface Values {
  readonly algorithm: string;
  readonly isSticky: boolean;
  readonly meant: string | null;
}

export const unknownAlgorithm = defineRule<'kong', Values>({
  code: 'KB108',
  name: 'unknown-algorithm',
  severity: 'error',
  source: 'recordings 6; kong-facts A6, E11',
  appliesTo: 'kong',
  *check({ upstreams }, { kong }) {
    for (const upstream of upstreams) {
      const { algorithm } = upstream.given;
      if (typeof algorithm !== 'string' || ALGORITHMS.some((known) => known === algorithm))
        continue;
      const isSticky = algorithm === 'sticky-sessions';
      if (isSticky && kong.edition !== 'oss') continue;
      const meant = MEANT[algorithm.toLowerCase()] ?? nearest(algorithm, ALGORITHMS);
      const place = within(upstream, 'algorithm');
      const isSpelling = nearest(algorithm, ALGORITHMS) !== null && meant !== null && !isSticky;
      yield {
        ...place,
        values: { algorithm, isSticky, meant },
        edits: isSpelling ? [{ kind: 'set', path: place.path, value: meant }] : [],
      };
    }
  },
  text: {
    en: {
      title: 'an algorithm that Kong does not have',
      message: ({ algorithm, isSticky }) =>
        isSticky
          ? 'sticky-sessions is an algorithm of Kong Enterprise, from 3.11: Kong OSS refuses it'
          : `there is no algorithm ${algorithm}`,
      fix: ({ isSticky, meant }) => {
        if (isSticky) return 'use consistent-hashing with hash_on: cookie';
        return `write ${meant ?? `one of ${ALGORITHMS.join(', ')}`}`;
      },
      why: 'Kong refuses the whole file or request with a schema violation.',
    },
    nl: {
      title: 'een algoritme dat Kong niet heeft',
      message: ({ algorithm, isSticky }) =>
        isSticky
          ? 'sticky-sessions is een algoritme van Kong Enterprise, vanaf 3.11: Kong OSS weigert het'
          : `het algoritme ${algorithm} bestaat niet`,
      fix: ({ isSticky, meant }) => {
        if (isSticky) return 'gebruik consistent-hashing met hash_on: cookie';
        return meant === null ? `kies uit ${ALGORITHMS.join(', ')}` : `schrijf ${meant}`;
      },
      why: 'Kong weigert het hele bestand of verzoek met een schema violation.',
    },
  },
  good: kongExample(example('least-connections')),
  bad: { ...kongExample(example('ip_hash')), at: ['upstreams[0].algorithm'] },
});

export const latencyAlgorithm = defineRule<'kong', { upstream: string }>({
  code: 'KB146',
  name: 'latency-algorithm',
  severity: 'error',
  source: 'kong-facts A4; recordings 74, 76; Kong/kong #14961',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      if (upstream.settings.algorithm !== 'latency') continue;
      yield { ...within(upstream, 'algorithm'), values: { upstream: upstream.name } };
    }
  },
  text: {
    en: {
      title: 'the latency algorithm prefers what fails fast',
      message: ({ upstream }) =>
        `algorithm: latency of ${upstream} follows fast answers, whatever they say: a target that answers 500 at once gets nearly all of the traffic`,
      fix: () => 'use least-connections, or round-robin where weights must mean shares',
      why: 'It looks at no status: a target answering 500 in 2 ms beside healthy ones at 50 ms took 99.3 % of the requests. Every write to a target resets what it has learned, weights are no shares, and measured on 3.9.3, once a target is marked down its score of zero keeps being picked: 3,874 of 6,016 requests lost with a slow region.',
    },
    nl: {
      title: 'het latency-algoritme kiest wat het snelst faalt',
      message: ({ upstream }) =>
        `algorithm: latency van ${upstream} volgt snelle antwoorden, wat er ook in staat: een target dat meteen een 500 geeft, krijgt vrijwel al het verkeer`,
      fix: () => 'gebruik least-connections, of round-robin waar gewichten aandelen moeten zijn',
      why: 'Het kijkt niet naar statuscodes: een target dat in 2 ms een 500 gaf naast gezonde van 50 ms, nam 99,3 % van de verzoeken. Elke wijziging van een target wist wat het heeft geleerd, gewichten zijn geen aandelen, en gemeten op 3.9.3 blijft de nulscore van een ongezond verklaard target gekozen worden: 3.874 van 6.016 verzoeken verloren bij een trage regio.',
    },
  },
  good: kongExample(example('least-connections')),
  bad: { ...kongExample(example('latency')), at: ['upstreams[0].algorithm'] },
});
