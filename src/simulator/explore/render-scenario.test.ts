import { expect, test } from 'vitest';
import { parseStrategy } from '../../strategy/parse-strategy.ts';
import { parseScenario, standardStrategy } from '../scenario/index.ts';
import { randomScenario } from './random-scenario.ts';
import { renderScenario } from './render-scenario.ts';

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);

test('what is printed is read again as the same scenario', () => {
  for (const seed of SEEDS) {
    const scenario = randomScenario(seed);
    const { scenario: again, problems } = parseScenario(renderScenario(scenario));
    expect(problems).toEqual([]);
    expect(again).toEqual(scenario);
  }
});

test('every random world has a strategy without errors', () => {
  for (const seed of SEEDS) {
    const { world, servers } = randomScenario(seed);
    const { strategy, problems } = parseStrategy(standardStrategy(world, servers));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(strategy?.services).toHaveLength(world.services);
  }
});
