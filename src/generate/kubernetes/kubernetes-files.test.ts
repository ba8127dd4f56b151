/** The generated objects keep to what the Kong Ingress Controller and the Gateway API take. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';

import {
  exampleGateway,
  exampleService,
  exampleStrategy,
} from '../../../test/support/example-strategy.ts';
import { baselineWeights } from '../../model/baseline-weights.ts';
import type { ServiceStrategy, Strategy } from '../../model/strategy.ts';
import { renderKubernetesFiles } from './kubernetes-files.ts';

interface Found {
  readonly kind: string;
  readonly metadata: { name: string; namespace?: string; annotations?: Record<string, string> };
  readonly spec?: Record<string, unknown>;
  readonly endpoints?: { addresses: string[] }[];
}

interface Rule {
  readonly matches: unknown[];
  readonly backendRefs: { name: string; port: number; weight: number }[];
}

function render(services: readonly ServiceStrategy[]): readonly Found[] {
  const strategy: Strategy = { ...exampleStrategy(services), gateways: [exampleGateway()] };
  return renderKubernetesFiles(strategy).flatMap(({ text }) =>
    parseAllDocuments(text).map((document) => document.toJS() as Found),
  );
}

const targetsOf = (hosts: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(hosts).flatMap(([region, names]) =>
    names.map((host) => ({
      target: `${host}:8080`,
      host,
      port: 8080,
      region,
      capacityRps: null,
    })),
  );

const rulesOf = (objects: readonly Found[]) =>
  objects
    .filter(({ kind, metadata }) => kind === 'HTTPRoute' && !metadata.name.includes('-health'))
    .flatMap(({ spec }) => spec?.['rules'] as Rule[]);

/** What KIC makes of a backendRef: the weight of each endpoint (translate_upstreams.go). */
const targetWeight = (weight: number, endpoints: number) =>
  weight === 0 ? 0 : Math.max(1, Math.floor(weight / endpoints));

test('the addresses of a region are one Service whose weight survives KIC’s division', () => {
  const address = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(address, address, (west, north) => {
      const hosts = {
        'eu-west': Array.from({ length: west }, (_, index) => `10.0.0.${index + 1}`),
        'eu-north': Array.from({ length: north }, (_, index) => `10.1.0.${index + 1}`),
      };
      const service = exampleService({ targets: targetsOf(hosts) });
      const objects = render([service]);
      const [rule] = rulesOf(objects);
      const slices = objects.filter(({ kind }) => kind === 'EndpointSlice');
      const counts = slices.map(({ endpoints }) => endpoints?.length ?? 0);
      expect(counts).toEqual([west, north]);
      const made = (rule?.backendRefs ?? []).flatMap(({ weight }, index) => {
        const count = counts[index] ?? 0;
        expect(targetWeight(weight, count) * count).toBe(weight);
        return Array.from({ length: count }, () => targetWeight(weight, count));
      });
      const wanted = Object.values(baselineWeights(service, 'eu-west')).toSorted((a, b) => b - a);
      for (const [index, weight] of made.toSorted((a, b) => b - a).entries()) {
        expect(Math.abs(weight - (wanted[index] ?? 0))).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 12 },
  );
});

test('a name outside the cluster is an ExternalName with the weight of its target', () => {
  const service = exampleService();
  const objects = render([service]);
  const external = objects.filter(({ spec }) => spec?.['type'] === 'ExternalName');
  expect(external.map(({ spec }) => spec?.['externalName'])).toEqual(
    service.targets.map(({ host }) => host),
  );
  const weights = baselineWeights(service, 'eu-west');
  for (const rule of rulesOf(objects)) {
    expect(rule.backendRefs.map(({ weight }) => weight)).toEqual(
      service.targets.map(({ target }) => weights[target]),
    );
  }
});

test('a Service of the gateway’s own cluster is used as it is, in its namespace', () => {
  const targets = targetsOf({
    'eu-west': ['shop.web.svc'],
    'eu-north': ['shop.web.svc.north.net'],
  });
  const objects = render([exampleService({ targets })]);
  const services = objects.filter(({ kind }) => kind === 'Service');
  expect(services.map(({ metadata, spec }) => [metadata.name, spec?.['type']])).toEqual([
    ['shop', undefined],
    ['productapi-eu-north', 'ExternalName'],
  ]);
  const namespaced = objects.filter(({ kind }) => kind !== 'KongClusterPlugin');
  expect(new Set(namespaced.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['web']));
});

test('every Service of a rule has the same annotations, or KIC leaves the policy out', () => {
  const objects = render([exampleService()]);
  const services = objects.filter(({ kind }) => kind === 'Service');
  const [first] = services;
  for (const { metadata } of services)
    expect(metadata.annotations).toEqual(first?.metadata.annotations);
  expect(first?.metadata.annotations).toMatchObject({
    'konghq.com/upstream-policy': 'productapi-upstream',
    'konghq.com/retries': '3',
    'konghq.com/read-timeout': '1200',
  });
});

test('the policy has whole seconds, which is all that its CRD takes', () => {
  const [policy] = render([exampleService()]).filter(({ kind }) => kind === 'KongUpstreamPolicy');
  expect(policy?.spec).toMatchObject({
    algorithm: 'round-robin',
    healthchecks: { active: { timeout: 1, healthy: { interval: 1 }, unhealthy: { interval: 1 } } },
  });
});

test('hash inputs keep their fallback', () => {
  const algorithm = { kind: 'consistent-hashing', hashOn: { kind: 'header', name: 'x' } } as const;
  const [policy] = render([exampleService({ algorithm })]).filter(
    ({ kind }) => kind === 'KongUpstreamPolicy',
  );
  expect(policy?.spec).toMatchObject({
    hashOn: { header: 'x' },
    hashOnFallback: { input: 'ip' },
    slots: 10_000,
  });
});

test('names are labels, and two services never share one', () => {
  const names = ['productAPI', 'productapi', 'product.api', 'X'.repeat(64)];
  const objects = render(
    names.map((name) =>
      exampleService({
        name,
        upstream: `${name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}-upstream`,
      }),
    ),
  );
  const all = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(new Set(all).size).toBe(all.length);
  for (const { metadata } of objects) {
    expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    expect(metadata.name.length).toBeLessThanOrEqual(63);
  }
});

test('more matches than a rule takes are spread over rules with the same backends', () => {
  const paths = Array.from({ length: 50 }, (_, index) => `/p${index}`);
  const routes = [{ paths, methods: ['GET', 'POST'], hosts: [], stripPath: true }];
  const rules = rulesOf(render([exampleService({ routes })]));
  expect(rules.map(({ matches }) => matches.length)).toEqual([64, 36]);
  expect(rules[1]?.backendRefs).toEqual(rules[0]?.backendRefs);
});

test('DNS can ask each service’s health: its backends and weights, its health path, no log', () => {
  const routes = [{ paths: ['/'], methods: [], hosts: ['shop.example.com'], stripPath: false }];
  const objects = render([exampleService({ routes })]);
  const health = objects.filter(({ metadata }) => metadata.name.startsWith('productapi-health'));
  const [plugin, route, byHost] = health;
  expect(health.map(({ kind }) => kind)).toEqual(['KongPlugin', 'HTTPRoute', 'HTTPRoute']);
  expect(plugin).toMatchObject({
    plugin: 'request-transformer',
    config: { replace: { uri: '/health' } },
  });
  expect(route?.metadata.annotations).toEqual({ 'konghq.com/plugins': 'productapi-health-path' });
  expect(byHost?.spec?.['hostnames']).toEqual(['shop.example.com']);
  const [rule] = (route?.spec?.['rules'] ?? []) as Rule[];
  const [traffic] = rulesOf(objects);
  expect(rule?.backendRefs).toEqual(traffic?.backendRefs);
  expect(rule?.matches).toContainEqual({
    path: { type: 'Exact', value: '/ballast/health/eu-west/productAPI' },
    method: 'HEAD',
  });
});
