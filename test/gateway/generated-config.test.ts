/**
 * What Ballast generates is taken by the gateway's Admin API, which refuses what Kong refuses; with
 * `KONG_ADMIN_URL`, by a real Kong as well, which only checks it and changes nothing.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

import { describe, expect, it } from 'vitest';

import { loadDeclarative } from '../../src/gateway/entities/declarative/load.ts';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import { assert } from '../../src/lib/assert.ts';
import type { KongDeclarative } from '../../src/model/kong-declarative.ts';
import { parseStrategy } from '../../src/strategy/parse-strategy.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);
const KONG = process.env['KONG_ADMIN_URL'];

// Folders without a strategy show something else.
const files = readdirSync(EXAMPLES)
  .map((name) => `${name}/ballast.yaml`)
  .filter((file) => existsSync(new URL(file, EXAMPLES)));
const configs = files.flatMap((file) => {
  const { strategy } = parseStrategy(readFileSync(new URL(file, EXAMPLES), 'utf8'));
  assert(strategy !== null, `${file} parses`);
  return strategy.gateways.map((gateway) => ({
    name: `${file}, ${gateway.name}`,
    targets: strategy.services.reduce((sum, service) => sum + service.targets.length, 0),
    config: mergeForDbless(renderKongConfig(strategy, gateway)),
  }));
});

describe.each(configs)('$name', ({ config, targets }) => {
  const load = (declarative: KongDeclarative) => {
    const root = JSON.parse(JSON.stringify(declarative)) as Record<string, unknown>;
    return loadDeclarative(root, { nowMs: 0, uuid: () => crypto.randomUUID() });
  };

  it('loads without a complaint, with every target', () => {
    const loaded = load(config);
    expect(loaded).toMatchObject({ ok: true });
    expect(loaded.ok ? loaded.value.targets.length : 0).toBeGreaterThanOrEqual(targets);
  });

  it.skipIf(KONG === undefined)(
    'is taken by the schemas of a real Kong',
    async () => {
      const { services = [], upstreams = [], plugins = [] } = config;
      const problems: string[] = [];
      for (const { routes, plugins: own, ...service } of services) {
        problems.push(...(await validate('services', service)));
        for (const { plugins: ofRoute = [], ...route } of routes) {
          problems.push(...(await validate('routes', route)));
          for (const plugin of ofRoute) problems.push(...(await validate('plugins', plugin)));
        }
        for (const plugin of own) problems.push(...(await validate('plugins', plugin)));
      }
      for (const { targets: own, ...upstream } of upstreams) {
        problems.push(...(await validate('upstreams', upstream)));
        const place = { upstream: { id: '00000000-0000-4000-8000-000000000000' } };
        for (const target of own)
          problems.push(...(await validate('targets', { ...target, ...place })));
      }
      for (const plugin of plugins) problems.push(...(await validate('plugins', plugin)));
      expect(problems).toEqual([]);
    },
    120_000,
  );
});

it('failover targets are for Enterprise: OSS refuses them', () => {
  const file = configs.find(({ config }) => (config.upstreams?.length ?? 0) > 0);
  assert(file !== undefined, 'an example has upstreams');
  const [upstream] = file.config.upstreams ?? [];
  assert(upstream !== undefined, 'an upstream');
  const marked = upstream.targets.map((target) => ({ ...target, failover: true }));
  const root = { ...file.config, upstreams: [{ ...upstream, targets: marked }] };
  const value = JSON.parse(JSON.stringify(root)) as Record<string, unknown>;
  expect(loadDeclarative(value, { nowMs: 0, uuid: () => crypto.randomUUID() }).ok).toBe(false);
});

/** What Kong says against it; none when it takes it. */
async function validate(entity: string, body: object): Promise<readonly string[]> {
  const answer = await fetch(`${KONG}/schemas/${entity}/validate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  return answer.status === 200 ? [] : [`${entity}: ${text}`];
}
