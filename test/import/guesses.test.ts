/** Signs of regions and standbys, one by one. */

import { describe, expect, test } from 'vitest';
import { importKong } from '../../src/import/import-kong.ts';

interface TargetText {
  readonly target: string;
  readonly weight?: number;
  readonly tags?: readonly string[];
  readonly failover?: boolean;
}

function importTargets(
  targets: readonly TargetText[],
  upstream: object = {},
  plugins: readonly object[] = [],
) {
  const result = importKong([
    {
      source: 'kong.yaml',
      content: {
        services: [{ name: 'shop', host: 'shop', routes: [{ name: 'r', paths: ['/'] }], plugins }],
        upstreams: [{ name: 'shop', targets, ...upstream }],
      },
    },
  ]);
  const shop = result.strategy.services['shop'];
  const codes = new Set(result.guesses.map(({ code }) => code));
  return { ...result, shop, codes };
}

const TWO = ['a.example:80', 'b.example:80'] as const;

test.each<
  [claim: string, targets: readonly TargetText[], regions: readonly string[], code: string]
>([
  [
    'tags',
    [
      { target: TWO[0], tags: ['region:west'] },
      { target: TWO[1], tags: ['region:north'] },
    ],
    ['north', 'west'],
    'region-from-tag',
  ],
  [
    'regions of clouds in host names',
    [
      { target: 'shop.eu-west-1.aws:80', weight: 99 },
      { target: 'shop.us-east-1b.aws:80', weight: 1 },
    ],
    ['eu-west-1', 'us-east-1'],
    'region-from-host',
  ],
  [
    'regions of Azure',
    [
      { target: 'shop-westeurope.x:80', weight: 9 },
      { target: 'shop-northeurope.x:80', weight: 1 },
    ],
    ['westeurope', 'northeurope'],
    'region-from-host',
  ],
  [
    'roles in host names',
    [{ target: 'shop-secondary:80' }, { target: 'shop-primary:80', weight: 900 }],
    ['primary', 'secondary'],
    'region-from-role',
  ],
  [
    'the failover flag of Kong Enterprise',
    [{ target: TWO[0] }, { target: TWO[1], failover: true, weight: 1 }],
    ['primary', 'standby'],
    'region-from-failover-flag',
  ],
  [
    'weights that are far apart',
    [
      { target: '10.0.0.1:80', weight: 100 },
      { target: '10.1.0.1:80', weight: 1 },
    ],
    ['primary', 'standby'],
    'region-from-weight',
  ],
  ['nothing', [{ target: TWO[0] }, { target: TWO[1] }], ['main'], 'region-unknown'],
])('regions are told by %s', (_claim, targets, regions, code) => {
  const { strategy, codes } = importTargets(targets);
  expect(Object.keys(strategy.regions)).toEqual(regions);
  expect(codes).toContain(code);
});

describe('weights', () => {
  const at = (west: number, north: number) => [
    { target: 'a.eu-west:80', weight: west },
    { target: 'a.eu-north:80', weight: north },
  ];

  test.each([
    [100, 1, '1%'],
    [1_000, 1, '0.1%'],
    [99, 1, '1%'],
    [90, 10, '10%'],
    [70, 30, '30%'],
  ])('%i : %i is a standby share of %s', (west, north, share) => {
    const { shop } = importTargets(at(west, north));
    expect(shop?.failover).toEqual({ mode: 'active-passive', standbyShare: share });
  });

  test('equal weights mean that all regions serve', () => {
    expect(importTargets(at(100, 100)).shop?.failover).toEqual({ mode: 'active-active' });
  });

  test('weight 0 is a standby that nobody proves: the smallest share, to be checked', () => {
    const { shop, guesses } = importTargets(at(100, 0));
    expect(shop?.failover).toEqual({ mode: 'active-passive', standbyShare: '0.01%' });
    expect(guesses).toContainEqual(
      expect.objectContaining({ code: 'standby-without-weight', weight: 'check' }),
    );
  });

  test('unequal hosts of one region have capacities in the same ratio, which limit nothing', () => {
    const { shop, codes } = importTargets([
      { target: 'a.eu-west:80', weight: 200 },
      { target: 'b.eu-west:80', weight: 100 },
    ]);
    const hosts = shop?.targets['eu-west']?.hosts ?? [];
    const rates = hosts.map((one) =>
      typeof one === 'string' ? 0 : Number.parseFloat(one.capacity),
    );
    expect((rates[0] ?? 0) / (rates[1] ?? 1)).toBeCloseTo(2, 5);
    expect(Math.min(...rates)).toBeGreaterThan(50_000);
    expect(codes).toContain('sizes-from-weight');
  });
});

test('checks that are off give a path to be checked, and default intervals', () => {
  const { shop, guesses } = importTargets([{ target: TWO[0] }], {
    healthchecks: { active: { timeout: 5, healthy: { interval: 0 } } },
  });
  expect(shop?.health).toEqual({ path: '/health' });
  expect(guesses).toContainEqual(expect.objectContaining({ code: 'health-path', weight: 'check' }));
});

test('times that somebody chose are kept, with a deadline that holds them all', () => {
  const { strategy } = importKong([
    {
      source: 'k',
      content: {
        services: [
          {
            name: 'slow',
            url: 'https://slow.example:8443/api/',
            retries: 2,
            read_timeout: 4_000,
            connect_timeout: 250,
            write_timeout: 4_000,
          },
        ],
      },
    },
  ]);
  expect(strategy.services['slow']).toMatchObject({
    path: '/api',
    protocol: 'https',
    targets: { main: { hosts: ['slow.example:8443'] } },
    client: { deadline: '12s' },
    protect: { retries: 2, timeout: '4s', connectTimeout: '250ms' },
  });
});

test('nothing that says something disappears unsaid', () => {
  const { losses } = importKong([
    {
      source: 'k',
      content: {
        consumers: [{ username: 'a' }],
        services: [
          { name: 'tcp', protocol: 'tcp', host: 'x', port: 9 },
          {
            name: 'shop',
            host: 'shop.example',
            client_certificate: { id: 'c' },
            routes: [
              { name: 'r', paths: ['/a b'], headers: { 'x-secret': ['hush'] }, snis: ['s'] },
              { name: 'q', paths: ['/q'], preserve_host: true, protocols: ['https'] },
            ],
          },
        ],
        plugins: [
          { name: 'cors', config: {} },
          { name: 'acl', consumer: 'a' },
        ],
      },
    },
  ]);
  expect(losses.map(({ code, place }) => `${code} ${place}`).toSorted()).toEqual([
    'entity consumers',
    'field services/shop',
    'field services/shop/routes/q',
    'field services/shop/routes/q',
    'field services/shop/routes/r',
    'field services/shop/routes/r',
    'plugin plugins/acl',
    'plugin plugins/cors',
    'route-empty services/shop/routes/r',
    'route-name services/shop/routes/q',
    'route-value services/shop/routes/r',
    'service-protocol services/tcp',
  ]);
  expect(JSON.stringify(losses)).not.toContain('hush');
});

test.each([' ', 'http://a:0', 'ftp://a', 'http://u:p@a', 'http://127.999.0.1:1'])(
  'a log endpoint that no strategy may name (%j) is left out and told',
  (endpoint) => {
    const tags = ['ballast-base'];
    const log = { name: 'http-log', tags, config: { http_endpoint: endpoint } };
    const { strategy, codes } = importTargets([{ target: TWO[0] }], {}, [log]);
    expect(strategy.telemetry).toEqual({ logs: { listen: '127.0.0.1:9911' } });
    expect(codes).toContain('log-listener');
  },
);
