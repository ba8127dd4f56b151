/** What keeps a health mark over writes, and how passive checks count: the recorded steps. */

import { describe, expect, test } from 'vitest';

import type { UpstreamModel } from '../../src/balancer/contract.ts';
import { createUpstreamModel } from '../../src/balancer/upstream-model.ts';
import { seededRandom } from '../../src/lib/random.ts';
import type { KongHealthchecks, KongTargetSettings } from '../../src/model/kong.ts';
import { createProbeWorld } from './probe-world.ts';
import {
  MARKS_ONLY,
  createModel,
  healthByTarget,
  healthchecks,
  readRecording,
  sendSequentially,
  targetName,
  upstreamSettings,
} from './support.ts';

interface Step {
  step: string;
  waited_ms: number;
  health: Record<string, string>;
}

type Targets = KongTargetSettings[];
type Write = (model: UpstreamModel, targets: Targets, nowMs: number) => Targets;

/** What the recorded steps do; a step that is not named only waits. */
const WRITES: [RegExp, Write][] = [
  [/^PUT 90.1 unhealthy|^PUT unhealthy/, mark(false)],
  [/^PUT healthy/, mark(true)],
  [/^PATCH weight of the unhealthy 9081 to 50|weight of 9031 to 50/, setWeight(1, 50)],
  [/^PATCH weight of another target/, setWeight(2, 30)],
  [/^PATCH weight of the unhealthy 9081 to 0/, setWeight(1, 0)],
  [/^PATCH it back to 100/, setWeight(1, 100)],
  [
    /^POST of a fourth target/,
    (model, targets, nowMs) => {
      return rebuild(model, [...targets, { target: '127.0.0.1:9084', weight: 1 }], nowMs);
    },
  ],
  [
    /^DELETE of the fourth/,
    (model, targets, nowMs) => {
      return rebuild(model, targets.slice(0, 3), nowMs);
    },
  ],
  [
    /^DELETE 9081|without 9031/,
    (model, targets, nowMs) => {
      return rebuild(model, targets.slice(1), nowMs);
    },
  ],
  [
    /^POST 9081 again|with 9031 again/,
    (model, targets, nowMs) => {
      return rebuild(model, [{ target: first(targets), weight: 100 }, ...targets], nowMs);
    },
  ],
  [/^POST \/config: same|empty config/, rebuild],
  [
    /PATCH upstream: tags/,
    (model, targets, nowMs) => reconfigure(model, targets, nowMs, model.settings.healthchecks),
  ],
  [
    /PATCH upstream: healthchecks|another passive threshold/,
    (model, targets, nowMs) => {
      return reconfigure(model, targets, nowMs, healthchecks({ passive: { http: 7 } }));
    },
  ],
  [
    /PATCH upstream: algorithm/,
    (model, targets, nowMs) => {
      model.rebuild({ settings: { ...model.settings, algorithm: 'least-connections' }, nowMs });
      return targets;
    },
  ],
];

function mark(healthy: boolean): Write {
  return (model, targets) => {
    expect(model.setHealth(targets[0]?.target ?? '', healthy)).toBe('done');
    return targets;
  };
}

function setWeight(number: number, weight: number): Write {
  return (model, targets, nowMs) => {
    const changed = targets.map((target, index) => {
      return index === number - 1 ? { ...target, weight } : target;
    });
    return rebuild(model, changed, nowMs);
  };
}

function rebuild(model: UpstreamModel, targets: Targets, nowMs: number): Targets {
  model.rebuild({ targets, nowMs });
  return targets;
}

function reconfigure(
  model: UpstreamModel,
  targets: Targets,
  nowMs: number,
  checks: KongHealthchecks,
): Targets {
  model.rebuild({ settings: { ...model.settings, healthchecks: checks }, nowMs });
  return targets;
}

/** The deleted target of a recording: 9081 or 9031. */
function first(targets: Targets): string {
  return (targets[0]?.target ?? '').replace(/2$/, '1');
}

describe.each([
  { name: '08-state-kept.json', firstPort: 9081 },
  { name: '17-dbless-state-kept.json', firstPort: 9031 },
])('$name: the mark of unhealthy is kept as recorded', ({ name, firstPort }) => {
  const { rows } = readRecording<{ rows: Step[] }>(name);
  // Counting is tested below; a stopped Kong is a new model.
  const steps = rows.filter(({ step }) => !/15 requests|well again|stopped and started/.test(step));
  let nowMs = 0;
  let targets = [0, 1, 2].map((offset) => {
    return { target: `127.0.0.1:${firstPort + offset}`, weight: 100 };
  });
  const model = createUpstreamModel({
    settings: upstreamSettings({ healthchecks: MARKS_ONLY }),
    targets,
    workers: 2,
    random: seededRandom(8),
    nowMs,
  });

  test.each(steps)('$step', ({ step, waited_ms: waitedMs, health }) => {
    // The recorder changed this weight between two steps without saying so.
    if (step === 'PUT healthy' && firstPort === 9081)
      targets = setWeight(1, 99)(model, targets, nowMs);
    const write = WRITES.find(([pattern]) => pattern.test(step))?.[1];
    if (write !== undefined) targets = write(model, targets, nowMs);
    nowMs += waitedMs;
    expect(healthByTarget(model)).toEqual(health);
  });
});

describe('a verdict outlives the use of its target for 300 s', () => {
  const dead = (weights: number[]) => {
    const model = createModel({ weights, healthchecks: healthchecks({ interval: 1 }) });
    const world = createProbeWorld(model);
    world.behaviours.set(2, 'refuses');
    return { model, world };
  };
  const targets = (...weights: number[]) => {
    return weights.map((weight, index) => ({ target: targetName(index + 1), weight }));
  };
  const firstStates = (model: UpstreamModel) => healthByTarget(model)[targetName(2)];

  test('a new dead target is healthy until its first probe fails (recorded: 1058 ms)', () => {
    const { model, world } = dead([100]);
    world.run(5000);
    model.rebuild({ targets: targets(100, 100), nowMs: 5000 });
    expect(firstStates(model)).toBe('HEALTHY w100');
    const seenMs = world.run(9000, () => firstStates(model) === 'UNHEALTHY w100') ?? Infinity;
    expect(seenMs - 5000).toBeGreaterThanOrEqual(1000);
    expect(seenMs - 5000).toBeLessThanOrEqual(1101);
  });

  test('a dead target made at weight 0 and then raised is healthy at first (1072 ms)', () => {
    const { model, world } = dead([100, 0]);
    world.run(8000);
    expect(firstStates(model)).toBe('HEALTHCHECKS_OFF w0');
    model.rebuild({ targets: targets(100, 100), nowMs: 8000 });
    expect(firstStates(model)).toBe('HEALTHY w100');
    const seenMs = world.run(12_000, () => firstStates(model) === 'UNHEALTHY w100') ?? Infinity;
    expect(seenMs - 8000).toBeGreaterThanOrEqual(1000);
    expect(seenMs - 8000).toBeLessThanOrEqual(1101);
  });

  test.each([
    { name: 'at weight 0', away: targets(100, 0) },
    { name: 'deleted', away: targets(100) },
  ])('a dead target $name for 8 s comes back unhealthy; after 300 s healthy', ({ away }) => {
    for (const [awayMs, state] of [
      [8000, 'UNHEALTHY w100'],
      [299_000, 'UNHEALTHY w100'],
      [301_000, 'HEALTHY w100'],
    ] as const) {
      const { model, world } = dead([100, 100]);
      world.run(3000);
      model.rebuild({ targets: away, nowMs: 3000 });
      world.run(3000 + awayMs);
      model.rebuild({ targets: targets(100, 100), nowMs: 3000 + awayMs });
      expect(firstStates(model)).toBe(state);
    }
  });

  test('it is probed meanwhile, and no longer', () => {
    const { model, world } = dead([100, 100]);
    world.run(3000);
    model.rebuild({ targets: targets(100, 0), nowMs: 3000 });
    world.run(400_000);
    const last = world.probes.findLast(({ target }) => target === 2);
    expect(last?.atMs).toBeGreaterThan(300_000);
    expect(last?.atMs).toBeLessThan(304_000);
  });
});

interface Passive {
  passive: { answers: string[] };
  passive_refused: { answers: string[] };
}

describe('passive checks take a target out as recorded', () => {
  const { passive, passive_refused: refused } = readRecording<Passive>(
    '16-more-on-health-and-nodes.json',
  );
  const dbless = readRecording<{ rows: { step: string; answers?: string[] }[] }>(
    '17-dbless-state-kept.json',
  ).rows.find(({ answers }) => answers !== undefined);

  test.each([
    { name: '3 of http_failures', weights: [100, 100], limit: 3, answers: passive.answers },
    { name: '4 of http_failures', weights: [100, 100, 100], limit: 4, answers: dbless?.answers },
  ])('$name: some shuffle gives exactly the recorded answers', ({ weights, limit, answers }) => {
    const found = Array.from({ length: 300 }, (_, seed) => seed).some((seed) => {
      const checks = healthchecks({ passive: { http: limit } });
      const model = createModel({ weights, healthchecks: checks, seed });
      const statusOf = (target: number) => (target === 1 ? 500 : 200);
      const exchanges = sendSequentially(model, { requests: answers?.length ?? 0, statusOf });
      const given = exchanges.map(({ status, path }) => `${status} t${path[0]}`);
      return given.join() === answers?.join();
    });
    expect(found).toBe(true);
  });

  test('refused connections count as well, and no request fails', () => {
    const checks = healthchecks({ passive: { tcp: 3 } });
    const model = createModel({ weights: [100, 100], healthchecks: checks });
    const traffic = { requests: refused.answers.length, refuses: (target: number) => target === 1 };
    const exchanges = sendSequentially(model, traffic);
    expect(exchanges.map(({ status, path }) => `${status} t${path.at(-1)}`)).toEqual(
      refused.answers,
    );
    expect(exchanges.filter(({ path }) => path.length > 1).length).toBe(3);
    expect(healthByTarget(model)[targetName(1)]).toBe('UNHEALTHY w100');
  });
});
