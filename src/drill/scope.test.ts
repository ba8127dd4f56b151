import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mergeForDbless, renderKongConfig } from '../generate/kong-config.ts';
import type { DeclarativeUpstream, KongDeclarative } from '../model/kong-declarative.ts';
import type { Drill } from '../model/drill.ts';
import type { Gateway, ServiceStrategy, Strategy } from '../model/strategy.ts';
import { parseStrategy } from '../strategy/index.ts';
import { drillOf } from '../../test/drill/support/fake-world.ts';
import { kongPlacesOf, placesOf, refusedWrites, terminatedServices } from './scope.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);
const files = [
  'demo.yaml',
  ...readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'drill-report')
    .map(({ name }) => `${name}/ballast.yaml`),
];

function strategyIn(file: string): Strategy {
  const { strategy } = parseStrategy(readFileSync(new URL(file, EXAMPLES), 'utf8'));
  if (strategy === null) throw new Error(`${file} is valid`);
  return strategy;
}

function drillIn(scope: Partial<Drill['scope']>, fault?: Drill['fault']): Drill {
  const drill = drillOf(`version: 1
name: d
title: t
hypothesis: h
scope: { region: r }
fault: { kind: health-mark }
duration: 1m
`);
  const whole = { region: null, targets: null, services: null, shareRatio: 1 };
  return { ...drill, fault: fault ?? drill.fault, scope: { ...whole, ...scope } };
}

/**
 * Every upstream that a request of the service can come to: from the service that clients reach through
 * whatever stands behind the gateway's own loopback addresses, as Kong finds its way.
 */
function reachable(config: KongDeclarative, service: ServiceStrategy): DeclarativeUpstream[] {
  const upstreams = config.upstreams ?? [];
  const services = config.services ?? [];
  const found = new Map<string, DeclarativeUpstream>();
  const visit = (host: string | undefined) => {
    const upstream = upstreams.find(({ name }) => name === host);
    if (upstream === undefined || found.has(upstream.name)) return;
    found.set(upstream.name, upstream);
    for (const { target } of upstream.targets) {
      const address = target.replace(/:\d+$/, '');
      const behind = services.filter(
        ({ name, routes }) =>
          name.startsWith(service.upstream) &&
          routes.some(({ hosts = [] }) => hosts.includes(address)),
      );
      for (const one of behind) visit(one.host);
    }
  };
  visit(services.find(({ name }) => name === service.name)?.host);
  return [...found.values()];
}

/** What a mark has to reach for no way to lead to the targets any more. */
function expectedMarks(strategy: Strategy, gateway: Gateway, hit: ReadonlySet<string>) {
  const config = mergeForDbless(renderKongConfig(strategy, gateway));
  return strategy.services.flatMap((service) =>
    reachable(config, service).flatMap(({ name: upstream, targets, healthchecks }) => {
      const marked = targets.map(({ target }) => target).filter((target) => hit.has(target));
      if (marked.length === 0) return [];
      // Kong takes no mark where nothing is checked (kong-recordings 25).
      expect(healthchecks.active.unhealthy.interval).toBeGreaterThan(0);
      return [{ gateway: gateway.name, service: service.name, upstream, targets: marked }];
    }),
  );
}

describe.each(files)('%s', (file) => {
  const strategy = strategyIn(file);
  const scopes = [
    ...strategy.regions.map(({ name }) => [name, { region: name }] as const),
    ...strategy.services
      .flatMap(({ targets }) => targets.slice(0, 1))
      .map(({ target }) => [target, { targets: [target] }] as const),
  ];

  test.each(scopes)('a mark of %s closes every way that Kong has to it', (_, scope) => {
    const places = placesOf(drillIn(scope), strategy);
    const hit = new Set(places.flatMap(({ targets }) => targets.map(({ target }) => target)));
    const marks = kongPlacesOf(places, strategy);
    const expected = strategy.gateways.flatMap((one) => expectedMarks(strategy, one, hit));
    expect(sorted(marks)).toEqual(sorted(expected));
    expect(marks.length).toBeGreaterThan(0);
  });

  test('a plugin is added to services that Kong has', () => {
    const fault = { kind: 'request-termination', status: 503, trigger: null } as const;
    const scopes = [{}, ...strategy.regions.map(({ name: region }) => ({ region }))];
    for (const gateway of strategy.gateways) {
      const config = mergeForDbless(renderKongConfig(strategy, gateway));
      const known = config.services?.map(({ name }) => name) ?? [];
      for (const scope of scopes) {
        const asked = terminatedServices(drillIn(scope, fault), strategy)
          .filter((one) => one.gateway === gateway.name)
          .map(({ service }) => service);
        expect(known).toEqual(expect.arrayContaining(asked));
      }
    }
  });
});

test('writes that only one region takes are marked too, and told as refused', () => {
  const strategy = strategyIn('three-regions/ballast.yaml');
  const at = (region: string) => placesOf(drillIn({ region }), strategy);
  const upstreams = kongPlacesOf(at('amsterdam'), strategy).map(({ upstream }) => upstream);
  expect(upstreams.filter((one) => one.endsWith('.writes'))).toHaveLength(3);
  expect(refusedWrites(at('amsterdam'))).toEqual(['ledgerAPI']);
  expect(refusedWrites(at('frankfurt'))).toEqual([]);
});

function sorted<T extends { readonly gateway: string; readonly upstream: string }>(
  all: T[] | readonly T[],
) {
  return all.map((one) => JSON.stringify(one)).toSorted((a, b) => (a < b ? -1 : 1));
}
