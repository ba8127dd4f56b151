/** Plans: order, ownership, safety of every prefix, and that a second plan is empty. */

import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import { assert } from '../../src/lib/assert.ts';
import type { EntityStep, KongPlan } from '../../src/model/kong-plan.ts';
import type { Strategy } from '../../src/model/strategy.ts';
import { BASE_TAG, strategyOfTags, UPSTREAMS_TAG } from '../../src/model/tags.ts';
import type { KongPlanInput } from '../../src/reconcile/plan-input.ts';
import { planKong } from '../../src/reconcile/plan-kong.ts';
import { maskedPlan, renderPlan } from '../../src/reconcile/render-plan.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { strategyFixture } from '../support/strategy-fixture.ts';
import { strategyData } from '../import/strategies.ts';
import { afterStep, emptyKong, type FakeKong } from './fake-kong.ts';

vi.setConfig({ testTimeout: 180_000 });

function configOf(strategy: Strategy, withBase = true) {
  const [gateway] = strategy.gateways;
  assert(gateway !== undefined, 'there is a gateway');
  const config = renderKongConfig(strategy, gateway, { hopKey: 'h'.repeat(32) });
  return withBase ? mergeForDbless(config) : config.upstreams;
}

function planOf(
  wanted: KongPlanInput['wanted'],
  actual: FakeKong,
  changes: Partial<KongPlanInput> = {},
): KongPlan {
  return planKong({
    gateway: 'kong',
    wanted,
    actual,
    schemas: new Map(),
    ownTags: [UPSTREAMS_TAG, BASE_TAG],
    strategy: strategyIn(wanted),
    steeredBy: () => null,
    only: null,
    adopt: new Set(),
    deletes: true,
    ...changes,
  });
}

function strategyIn({ upstreams = [] }: KongPlanInput['wanted']): string {
  const [first] = upstreams as readonly { readonly tags: readonly string[] }[];
  return strategyOfTags(first?.tags ?? []) ?? '';
}

const entitySteps = ({ steps }: KongPlan) =>
  steps.filter((step): step is EntityStep => step.action !== 'settle');

function applied(kong: FakeKong, plan: KongPlan): FakeKong {
  return entitySteps(plan).reduce(afterStep, kong);
}

/** Weight of those targets that work, by upstream. */
function serving(kong: FakeKong, works: (target: string) => boolean): Map<string, number> {
  const names = new Map(kong.upstreams.map(({ id, name }) => [id, String(name)]));
  const sums = new Map<string, number>([...names.values()].map((name) => [name, 0]));
  for (const { upstream, target, weight } of kong.targets) {
    const name = names.get((upstream as { id: string }).id) ?? '';
    if (works(String(target))) sums.set(name, (sums.get(name) ?? 0) + Number(weight));
  }
  return sums;
}

const label = (step: EntityStep) => `${step.action} ${step.key}`;

describe('any Kong towards any strategy', () => {
  const pair = fc.tuple(strategyData, strategyData, fc.func(fc.boolean()));

  test('is reached; no prefix takes the last healthy weight; the second plan is empty', () => {
    let tried = 0;
    fc.assert(
      fc.property(pair, ([from, to, works]) => {
        const [before, after] = [from, to].map(
          (data) => parseStrategy(JSON.stringify(data)).strategy,
        );
        if (before == null || after == null) return;
        tried += 1;
        const start = applied(emptyKong(), planOf(configOf(before), emptyKong()));
        const wanted = configOf(after);
        const plan = planOf(wanted, start);
        expect(plan.refusals).toEqual([]);
        const end = applied(start, plan);
        const [first, last] = [serving(start, works), serving(end, works)];
        let kong = start;
        for (const step of entitySteps(plan)) {
          kong = afterStep(kong, step);
          for (const [upstream, weight] of serving(kong, works)) {
            const isSafe = weight > 0 || first.get(upstream) === 0 || last.get(upstream) === 0;
            if (isSafe || first.get(upstream) === undefined) continue;
            throw new Error(`${label(step)} leaves ${upstream} without a target that works`);
          }
        }
        const again = planOf(wanted, end);
        expect(entitySteps(again).map(label)).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(tried).toBeGreaterThan(10);
  });

  test('stopped after any step, the next plan goes on and ends at the same place', () => {
    fc.assert(
      fc.property(pair, fc.nat(), ([from, to], cut) => {
        const [before, after] = [from, to].map(
          (data) => parseStrategy(JSON.stringify(data)).strategy,
        );
        if (before == null || after == null) return;
        const start = applied(emptyKong(), planOf(configOf(before), emptyKong()));
        const wanted = configOf(after);
        const steps = entitySteps(planOf(wanted, start));
        const half = steps.slice(0, cut % (steps.length + 1)).reduce(afterStep, start);
        const end = applied(half, planOf(wanted, half));
        expect(entitySteps(planOf(wanted, end)).map(label)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

const FLAT = strategyFixture({ loopbackUrl: 'http://127.0.0.1:8000' });
const INSTALLED = applied(emptyKong(), planOf(configOf(FLAT), emptyKong()));

/** The same Kong with one target's weight changed by hand. */
function withWeight(kong: FakeKong, target: string, weight: number): FakeKong {
  return {
    ...kong,
    targets: kong.targets.map((one) => (one['target'] === target ? { ...one, weight } : one)),
  };
}

describe('a plan', () => {
  test('is in order: upstreams and targets, services with their plugins, routes', () => {
    const keys = entitySteps(planOf(configOf(FLAT), emptyKong())).map(({ key }) => key);
    const order = [
      'upstreams/product',
      'targets/product/eu-west-1:80',
      'services/ballast-shed-test',
      'routes/ballast-shed-test',
      'services/productAPI',
      'plugins/http-log of services/productAPI',
      'routes/productAPI-1',
    ].map((key) => keys.indexOf(key));
    expect(Math.min(...order)).toBeGreaterThanOrEqual(0);
    expect(order).toEqual(order.toSorted((left, right) => left - right));
  });

  test('changes a weight by a PATCH of that weight alone, raises first', () => {
    const moved = withWeight(withWeight(INSTALLED, 'eu-west-1:80', 0), 'eu-north-1:80', 5_000);
    const steps = entitySteps(planOf(configOf(FLAT), moved));
    expect(steps.map(({ action, key, body }) => ({ action, key, body }))).toEqual([
      { action: 'update', key: 'targets/product/eu-west-1:80', body: { weight: 3_300 } },
      { action: 'update', key: 'targets/product/eu-north-1:80', body: { weight: 34 } },
    ]);
  });

  test('leaves weights alone that a running Ballast steers, and says so', () => {
    const moved = withWeight(INSTALLED, 'eu-west-1:80', 0);
    const plan = planOf(configOf(FLAT), moved, { steeredBy: () => 'ballast run steers them' });
    expect(plan.steps).toEqual([]);
    expect(plan.kept).toEqual([
      {
        key: 'upstreams/product',
        reason: expect.stringContaining('ballast run steers them') as string,
      },
    ]);
  });

  test('gives a new target of a steered upstream no weight: its region may be evacuated', () => {
    const without = {
      ...INSTALLED,
      targets: INSTALLED.targets.filter(({ target }) => target !== 'eu-west-3:80'),
    };
    const plan = planOf(configOf(FLAT), without, { steeredBy: () => 'steered' });
    expect(entitySteps(plan)).toMatchObject([
      { action: 'create', key: 'targets/product/eu-west-3:80', body: { weight: 0 } },
    ]);
  });

  test('refuses somebody else’s entity under a wanted name, unless it is adopted', () => {
    const foreign: FakeKong = {
      ...emptyKong(),
      upstreams: [{ id: 'x', name: 'product', tags: ['mine'] }],
    };
    const { refusals } = planOf(configOf(FLAT), foreign);
    expect(refusals).toMatchObject([{ key: 'upstreams/product' }]);
    expect(refusals[0]?.fix).toContain('--adopt product');
    expect(planOf(configOf(FLAT), foreign, { adopt: new Set(['product']) }).refusals).toEqual([]);
  });

  test('never deletes what is not Ballast’s', () => {
    const others: FakeKong = {
      ...INSTALLED,
      upstreams: [...INSTALLED.upstreams, { id: 'u', name: 'theirs', tags: ['decK'] }],
      services: [...INSTALLED.services, { id: 's', name: 'theirs', host: 'theirs' }],
      targets: [
        ...INSTALLED.targets,
        { id: 't', target: 'by-hand:80', weight: 1, upstream: { id: INSTALLED.upstreams[0]?.id } },
      ],
    };
    expect(entitySteps(planOf(configOf(FLAT), others))).toEqual([]);
  });

  test('keeps an upstream that a service still names, with all that leads on from it', () => {
    const two = strategyFixture({
      layout: 'two-level',
      loopbackUrl: 'http://127.0.0.1:8000',
      algorithm: { kind: 'least-connections' },
    });
    const installed = applied(emptyKong(), planOf(configOf(two), emptyKong()));
    // Only Ballast's own file is applied: decK has not moved the service yet.
    const plan = planOf(configOf(FLAT, false), installed, { ownTags: [UPSTREAMS_TAG] });
    expect(entitySteps(plan).filter(({ action }) => action === 'delete')).toEqual([]);
    expect(plan.kept.map(({ key }) => key)).toContain('upstreams/product-outer');
    expect(plan.kept[0]?.reason).toContain('deck gateway sync');
  });

  test('waits after a service is moved, before what it named is taken away', () => {
    const two = strategyFixture({
      layout: 'two-level',
      loopbackUrl: 'http://127.0.0.1:8000',
      algorithm: { kind: 'least-connections' },
    });
    const installed = applied(emptyKong(), planOf(configOf(two), emptyKong()));
    const order = planOf(configOf(FLAT), installed).steps.map(({ action, phase }) => ({
      action,
      phase,
    }));
    const settle = order.findIndex(({ phase }) => phase === 'settle-services');
    const moved = order.findIndex(({ phase }) => phase === 'services');
    const gone = order.findIndex(({ action }) => action === 'delete');
    expect(moved).toBeGreaterThanOrEqual(0);
    expect(settle).toBeGreaterThan(moved);
    expect(gone).toBeGreaterThan(settle);
  });

  test('is limited to one service by --target', () => {
    const plan = planOf(configOf(FLAT), emptyKong(), { only: new Set(['product']) });
    expect(new Set(entitySteps(plan).map(({ upstream, key }) => upstream ?? key))).toEqual(
      new Set(['upstreams/product', 'product']),
    );
  });

  test('shows no secret, on paper or as data', () => {
    const two = strategyFixture({
      layout: 'two-level',
      loopbackUrl: 'http://127.0.0.1:8000',
      algorithm: { kind: 'least-connections' },
    });
    const plan = planOf(configOf(two), emptyKong());
    const text = renderPlan(plan, { isVerbose: true }).map((line) => line.text);
    expect(JSON.stringify(plan)).toContain('h'.repeat(32));
    expect(text.join('\n') + JSON.stringify(maskedPlan(plan))).not.toContain('h'.repeat(32));
  });
});
