/** What each fault of a server, and each limit of gateway and client, does to requests. */

import { describe, expect, test } from 'vitest';

import type { ServerState, World, WorldSpec } from '../../src/simulator/world/contract.ts';
import { createWorld } from '../../src/simulator/world/create-world.ts';
import type { OutcomeCounts } from '../../src/model/observation.ts';
import { healthchecks, targetName } from '../balancer/support.ts';
import { GATEWAY, simpleWorld, UPSTREAM, type SimpleWorld } from './simple-world.ts';

const QUIET: SimpleWorld = {
  targets: 3,
  ratePerSecond: 300,
  serviceTime: { kind: 'lognormal', meanMs: 10, sigma: 0.5 },
  server: { workers: 8, queue: 50 },
  workers: 2,
  oneWayMs: 1,
  deadlineMs: 5_000,
  service: { retries: 2, connectTimeoutMs: 400, readTimeoutMs: 1_000 },
};

interface Result {
  readonly sent: number;
  readonly failed: number;
  readonly shed: number;
  readonly meanMs: number;
  readonly served: readonly number[];
  readonly outcomes: readonly OutcomeCounts[];
}

const FAULT_SECONDS = 20;

/** Runs a while with the fault on the first target, and counts only that. */
function during(fault: Partial<ServerState>, options: Partial<SimpleWorld> = {}): Result {
  const world = createWorld(simpleWorld({ ...QUIET, ...options }));
  world.run(1_000);
  world.setServer(targetName(1), fault);
  return count(world, { fromSecond: 1, seconds: FAULT_SECONDS });
}

function count(world: World, span: { fromSecond: number; seconds: number }): Result {
  const reader = world.createTallyReader();
  reader.read();
  const served = world.spec.servers.map(() => 0);
  const sums = { sent: 0, failed: 0, shed: 0, sumMs: 0, good: 0 };
  world.onSecond(({ second, sent, failed, shed, latency, servedByServer }) => {
    if (second < span.fromSecond || second >= span.fromSecond + span.seconds) return;
    sums.sent += sent;
    sums.failed += failed;
    sums.shed += shed;
    sums.sumMs += latency.sumMs;
    sums.good += latency.count;
    for (const [index, answers] of servedByServer.entries())
      served[index] = (served[index] ?? 0) + answers;
  });
  world.run((span.fromSecond + span.seconds) * 1_000);
  const outcomes = reader.read().targets.map((target) => target.outcomes);
  world.run(world.nowMs + 10_000);
  return { ...sums, meanMs: sums.sumMs / sums.good, served, outcomes };
}

describe('a target that', () => {
  test('is well costs nothing: every request is answered', () => {
    const { sent, failed, meanMs, outcomes } = during({});
    expect(sent).toBeGreaterThan(5_500);
    expect(failed).toBe(0);
    expect(Math.abs(meanMs - 12)).toBeLessThan(0.3);
    expect(sum(outcomes, 'errors', 'timeouts', 'connectFailures', 'aborted')).toBe(0);
  });

  test('refuses is tried in vain, and another one answers', () => {
    const { failed, outcomes, served, sent } = during({ reachability: 'refuse' });
    // Round-robin may come back to it in the same request (facts 84).
    expect(failed / sent).toBeLessThan(0.002);
    expect(outcomes[0]?.connectFailures).toBeGreaterThan(1_500);
    expect(outcomes[0]?.ok).toBe(0);
    expect(served[0]).toBe(0);
  });

  test('refuses loses requests where the gateway may not try again', () => {
    const { failed, sent } = during({ reachability: 'refuse' }, { service: { retries: 0 } });
    expect(failed / sent).toBeCloseTo(1 / 3, 1);
  });

  test('swallows requests holds each for the read time-out', () => {
    const { failed, outcomes, meanMs, sent } = during({ reachability: 'black-hole' });
    // After a second the pointer stands anywhere, so three tries in a row meet it as if at random.
    expect(failed / sent).toBeCloseTo((1 / 3) ** 3, 2);
    const timeouts = outcomes[0]?.timeouts ?? 0;
    expect(timeouts / sent).toBeGreaterThan(0.4);
    expect(timeouts / sent).toBeLessThan(1 / 3 + 1 / 9 + 1 / 27);
    expect(meanMs).toBeGreaterThan(0.3 * 1_000);
  });

  test('cannot be reached holds each for the connect time-out', () => {
    const { meanMs, failed, sent } = during({ reachability: 'unreachable' });
    expect(failed / sent).toBeCloseTo((1 / 3) ** 3, 2);
    expect(meanMs).toBeGreaterThan(0.35 * 400);
    expect(meanMs).toBeLessThan(0.5 * 400);
  });

  test('swallows requests fails them with 504 when no tries are left', () => {
    const service = { ...QUIET.service, retries: 0 };
    const { failed, sent, outcomes } = during({ reachability: 'black-hole' }, { service });
    expect(failed / sent).toBeCloseTo(1 / 3, 1);
    expect(outcomes[0]?.timeouts).toBeGreaterThan(0);
  });

  test('answers errors fails that part: an answer is never tried again', () => {
    const { failed, sent, outcomes } = during({ errorRatio: 0.3 });
    expect(failed / sent).toBeCloseTo(0.1, 1);
    // But for those under way at the beginning and the end.
    expect(Math.abs(sum(outcomes, 'errors') - failed)).toBeLessThan(5);
  });

  test('is slow takes that much longer', () => {
    const { meanMs, failed } = during({ slowFactor: 4 });
    expect(failed).toBe(0);
    // A third of the requests takes 40 ms instead of 10.
    expect(Math.abs(meanMs - 22)).toBeLessThan(0.8);
  });

  test('has lost capacity answers as fast as before while its queue is short', () => {
    const { meanMs } = during({ capacityRatio: 0.45 }, { ratePerSecond: 100 });
    expect(meanMs).toBeLessThan(13);
  });

  test('has too little capacity serves that much, and refuses the rest with 503', () => {
    const seconds = FAULT_SECONDS;
    const { served, outcomes } = during(
      { capacityRatio: 0.05 },
      { service: { readTimeoutMs: 4_000 } },
    );
    // 8 workers × 0.05 ÷ 10 ms = 40 a second.
    expect((served[0] ?? 0) / seconds).toBeGreaterThan(37);
    expect((served[0] ?? 0) / seconds).toBeLessThan(43);
    expect((outcomes[0]?.overload ?? 0) / seconds).toBeGreaterThan(50);
  });

  test('is cold is slow at first and then as fast as ever', () => {
    const world = createWorld(simpleWorld(QUIET));
    world.run(1_000);
    world.setServer(targetName(1), { cold: { factor: 6, tauMs: 2_000 } });
    const means: number[] = [];
    world.onSecond(({ latency }) => means.push(latency.sumMs / latency.count));
    world.run(21_000);
    const [, first = 0] = means;
    expect(first).toBeGreaterThan(20);
    expect(means.at(-1)).toBeLessThan(13);
  });
});

test('what a reset server was doing is lost, and done again elsewhere', () => {
  const world = createWorld(
    simpleWorld({ ...QUIET, ratePerSecond: 1_000, settings: { algorithm: 'least-connections' } }),
  );
  let failed = 0;
  world.onSecond((second) => {
    failed += second.failed;
  });
  for (let number = 0; number < 50; number += 1) {
    world.run(world.nowMs + 100);
    world.setServer(targetName(1), { reachability: number % 2 === 0 ? 'refuse' : 'up' });
  }
  world.run(world.nowMs + 10_000);
  expect(failed).toBe(0);
  expect(world.serverLoad(targetName(1)).busyMs).toBeGreaterThan(0);
});

test('when the clients leave, nothing of them is left at the gateway', () => {
  const options = { ...QUIET, deadlineMs: 300, service: { readTimeoutMs: 1_000 } };
  const world = createWorld(simpleWorld(options));
  for (const { name } of world.spec.servers) world.setServer(name, { reachability: 'black-hole' });
  const { sent, failed, outcomes } = count(world, { fromSecond: 0, seconds: 10 });
  expect(failed).toBe(sent);
  // Earlier than the service's own time-out: counts for nothing.
  expect(sum(outcomes, 'aborted')).toBeGreaterThan(2_500);
  world.setRateFactor(0);
  world.run(world.nowMs + 2_000);
  expect(world.inFlight).toBe(0);
});

test('a client tries again after a failure, as one request', () => {
  const errors = { errorRatio: 0.5 };
  const once = during(errors);
  const again = during(errors, { clientRetries: 2 });
  expect(again.sent).toBe(once.sent);
  expect(again.failed).toBeLessThan(0.2 * once.failed);
});

test('a queue of impatient clients keeps a server busy for nobody', () => {
  const options: SimpleWorld = { ...QUIET, targets: 1, ratePerSecond: 1_600, deadlineMs: 200 };
  const world = createWorld(simpleWorld({ ...options, server: { workers: 8, queue: 400 } }));
  const { sent, failed } = count(world, { fromSecond: 2, seconds: 20 });
  // 800 a second could be served; the queue of half a second is longer than anybody waits.
  expect((sent - failed) / sent).toBeLessThan(0.1);
});

describe('health checks', () => {
  const checks = healthchecks({ interval: 1, activeLimit: 2, passive: { tcp: 2 } });
  const health = (world: World) => {
    const place = { gateway: GATEWAY, node: 0, upstream: UPSTREAM };
    return world
      .model(place)
      .targetHealth()
      .map((target) => target.health);
  };

  test('a refusing target is taken out by the second refusal, and comes back by probes', () => {
    const world = createWorld(simpleWorld({ ...QUIET, settings: { healthchecks: checks } }));
    world.run(10_000);
    const reader = world.createTallyReader();
    reader.read();
    world.setServer(targetName(1), { reachability: 'refuse' });
    world.run(15_000);
    expect(health(world)).toEqual(['UNHEALTHY', 'HEALTHY', 'HEALTHY']);
    expect(reader.read().targets[0]?.outcomes.connectFailures).toBeLessThanOrEqual(5);
    world.setServer(targetName(1), { reachability: 'up' });
    world.run(18_500);
    expect(health(world)).toEqual(['HEALTHY', 'HEALTHY', 'HEALTHY']);
  });

  test('a write restarts the probe clock: written each second, nothing is ever probed', () => {
    const active = healthchecks({ interval: 2, activeLimit: 1 });
    const spec: WorldSpec = {
      ...simpleWorld({ ...QUIET, settings: { healthchecks: active } }),
      sources: [],
    };
    const world = createWorld(spec);
    world.setServer(targetName(1), { reachability: 'refuse' });
    const targets = [1, 2, 3].map((number) => ({ target: targetName(number), weight: 100 }));
    for (let second = 1; second <= 20; second += 1) {
      world.run(second * 1_000);
      world.rebuild({ gateway: GATEWAY, node: 0, upstream: UPSTREAM }, { targets });
    }
    expect(health(world)).toEqual(['HEALTHY', 'HEALTHY', 'HEALTHY']);
    world.run(24_000);
    expect(health(world)).toEqual(['UNHEALTHY', 'HEALTHY', 'HEALTHY']);
  });

  test('a lying /health keeps a dead target in, and a good one out', () => {
    const world = createWorld(
      simpleWorld({ ...QUIET, settings: { healthchecks: healthchecks({ interval: 1 }) } }),
    );
    world.setServer(targetName(1), { reachability: 'refuse', health: 'up' });
    world.setServer(targetName(2), { health: 'down' });
    world.run(5_000);
    expect(health(world)).toEqual(['HEALTHY', 'UNHEALTHY', 'HEALTHY']);
  });
});

test('a weight written on one node is in force there and nowhere else', () => {
  const world = createWorld(simpleWorld({ ...QUIET, nodes: 2 }));
  const targets = [0, 100, 100].map((weight, index) => ({ target: targetName(index + 1), weight }));
  world.run(1_000);
  world.rebuild({ gateway: GATEWAY, node: 0, upstream: UPSTREAM }, { targets });
  const { served, sent } = count(world, { fromSecond: 2, seconds: 20 });
  // A third of what the other node gets.
  expect((served[0] ?? 0) / sent).toBeCloseTo(1 / 6, 1);
});

function sum(outcomes: readonly OutcomeCounts[], ...kinds: (keyof OutcomeCounts)[]): number {
  return outcomes.reduce((total, counts) => {
    return total + kinds.reduce((part, kind) => part + counts[kind], 0);
  }, 0);
}
