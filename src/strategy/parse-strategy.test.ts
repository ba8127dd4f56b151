import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseStrategy } from './parse-strategy.ts';

const WEBSHOP = readFileSync(
  new URL('../../test/strategy/good/webshop.yaml', import.meta.url),
  'utf8',
);

test('the example of the design has no errors', () => {
  const { strategy, problems } = parseStrategy(WEBSHOP);
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  expect(strategy?.services.map((service) => service.upstream)).toEqual([
    'productapi-upstream',
    'orderapi-upstream',
    'klantapi-upstream',
  ]);
});

test('a strategy cannot be changed, not even deep inside', () => {
  const { strategy } = parseStrategy(WEBSHOP);
  expect(Object.isFrozen(strategy?.services[0]?.failback.steps)).toBe(true);
});
