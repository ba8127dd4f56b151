/** No health checks at all: a dead target keeps its share. */

import { defineRule } from '../../../define-rule.ts';
import { says, within } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { inChecks, isBallasts, isHttp, isPassive, isProbing } from './checks.ts';

const CHECKS = `
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }`;

const example = (checks: string, upstream = '') => `
  upstreams:
    - name: orders${upstream}${checks}
      targets: [{ target: "orders-1:8080" }, { target: "orders-2:8080" }]
`;

export const checksOff = defineRule<'kong', { upstream: string; targets: number }>({
  code: 'KB131',
  name: 'checks-off',
  severity: 'warning',
  source: 'kong-facts B1; recordings 1',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { healthchecks } = upstream.settings;
      const isRecovering = healthchecks.active.unhealthy.interval > 0;
      if (isProbing(upstream) || isPassive(upstream) || isRecovering) continue;
      // With settings and no interval another rule says so.
      if (says(upstream, 'healthchecks', 'active') || isBallasts(upstream)) continue;
      const targets = upstream.targets.length;
      if (targets < 2) continue;
      yield { ...within(upstream, 'name'), values: { upstream: upstream.name, targets } };
    }
  },
  text: {
    en: {
      title: 'no health checks',
      message: ({ upstream, targets }) =>
        `${upstream} has ${targets} targets and no health checks: one that is dead keeps its share of the traffic`,
      fix: () =>
        'add active checks: an http_path, interval 1 or 2 for healthy and unhealthy, successes 2, and 2 for each failure counter',
      why: 'All checks are off by default. A target that refuses costs each request that meets it a retry, one that hangs a time-out, for as long as it is gone.',
    },
    nl: {
      title: 'geen health checks',
      message: ({ upstream, targets }) =>
        `${upstream} heeft ${targets} targets en geen health checks: een dood target houdt zijn deel van het verkeer`,
      fix: () =>
        'voeg actieve checks toe: een http_path, interval 1 of 2 voor healthy en unhealthy, successes 2, en 2 voor elke foutteller',
      why: 'Standaard staan alle checks uit. Een target dat weigert, kost elk verzoek dat erop terechtkomt een retry, een dat blijft hangen een time-out, zo lang als het weg is.',
    },
  },
  good: kongExample(example(`\n      healthchecks:${CHECKS}`)),
  bad: { ...kongExample(example('')), at: ['upstreams[0].name'] },
});

export const probeRootPath = defineRule<'kong', { upstream: string }>({
  code: 'KB135',
  name: 'probe-root-path',
  severity: 'info',
  source: 'kong-facts B1; peers 9d (health probe lies)',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      if (!isProbing(upstream) || !isHttp(upstream)) continue;
      if (upstream.settings.healthchecks.active.http_path !== '/') continue;
      yield { ...inChecks(upstream, 'active', 'http_path'), values: { upstream: upstream.name } };
    }
  },
  text: {
    en: {
      title: 'probes of the root path',
      message: ({ upstream }) =>
        `probes of ${upstream} ask for /: whether the service can do its work is not what that tells`,
      fix: () => 'name a path that answers for the service, such as /health',
      why: 'A root page is often static, or a redirect or 404 that says nothing. A probe is worth what its path tests: the process, its data, its readiness.',
    },
    nl: {
      title: 'probes op het root-pad',
      message: ({ upstream }) =>
        `probes van ${upstream} vragen om /: of de service zijn werk kan doen, zegt dat niet`,
      fix: () => 'noem een pad dat voor de service instaat, zoals /health',
      why: 'Een root-pagina is vaak statisch, of een redirect of 404 die niets zegt. Een probe is zoveel waard als wat het pad test: het proces, zijn gegevens, of het klaar is.',
    },
  },
  good: kongExample(example(`\n      healthchecks:${CHECKS}`)),
  bad: {
    ...kongExample(example(`\n      healthchecks:${CHECKS.replace('/health', '/')}`)),
    at: ['upstreams[0].healthchecks.active.http_path'],
  },
});

interface HostValues {
  readonly upstream: string;
  readonly sends: string;
}

export const probeHostHeader = defineRule<'kong', HostValues>({
  code: 'KB134',
  name: 'probe-host-header',
  severity: 'info',
  source: 'kong-facts A12, B2; recordings 92',
  appliesTo: 'kong',
  *check({ upstreams, services }) {
    const preserving = new Set(
      services
        .filter(({ routes }) => routes.some(({ given }) => given['preserve_host'] === true))
        .map(({ host }) => host),
    );
    for (const upstream of upstreams) {
      if (!isProbing(upstream) || !isHttp(upstream) || !preserving.has(upstream.name)) continue;
      const [first] = upstream.targets;
      if (says(upstream, 'host_header') || first === undefined) continue;
      yield {
        ...within(upstream, 'host_header'),
        values: { upstream: upstream.name, sends: first.host },
      };
    }
  },
  text: {
    en: {
      title: 'probes send another Host than the traffic',
      message: ({ upstream, sends }) =>
        `traffic to ${upstream} keeps the client's Host, probes send Host: ${sends}: what answers them may be another virtual host`,
      fix: () => 'set host_header on the upstream to the name that the service answers to',
      why: "Probes are HTTP/1.0 with the upstream's host_header, else the name or address of the target. A server with virtual hosts answers with its default one.",
    },
    nl: {
      title: 'probes sturen een andere Host dan het verkeer',
      message: ({ upstream, sends }) =>
        `verkeer naar ${upstream} houdt de Host van de client, probes sturen Host: ${sends}: daar kan een andere virtuele host op antwoorden`,
      fix: () => 'zet host_header van de upstream op de naam waar de service naar luistert',
      why: 'Probes zijn HTTP/1.0 met de host_header van de upstream, en anders de naam of het adres van het target. Een server met virtuele hosts antwoordt dan met zijn standaardhost.',
    },
  },
  good: kongExample(example(`\n      healthchecks:${CHECKS}`)),
  bad: {
    ...kongExample(`
      services:
        - name: orders
          host: orders
          connect_timeout: 500
          routes: [{ name: orders, paths: [/orders], methods: [GET], preserve_host: true }]
      upstreams:
        - name: orders
          healthchecks:
            active:
              http_path: /health
              healthy: { interval: 2, successes: 2 }
              unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }
          targets: [{ target: "10.0.0.1:8080" }, { target: "10.0.0.2:8080" }]
    `),
    at: ['upstreams[0].host_header'],
  },
});
