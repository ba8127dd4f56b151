/** Failover targets stand where Ballast never raises a weight, and nowhere else. */

import { expect, test } from 'vitest';

import {
  exampleGateway,
  exampleService,
  exampleStrategy,
} from '../../test/support/example-strategy.ts';
import type { ServiceStrategy } from '../model/strategy.ts';
import { layoutsOf } from './kong-config.ts';
import { renderUpstreams } from './upstream.ts';

function render(algorithm: ServiceStrategy['algorithm']) {
  const strategy = exampleStrategy([exampleService({ algorithm })]);
  const gateway = { ...exampleGateway(), loopbackUrl: 'http://127.0.0.1:8000' };
  return layoutsOf(strategy, gateway).flatMap((layout) =>
    renderUpstreams(layout, { failoverTargets: true }),
  );
}

test('in an inner upstream the targets of other regions are marked, and only those', () => {
  const upstreams = render({ kind: 'least-connections' });
  const inner = upstreams.filter(({ name }) => name.includes('.'));
  expect(inner).toHaveLength(2);
  for (const { name, targets } of inner) {
    const region = name.split('.')[1];
    for (const { tags, failover, weight } of targets) {
      const isOwn = tags.includes(`region-${region}`);
      expect([isOwn, failover, weight === 1]).toEqual([isOwn, isOwn ? undefined : true, !isOwn]);
    }
  }
  const outer = upstreams.find(({ name }) => name.endsWith('-outer'));
  expect(outer?.targets.some(({ failover }) => failover === true)).toBe(false);
});

test('in a flat upstream nothing is marked: Ballast may raise any region there', () => {
  const targets = render({ kind: 'round-robin' }).flatMap((upstream) => upstream.targets);
  expect(targets.some(({ failover }) => failover === true)).toBe(false);
});
