/** Check types that crash the checker, or that nobody probes. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { inChecks, isPassive } from './checks.ts';

interface Values {
  readonly upstream: string;
  readonly type: string;
}

const example = (type: string) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          type: ${type}
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }
      targets: [{ target: "orders-1:8080" }]
`;

export const grpcCheck = defineRule<'kong', Values>({
  code: 'KB119',
  name: 'grpc-check',
  severity: 'error',
  source: 'kong-facts B2',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { active } = upstream.settings.healthchecks;
      const isOn = active.healthy.interval + active.unhealthy.interval > 0 || isPassive(upstream);
      if (!isOn || !active.type.startsWith('grpc')) continue;
      yield {
        ...inChecks(upstream, 'active', 'type'),
        values: { upstream: upstream.name, type: active.type },
      };
    }
  },
  text: {
    en: {
      title: 'active checks of type grpc do not exist',
      message: ({ upstream, type }) =>
        `active.type: ${type} makes the health checker of ${upstream} fail to start: it knows only http, https and tcp`,
      fix: () => 'check an HTTP health path of the service, with type http or https',
      why: "The schema allows grpc and grpcs, the health-check library does not: it throws, and later changes of the upstream fail with 'timeout waiting for balancer' until Kong is reloaded.",
    },
    nl: {
      title: 'actieve checks van het type grpc bestaan niet',
      message: ({ upstream, type }) =>
        `door active.type: ${type} start de health checker van ${upstream} niet: die kent alleen http, https en tcp`,
      fix: () => 'controleer een HTTP-healthpad van de service, met type http of https',
      why: "Het schema staat grpc en grpcs toe, de health-checkbibliotheek niet: zij gooit een fout, en latere wijzigingen van de upstream mislukken met 'timeout waiting for balancer', tot Kong opnieuw laadt.",
    },
  },
  good: kongExample(example('http')),
  bad: { ...kongExample(example('grpc')), at: ['upstreams[0].healthchecks.active.type'] },
});

export const tcpCheckOfHttp = defineRule<'kong', Values>({
  code: 'KB120',
  name: 'tcp-check-of-http',
  severity: 'error',
  source: 'kong-facts B2',
  appliesTo: 'kong',
  *check({ upstreams, services }) {
    const ofHttp = new Set(
      services.filter(({ protocol }) => /^(?:http|grpc)s?$/.test(protocol)).map(({ host }) => host),
    );
    for (const upstream of upstreams) {
      const { active } = upstream.settings.healthchecks;
      if (active.type !== 'tcp' || active.healthy.interval === 0) continue;
      if (!ofHttp.has(upstream.name)) continue;
      yield {
        ...inChecks(upstream, 'active', 'type'),
        values: { upstream: upstream.name, type: active.type },
      };
    }
  },
  text: {
    en: {
      title: 'tcp checks of an HTTP service are not made',
      message: ({ upstream }) =>
        `active.type: tcp is probed in the stream subsystem only, and ${upstream} is used by an HTTP service: nothing is probed`,
      fix: () => 'write type: http (or https) with a health path',
      why: 'Kong probes upstreams of type tcp where it proxies TCP streams, and all others where it proxies HTTP.',
    },
    nl: {
      title: 'tcp-checks van een HTTP-service worden niet uitgevoerd',
      message: ({ upstream }) =>
        `active.type: tcp wordt alleen in het stream-subsysteem geprobed, en ${upstream} hoort bij een HTTP-service: er wordt niets geprobed`,
      fix: () => 'zet type: http (of https) met een health-pad',
      why: 'Kong probet upstreams van het type tcp daar waar het TCP-streams doorgeeft, en alle andere waar het HTTP doorgeeft.',
    },
  },
  good: kongExample(
    `services: [{ name: orders, host: orders, protocol: http }]\n${dedented('http')}`,
  ),
  bad: {
    ...kongExample(
      `services: [{ name: orders, host: orders, protocol: http }]\n${dedented('tcp')}`,
    ),
    at: ['upstreams[0].healthchecks.active.type'],
  },
});

function dedented(type: string): string {
  return example(type).replaceAll(/^ {2}/gm, '').trimStart();
}
