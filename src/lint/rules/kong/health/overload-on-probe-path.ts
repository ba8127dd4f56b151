/** 404 and 429 on the health path take a target out. */

import type { Path } from '../../../../lib/path.ts';
import { defineRule } from '../../../define-rule.ts';
import type { KongInput } from '../../../inputs/kong.ts';
import { isRecord } from '../../../inputs/kong.ts';
import { kongExample } from '../../example.ts';
import { inChecks, isHttp, isProbing } from './checks.ts';

interface Found {
  readonly file: string;
  readonly path: Path;
  readonly statuses: readonly number[];
}

const example = (statuses: string) => `
  upstreams:
    - name: orders
      healthchecks:
        active:
          http_path: /health
          healthy: { interval: 2, successes: 2 }
          unhealthy:
            interval: 2
            http_statuses: ${statuses}
            tcp_failures: 2
            timeouts: 2
            http_failures: 2
      targets: [{ target: "orders-1:8080" }]
`;

export const overloadOnProbePath = defineRule<'kong', { statuses: readonly number[] }>({
  code: 'KB126',
  name: 'overload-on-probe-path',
  severity: 'info',
  source: 'kong-facts B1, E8; recordings 1',
  appliesTo: 'kong',
  *check(input) {
    for (const { statuses, ...place } of [...ofUpstreams(input), ...ofInventedPlugins(input)]) {
      const doubtful = statuses.filter((status) => status === 404 || status === 429);
      if (!doubtful.includes(429)) continue;
      yield { ...place, values: { statuses: doubtful } };
    }
  },
  text: {
    en: {
      title: '404 and 429 on the health path mark a target down',
      message: ({ statuses }) =>
        `${statuses.toSorted((a, b) => a - b).join(' and ')} answered on the probe path mark the target down; both 404 and 429 are in Kong's default active list`,
      fix: () =>
        'leave 429 out, unless the health path is exempt from rate limits; keep 404 only if the path exists on every version that is deployed',
      why: 'A rate limit that also covers the health path takes healthy targets out, the rest gets more traffic and follows. A release without the health path goes out as a whole.',
    },
    nl: {
      title: 'een 404 of 429 op het health-pad haalt een target eruit',
      message: ({ statuses }) =>
        `${statuses.toSorted((a, b) => a - b).join(' en ')} als antwoord op het probe-pad verklaart het target ongezond; 404 en 429 staan allebei in Kongs standaardlijst voor actieve checks`,
      fix: () =>
        'laat 429 weg, tenzij het health-pad buiten de rate limits valt; houd 404 alleen als elke uitgerolde versie het pad heeft',
      why: 'Een rate limit die ook het health-pad raakt, haalt gezonde targets eruit; de rest krijgt meer verkeer en volgt. Een release zonder het health-pad gaat er in zijn geheel uit.',
    },
  },
  good: kongExample(example('[404, 500, 502, 503, 504]')),
  bad: {
    ...kongExample(example('[429, 404, 500]')),
    at: ['upstreams[0].healthchecks.active.unhealthy.http_statuses'],
  },
});

function ofUpstreams({ upstreams }: KongInput): Found[] {
  return upstreams
    .filter((upstream) => isHttp(upstream) && isProbing(upstream))
    .map((upstream) => ({
      ...inChecks(upstream, 'active', 'unhealthy', 'http_statuses'),
      statuses: upstream.settings.healthchecks.active.unhealthy.http_statuses,
    }));
}

/** Checks that someone wrote as a plugin: what they meant is wrong as well. */
function ofInventedPlugins({ plugins }: KongInput): Found[] {
  return plugins
    .filter(({ name }) => /health-?check/.test(name))
    .flatMap(({ file, path, config }) =>
      statusLists(config, [...path, 'config']).map((found) => ({ file, ...found })),
    );
}

function statusLists(value: unknown, path: Path): { path: Path; statuses: number[] }[] {
  if (!isRecord(value) || path.length > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, key];
    if (key !== 'http_statuses' || !Array.isArray(child)) return statusLists(child, here);
    if (path.at(-1) === 'healthy' || path.includes('passive')) return [];
    return [{ path: here, statuses: child.filter((status) => typeof status === 'number') }];
  });
}

const MAX_DEPTH = 12;
