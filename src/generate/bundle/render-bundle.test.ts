/** The bundle grows with the strategy and no faster. */

import { expect, test } from 'vitest';

import { largeStrategy } from '../../../test/support/large-strategy.ts';
import { parseStrategy } from '../../strategy/index.ts';
import { PARTS, type Part } from './parts.ts';
import { renderBundle } from './render-bundle.ts';

function cpuMs(services: number, parts: readonly Part[]): number {
  const strategyText = largeStrategy(services);
  const { strategy } = parseStrategy(strategyText);
  if (strategy === null) throw new TypeError('the large strategy has problems');
  const before = process.cpuUsage();
  renderBundle(strategy, {
    parts,
    gateways: strategy.gateways,
    dbless: false,
    failoverTargets: false,
    strategyText,
    language: 'en',
  });
  return process.cpuUsage(before).user / 1_000;
}

test('four times the services cost about four times the work', () => {
  const parts = PARTS.filter((part) => part === 'kong' || part === 'kubernetes');
  cpuMs(50, parts);
  const small = Math.min(cpuMs(50, parts), cpuMs(50, parts));
  const large = Math.min(cpuMs(200, parts), cpuMs(200, parts));
  expect(large / small).toBeLessThan(12);
});
