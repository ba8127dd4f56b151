import { expect, test } from 'vitest';
import { runInput, scenarioFixture } from '../../../test/support/scenario-fixture.ts';
import { seededRandom } from '../../lib/random.ts';
import { placesOf } from '../contestants/places.ts';
import { worldSpecOf } from '../contestants/world-spec.ts';
import type { TelemetryLink } from '../contract.ts';
import { createWorld } from '../world/create-world.ts';
import { createLogFeed } from './log-feed.ts';
import { OBSERVER_WELL, type ObserverState } from './observer-state.ts';

const LINK: TelemetryLink = { delayMs: 0, lossRatio: 0, duplicateRatio: 0, hasUtilisation: false };

function setUp(link: Partial<TelemetryLink> = {}, observer: Partial<ObserverState> = {}) {
  const input = runInput('generated', scenarioFixture());
  const { strategy } = input;
  const world = createWorld(worldSpecOf(input));
  const feed = createLogFeed({
    world,
    services: strategy.services,
    places: strategy.gateways.map((gateway) => placesOf('generated', { strategy, gateway })),
    link: { ...LINK, ...link },
    observer: () => ({ ...OBSERVER_WELL, ...observer }),
    random: seededRandom(4),
  });
  const [service] = strategy.services;
  if (service === undefined) throw new Error('a service is needed');
  const take = () => {
    const news = feed.take(service);
    const targets = service.targets.map(({ target }) => news.targetOf(target));
    const ok = targets.reduce((sum, { outcomes }) => sum + outcomes.ok, 0);
    const inFlight = targets.reduce((sum, target) => sum + target.inFlight, 0);
    return { total: news.requests.total, ok, inFlight, arrivedAtMs: news.arrivedAtMs };
  };
  return { world, feed, take };
}

test('each outcome is in exactly one reading', () => {
  const { world, take } = setUp();
  let total = 0;
  let ok = 0;
  for (let second = 1; second <= 20; second += 1) {
    world.run(second * 1_000);
    const news = take();
    total += news.total;
    ok += news.ok;
  }
  expect(total).toBe(ok);
  expect(total).toBeGreaterThan(1_800);
  expect(total).toBeLessThan(2_200);
  expect(take().total).toBe(0);
});

test('the in-flight estimate is rate × time at the target', () => {
  const { world, take } = setUp();
  world.run(20_000);
  // 100 requests/s × 13.6 ms of work and the way there.
  expect(take().inFlight).toBeGreaterThan(1.1);
  expect(take().inFlight).toBeLessThan(1.8);
});

test('entries are late by the delay of the link and of a fault together', () => {
  const { world, take } = setUp({ delayMs: 2_000 }, { extraDelayMs: 3_000 });
  world.run(5_000);
  expect(take()).toMatchObject({ total: 0, arrivedAtMs: null });
  world.run(10_000);
  expect(take().total).toBeGreaterThan(400);
  expect(take().arrivedAtMs).toBeGreaterThan(9_800);
});

test('what is lost never comes; what is repeated counts again', () => {
  const counted = (link: Partial<TelemetryLink>) => {
    const { world, take } = setUp(link);
    world.run(20_000);
    return take();
  };
  const all = counted({});
  const half = counted({ lossRatio: 0.5 });
  const more = counted({ duplicateRatio: 0.5 });
  expect(half.total / all.total).toBeCloseTo(0.5, 1);
  expect(half.ok / all.ok).toBeCloseTo(0.5, 1);
  expect(more.ok / all.ok).toBeCloseTo(1.5, 1);
});

test('nothing arrives while telemetry is lost', () => {
  const { world, take } = setUp({}, { isLost: true });
  world.run(5_000);
  expect(take()).toMatchObject({ total: 0, ok: 0, arrivedAtMs: null });
});
