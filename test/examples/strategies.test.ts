/** Every example is a strategy that can be used as it is, and Kong takes what is made of it. */

import { existsSync, readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { loadDeclarative } from '../../src/gateway/entities/declarative/load.ts';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import { assert } from '../../src/lib/assert.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { EXAMPLES, exampleFolder, exampleText, type ExampleName } from './example-files.ts';

/** Warnings that are part of an example's story. */
const TOLD: Partial<Record<ExampleName, readonly string[]>> = {
  'three-regions': ['BLS1509'],
};

test('the folders of examples are these', () => {
  const folders = readdirSync(new URL('../../examples/', import.meta.url), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(names.filter((name) => name !== 'drill-report').toSorted()).toEqual(EXAMPLES.toSorted());
});

describe.each(EXAMPLES)('examples/%s', (name) => {
  const { strategy, problems } = parseStrategy(exampleText(name));

  test('parses, with no warning but those of its story', () => {
    expect(problems.map(({ code }) => code)).toEqual(TOLD[name] ?? []);
    expect(strategy?.name).toBe(name);
  });

  test('has a page that says what to look at', () => {
    expect(existsSync(`${exampleFolder(name)}README.md`)).toBe(true);
  });

  test('becomes a configuration that the gateway loads, for each of its gateways', () => {
    assert(strategy !== null, 'the example parses');
    for (const gateway of strategy.gateways) {
      const config = JSON.stringify(mergeForDbless(renderKongConfig(strategy, gateway)));
      const root = JSON.parse(config) as Record<string, unknown>;
      const loaded = loadDeclarative(root, { nowMs: 0, uuid: () => crypto.randomUUID() });
      expect(loaded).toMatchObject({ ok: true });
      const targets = loaded.ok ? loaded.value.targets.length : 0;
      // An isolated service has the targets of its own region only.
      expect(targets).toBeGreaterThanOrEqual(strategy.services.length);
    }
  });
});
