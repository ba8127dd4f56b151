import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { FOLKLORE_CHECKS } from '../generate/comparison.ts';
import { folkloreConfig } from './folklore.ts';
import { DEMO_TOPOLOGY } from './topology.ts';
import { startWorld } from './world.ts';

const FIXTURE = join(import.meta.dirname, '../../test/fixtures/folklore/b-upstream.yaml');

test('the checks are those that folklore hands around', () => {
  const {
    upstreams: [upstream],
  } = parse(readFileSync(FIXTURE, 'utf8'));
  expect(FOLKLORE_CHECKS).toMatchObject(upstream.healthchecks);
});

test('each service has its six targets, primary to secondary as 100 to 1, all else unsaid', async () => {
  const world = await startWorld({ topology: DEMO_TOPOLOGY, seed: 1, ratePerSecond: 200 });
  try {
    const config = folkloreConfig(DEMO_TOPOLOGY, world.backends);
    expect(config).toMatchObject({
      services: [{ name: 'productAPI' }, { name: 'orderAPI' }, { name: 'klantAPI' }],
      upstreams: Array(3).fill({
        targets: [100, 100, 100, 1, 1, 1].map((weight) => ({ weight })),
      }),
    });
    expect(JSON.stringify(config)).not.toMatch(/retries|read_timeout/);
  } finally {
    await world.close();
  }
});
