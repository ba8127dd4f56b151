/** TLS probes of addresses: the certificate is verified against a name nobody gave. */

import { defineRule } from '../../../define-rule.ts';
import { kongExample } from '../../example.ts';
import { inChecks, isProbing } from './checks.ts';

const example = (sni: string) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          type: https
          http_path: /health${sni}
          healthy: { interval: 2, successes: 2 }
          unhealthy: { interval: 2, tcp_failures: 2, timeouts: 2, http_failures: 2 }
      targets: [{ target: "10.0.0.1:8443" }, { target: "10.0.0.2:8443" }]
`;

export const httpsProbe = defineRule<'kong', { upstream: string }>({
  code: 'KB133',
  name: 'https-probe-of-address',
  severity: 'warning',
  source: 'kong-facts B1, B2',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { active } = upstream.settings.healthchecks;
      if (!isProbing(upstream) || active.type !== 'https' || !active.https_verify_certificate)
        continue;
      if (
        active.https_sni !== null ||
        !upstream.targets.some(({ host }) => /^[\d.]+$|^\[/.test(host))
      ) {
        continue;
      }
      yield { ...inChecks(upstream, 'active', 'https_sni'), values: { upstream: upstream.name } };
    }
  },
  text: {
    en: {
      title: 'https probes of addresses verify a certificate without a name',
      message: ({ upstream }) =>
        `${upstream} is probed over https by address, with the certificate verified and no https_sni: unless it names the address every probe fails, as a tcp_failure`,
      fix: () => 'set active.https_sni to the name in the certificate',
      why: 'https_verify_certificate is true by default. A certificate that does not fit counts as a refused connection, so that all targets go out at once.',
    },
    nl: {
      title: 'https-probes op adres controleren een certificaat zonder naam',
      message: ({ upstream }) =>
        `${upstream} wordt over https op adres geprobed, met controle van het certificaat en zonder https_sni: noemt het certificaat het adres niet, dan mislukt elke probe, als tcp_failure`,
      fix: () => 'zet active.https_sni op de naam in het certificaat',
      why: 'https_verify_certificate staat standaard aan. Een certificaat dat niet past, telt als een geweigerde verbinding, zodat alle targets er tegelijk uit gaan.',
    },
  },
  good: kongExample(example('\n          https_sni: orders.example.com')),
  bad: {
    ...kongExample(example('')),
    at: ['upstreams[0].healthchecks.active.https_sni'],
  },
});

export const slowSweep = defineRule<
  'kong',
  { upstream: string; sweepS: number; intervalS: number }
>({
  code: 'KB136',
  name: 'slow-sweep',
  severity: 'warning',
  source: 'kong-facts B4, E12',
  appliesTo: 'kong',
  *check({ upstreams }) {
    for (const upstream of upstreams) {
      const { concurrency, timeout, healthy } = upstream.settings.healthchecks.active;
      if (!isProbing(upstream) || timeout >= healthy.interval) continue;
      const rounds = Math.ceil(upstream.targets.length / Math.max(1, concurrency));
      const sweepS = rounds * timeout;
      if (rounds < 2 || sweepS <= healthy.interval) continue;
      yield {
        ...inChecks(upstream, 'active', 'concurrency'),
        values: { upstream: upstream.name, sweepS, intervalS: healthy.interval },
      };
    }
  },
  text: {
    en: {
      title: 'a round of probes takes longer than the interval',
      message: ({ upstream, sweepS, intervalS }, format) =>
        `when its targets hang, a round of probes of ${upstream} takes ${format.number(sweepS, 1)} s, and the interval is ${format.number(intervalS, 1)} s: detection gets slower just then`,
      fix: () => 'raise active.concurrency to the number of targets, or shorten active.timeout',
      why: 'At most `concurrency` probes are out at a time, and the next round waits for this one.',
    },
    nl: {
      title: 'een ronde probes duurt langer dan het interval',
      message: ({ upstream, sweepS, intervalS }, format) =>
        `als de targets van ${upstream} blijven hangen, duurt een ronde probes ${format.number(sweepS, 1)} s, en het interval is ${format.number(intervalS, 1)} s: juist dan wordt de detectie trager`,
      fix: () => 'verhoog active.concurrency tot het aantal targets, of verkort active.timeout',
      why: 'Er zijn hooguit `concurrency` probes tegelijk onderweg, en de volgende ronde wacht op deze.',
    },
  },
  good: kongExample(sweep(10)),
  bad: {
    ...kongExample(sweep(2)),
    at: ['upstreams[0].healthchecks.active.concurrency'],
  },
});

function sweep(concurrency: number): string {
  const targets = Array.from({ length: 8 }, (_, index) => `{ target: "o-${index}:80" }`);
  return `
    upstreams:
      - name: orders
        healthchecks:
          active:
            timeout: 0.8
            concurrency: ${concurrency}
            http_path: /health
            healthy: { interval: 1, successes: 2 }
            unhealthy: { interval: 1, tcp_failures: 2, timeouts: 2, http_failures: 2 }
        targets: [${targets.join(', ')}]
  `;
}
