import { describe, expect, test } from 'vitest';
import { runInput, scenarioFixture } from '../../../test/support/scenario-fixture.ts';
import { strategyFixture } from '../../../test/support/strategy-fixture.ts';
import { renderKongConfig } from '../../generate/kong-config.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { ContestantName } from '../contract.ts';
import { kongSetupOf } from './kong-setup.ts';
import { placesOf } from './places.ts';
import { worldSpecOf } from './world-spec.ts';

function gatewayOf(strategy: Strategy) {
  const [gateway] = strategy.gateways;
  if (gateway === undefined) throw new Error('a gateway is needed');
  return gateway;
}

const STRATEGY = strategyFixture({ capacityRps: 290 });
const PLACE = { strategy: STRATEGY, gateway: gatewayOf(STRATEGY) };

describe('how Kong is configured', () => {
  const TABLE: readonly [
    ContestantName,
    retries: number,
    readTimeoutMs: number,
    weights: number[],
  ][] = [
    ['folklore', 5, 60_000, [100, 100, 100, 1, 1, 1]],
    ['kong-default', 5, 60_000, [100, 100, 100, 1, 1, 1]],
    ['kong-tuned', 2, 2_000, [1_000, 1_000, 1_000, 1, 1, 1]],
    ['kong-tuned-least-connections', 2, 2_000, [1_000, 1_000, 1_000, 1, 1, 1]],
    ['generated', 2, 2_000, [3_300, 3_300, 3_300, 34, 33, 33]],
    ['ballast', 2, 2_000, [3_300, 3_300, 3_300, 34, 33, 33]],
  ];

  test.each(TABLE)('%s', (contestant, retries, readTimeoutMs, weights) => {
    const { services, upstreams } = kongSetupOf(contestant, PLACE);
    const own = services.find(({ name }) => name === 'productAPI');
    expect(own).toMatchObject({ retries, readTimeoutMs });
    expect(upstreams[0]?.targets.map(({ weight }) => weight).toSorted((a, b) => b - a)).toEqual(
      weights,
    );
  });

  test('what is simulated is what is generated', () => {
    const [upstream] = renderKongConfig(STRATEGY, PLACE.gateway).upstreams.upstreams ?? [];
    const [simulated] = kongSetupOf('generated', PLACE).upstreams;
    expect(simulated?.settings).toMatchObject({
      name: upstream?.name,
      algorithm: upstream?.algorithm,
      healthchecks: upstream?.healthchecks,
    });
  });

  test('without checks nothing is ever marked', () => {
    const { healthchecks } = kongSetupOf('kong-default', PLACE).upstreams[0]?.settings ?? {};
    expect(healthchecks?.active.unhealthy.interval).toBe(0);
    expect(healthchecks?.passive.unhealthy.http_failures).toBe(0);
  });
});

test('in two levels the outer targets lead to the inner services, the shed target nowhere', () => {
  const strategy: Strategy = {
    ...strategyFixture({ capacityRps: 290, loopbackUrl: 'http://127.0.0.1:8000' }),
    layout: 'two-level',
  };
  const gateway = gatewayOf(strategy);
  const places = placesOf('ballast', { strategy, gateway });
  const setup = kongSetupOf('ballast', { strategy, gateway });
  const names = new Set(setup.services.map(({ name }) => name));
  const kinds = new Set<string>();
  const inner: string[] = [];
  for (const { settings, targets } of setup.upstreams) {
    for (const { target } of targets) {
      const place = places.get(settings.name)?.resolve(target);
      kinds.add(place?.kind ?? 'none');
      if (place?.kind === 'service') inner.push(place.service);
    }
  }
  expect(inner.filter((name) => !names.has(name))).toEqual([]);
  expect([...kinds].toSorted()).toEqual(['server', 'service', 'shed']);
  const homes = [...places.values()].flatMap(({ homeTargets }) => homeTargets);
  expect(homes.toSorted()).toEqual(
    strategy.services[0]?.targets.map(({ target }) => target).toSorted(),
  );
});

describe('servers, ways and traffic', () => {
  test('sizes repeat within each region, and a load is of what the first choice can serve', () => {
    const base = scenarioFixture();
    const scenario = scenarioFixture({
      servers: { ...base.servers, sizes: [1, 2] },
      traffic: { ...base.traffic, level: { load: 0.5 } },
    });
    const spec = worldSpecOf(runInput('ballast', scenario));
    expect(spec.servers.map(({ size }) => size)).toEqual([1, 2, 1, 1, 2, 1]);
    // 4 sizes × 4 workers at 13.6 ms each, half of it.
    expect(spec.sources[0]?.ratePerSecond).toBeCloseTo((0.5 * 16 * 1_000) / 13.6);
  });

  test('ways take the strategy’s time, else the scenario’s', () => {
    const spec = worldSpecOf(runInput('ballast', scenarioFixture()));
    expect(spec.oneWayMs('eu-west', 'eu-west')).toBe(0.1);
    expect(spec.oneWayMs('eu-west', 'eu-north')).toBe(10);
  });
});

test.each([
  ['what the scenario says comes first', { rps: 200 }, 200],
  ['else what the strategy expects', { rps: 200, isDefault: true as const }, 60],
])('traffic: %s', (_name, level, rps) => {
  const services = STRATEGY.services.map((service) => ({
    ...service,
    load: { peakRps: 90, usualRps: 60 },
  }));
  const { traffic } = scenarioFixture();
  const scenario = scenarioFixture({ traffic: { ...traffic, level } });
  const { sources } = worldSpecOf({
    ...runInput('ballast', scenario),
    strategy: { ...STRATEGY, services },
  });
  expect(sources.reduce((sum, source) => sum + source.ratePerSecond, 0)).toBe(rps);
});
