/** How often Kong tries again: never, or far too often. */

import { defineRule } from '../../../define-rule.ts';
import { within } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { isBallasts } from '../health/checks.ts';

const MANY_RETRIES = 10;

const example = (retries: number, passive = '') => `
  services:
    - name: order-api
      host: orders
      retries: ${retries}
      connect_timeout: 500
      read_timeout: 2000
      write_timeout: 2000
  upstreams:
    - name: orders
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }${passive}
      targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
`;
const PASSIVE = `
        passive:
          healthy: { successes: 5 }
          unhealthy: { http_statuses: [500, 503], tcp_failures: 2, timeouts: 2, http_failures: 5 }`;

export const passiveTcpWithoutRetries = defineRule<'kong', { service: string; upstream: string }>({
  code: 'KB130',
  name: 'passive-tcp-without-retries',
  severity: 'warning',
  source: 'kong-facts B4; Kong/kong #3645',
  appliesTo: 'kong',
  *check({ services, upstreamByName }) {
    for (const service of services) {
      const upstream = upstreamByName.get(service.host ?? '');
      if (service.retries > 0 || upstream === undefined) continue;
      const { unhealthy } = upstream.settings.healthchecks.passive;
      if (unhealthy.tcp_failures === 0) continue;
      // Then a refused connection counts after all, as what Kong reports it.
      if (unhealthy.http_failures > 0 && unhealthy.http_statuses.includes(502)) continue;
      yield {
        ...within(service, 'retries'),
        values: { service: service.name ?? upstream.name, upstream: upstream.name },
      };
    }
  },
  text: {
    en: {
      title: 'passive tcp_failures need retries',
      message: ({ service, upstream }) =>
        `${service} has retries 0, so passive tcp_failures of ${upstream} never counts: a refused connection is reported as status 502`,
      fix: () => 'set retries to 1 at least, or put 502 into passive.unhealthy.http_statuses',
      why: 'Kong reports the last try of a request as an HTTP status, and without retries the first try is the last. 502 is not in the default list.',
    },
    nl: {
      title: 'passieve tcp_failures hebben retries nodig',
      message: ({ service, upstream }) =>
        `${service} heeft retries 0, dus de passieve tcp_failures van ${upstream} tellen nooit: een geweigerde verbinding wordt als status 502 gemeld`,
      fix: () => 'zet retries op minstens 1, of zet 502 in passive.unhealthy.http_statuses',
      why: 'Kong meldt de laatste poging van een verzoek als HTTP-status, en zonder retries is de eerste poging de laatste. 502 staat niet in de standaardlijst.',
    },
  },
  good: kongExample(example(1, PASSIVE)),
  bad: { ...kongExample(example(0, PASSIVE)), at: ['services[0].retries'] },
});

export const noRetries = defineRule<'kong', { service: string; targets: number }>({
  code: 'KB165',
  name: 'no-retries',
  severity: 'warning',
  source: 'kong-facts A10; recordings 67, 84, 85',
  appliesTo: 'kong',
  *check({ services, upstreamByName }) {
    for (const service of services) {
      const targets = upstreamByName.get(service.host ?? '')?.targets.length ?? 0;
      // Ballast's outer services retry in the inner ones.
      if (service.retries > 0 || targets < 2 || isBallasts(service)) continue;
      yield {
        ...within(service, 'retries'),
        values: { service: service.name ?? service.host ?? '?', targets },
      };
    }
  },
  text: {
    en: {
      title: 'no retries although there are other targets',
      message: ({ service, targets }) =>
        `${service} has retries 0 and ${targets} targets: until health checks see it, each request that meets a dead one fails`,
      fix: () => 'set retries: 1; a refused connection may be repeated for every method',
      why: 'A refused connection did nothing yet, and Kong repeats it elsewhere within milliseconds. That is the cheapest protection there is.',
    },
    nl: {
      title: 'geen retries terwijl er andere targets zijn',
      message: ({ service, targets }) =>
        `${service} heeft retries 0 en ${targets} targets: tot health checks het zien, mislukt elk verzoek dat op een dood target terechtkomt`,
      fix: () => 'zet retries: 1; een geweigerde verbinding mag bij elke methode worden herhaald',
      why: 'Een geweigerde verbinding heeft nog niets gedaan, en Kong probeert het binnen milliseconden elders. Goedkopere bescherming is er niet.',
    },
  },
  good: kongExample(example(1)),
  bad: { ...kongExample(example(0)), at: ['services[0].retries'] },
});

export const manyRetries = defineRule<'kong', { service: string; retries: number }>({
  code: 'KB166',
  name: 'many-retries',
  severity: 'warning',
  source: 'kong-facts A10; peers 9d (retry storms)',
  appliesTo: 'kong',
  *check({ services }) {
    for (const service of services) {
      const { retries, name, host } = service;
      if (retries <= MANY_RETRIES) continue;
      yield { ...within(service, 'retries'), values: { service: name ?? host ?? '?', retries } };
    }
  },
  text: {
    en: {
      title: 'so many retries that they become the outage',
      message: ({ service, retries }) =>
        `${service} may try each request ${retries + 1} times: when targets fail that is the load that keeps them down`,
      fix: () => 'set retries to 1 or 2',
      why: 'Retries multiply the load exactly when there is least to carry it, and Kong has no budget for them.',
    },
    nl: {
      title: 'zoveel retries dat ze de storing worden',
      message: ({ service, retries }) =>
        `${service} mag elk verzoek ${retries + 1} keer proberen: falen er targets, dan houdt die belasting ze eronder`,
      fix: () => 'zet retries op 1 of 2',
      why: 'Retries vermenigvuldigen de belasting juist als er het minst is om haar te dragen, en Kong stelt er geen grens aan.',
    },
  },
  good: kongExample(example(1)),
  bad: { ...kongExample(example(20)), at: ['services[0].retries'] },
});

export const unusedUpstream = defineRule<'kong', { upstream: string }>({
  code: 'KB167',
  name: 'unused-upstream',
  severity: 'info',
  source: 'kong-facts A1',
  appliesTo: 'kong',
  *check({ services, upstreams }) {
    if (services.length === 0) return;
    const used = new Set(services.map(({ host }) => host));
    for (const upstream of upstreams) {
      if (used.has(upstream.name)) continue;
      yield { ...within(upstream, 'name'), values: { upstream: upstream.name } };
    }
  },
  text: {
    en: {
      title: 'an upstream that no service uses',
      message: ({ upstream }) =>
        `no service here has host: ${upstream}; its targets get no traffic`,
      fix: () => 'point a service at it, remove it, or lint the file with its service as well',
      why: 'Kong probes the targets of unused upstreams all the same, and a reader takes it for a part of the design.',
    },
    nl: {
      title: 'een upstream die geen service gebruikt',
      message: ({ upstream }) =>
        `geen service hier heeft host: ${upstream}; zijn targets krijgen geen verkeer`,
      fix: () =>
        'laat een service ernaar wijzen, haal hem weg, of geef het bestand met zijn service mee',
      why: 'Kong probet de targets van ongebruikte upstreams gewoon door, en wie het leest, denkt dat ze meedoen.',
    },
  },
  good: kongExample(example(1)),
  bad: {
    ...kongExample(`
      services: [{ name: order-api, host: orders.example.com, connect_timeout: 500 }]
      upstreams:
        - name: orders
          targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
    `),
    at: ['upstreams[0].name'],
  },
});
