/** The library: every scenario valid, every kind of fault in it, its pages current. */

import { readFile, readdir } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Scenario } from '../../simulator/contract.ts';
import { FAULT_ROWS } from '../../simulator/scenario/fault-schema.ts';
import { scenarioFiles } from '../../simulator/scenario/reference.ts';
import { standardStrategy } from '../../simulator/scenario/index.ts';
import { parseStrategy } from '../../strategy/index.ts';
import { libraryNames, readLibrary } from './library.ts';

let library: readonly Scenario[];
beforeAll(async () => {
  library = await readLibrary();
});

test('there are at least 25, each named as its file', async () => {
  expect(library.length).toBeGreaterThanOrEqual(25);
  expect(library.map(({ name }) => name)).toEqual(await libraryNames());
});

test('every kind of fault is in it', () => {
  const used = new Set(library.flatMap(({ faults }) => faults.map(({ fault }) => fault.kind)));
  expect([...used].toSorted()).toEqual(Object.keys(FAULT_ROWS).toSorted());
});

test('the scenarios of the table measured on a real Kong are in it', () => {
  const names = library.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'region-refuse',
      'region-blackhole',
      'target-gray',
      'region-gray',
      'target-slow',
      'region-slow',
      'small-secondary',
      'flapping',
      'cold-return',
      'steady',
    ]),
  );
});

test('each brings a strategy without errors, that has what its faults hit', () => {
  for (const { name, world, servers, faults } of library) {
    const { strategy, problems } = parseStrategy(standardStrategy(world, servers));
    expect({ name, errors: problems.filter(({ severity }) => severity === 'error') }).toEqual({
      name,
      errors: [],
    });
    for (const { fault } of faults) {
      if (!('where' in fault)) continue;
      const { targets = [], service } = fault.where;
      expect(Math.max(-1, ...targets)).toBeLessThan(world.targetsPerRegion);
      if (service === undefined) continue;
      expect(strategy?.services.map((one) => one.name)).toContain(service);
    }
  }
});

describe('its pages', () => {
  test('are what scripts/generate-schema.ts would make now', async () => {
    const root = new URL('../../../', import.meta.url);
    for (const { path, content } of scenarioFiles(library)) {
      const url = new URL(path, root);
      const options = await resolveConfig(url);
      const expected = await format(content, { ...options, filepath: path });
      expect({ path, text: await readFile(url, 'utf8') }).toEqual({ path, text: expected });
    }
    const pages = await readdir(new URL('docs/scenarios/', root));
    expect(pages).toHaveLength(library.length + 1);
  }, 60_000);
});
