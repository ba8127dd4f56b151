/** What `generate` writes is read back: the imported strategy leads to the same Kong files. */

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { renderKongConfig } from '../../src/generate/kong-config.ts';
import { importKong } from '../../src/import/import-kong.ts';
import { assert } from '../../src/lib/assert.ts';
import type { KongDeclarative } from '../../src/model/kong-declarative.ts';
import type { Strategy } from '../../src/model/strategy.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { strategyData } from './strategies.ts';

// Much is parsed, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });

const HOP_KEY = 'k'.repeat(32);

interface Files {
  readonly base: KongDeclarative;
  readonly upstreams: KongDeclarative;
}

function generate(strategy: Strategy): Files {
  const [gateway] = strategy.gateways;
  assert(gateway !== undefined, 'every strategy has a gateway');
  // As read from a file: no property that is undefined.
  return JSON.parse(
    JSON.stringify(renderKongConfig(strategy, gateway, { hopKey: HOP_KEY })),
  ) as Files;
}

function importFiles({ base, upstreams }: Files) {
  return importKong([
    { source: 'base.yaml', content: base },
    { source: 'upstreams.yaml', content: upstreams },
  ]);
}

function parsed(data: unknown): Strategy {
  const { strategy, problems } = parseStrategy(JSON.stringify(data, null, 1));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  assert(strategy !== null, 'without errors there is a strategy');
  return strategy;
}

test('any strategy → Kong → strategy gives the same Kong files, and nothing is lost', () => {
  let tried = 0;
  fc.assert(
    fc.property(strategyData, (data) => {
      const { strategy } = parseStrategy(JSON.stringify(data));
      if (strategy === null) return;
      tried += 1;
      const first = generate(strategy);
      const imported = importFiles(first);
      expect(imported.losses).toEqual([]);
      const second = generate(parsed(imported.strategy));
      expect(second).toEqual(first);
      expect(importFiles(second).strategy).toEqual(imported.strategy);
    }),
    { numRuns: 120 },
  );
  expect(tried).toBeGreaterThan(40);
});
