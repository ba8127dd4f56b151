/** What Ballast generates is taken by the gateway's Admin API, which refuses what Kong refuses. */

import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { loadDeclarative } from '../../src/gateway/entities/declarative/load.ts';
import { mergeForDbless, renderKongConfig } from '../../src/generate/kong-config.ts';
import { assert } from '../../src/lib/assert.ts';
import { parseStrategy } from '../../src/strategy/parse-strategy.ts';

describe.each(['webshop.yaml', 'demo.yaml'])('the configuration of examples/%s', (file) => {
  const text = readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8');

  it('loads without a complaint, with every target', () => {
    const { strategy } = parseStrategy(text);
    assert(strategy !== null, 'the example parses');
    const [gateway] = strategy.gateways;
    assert(gateway !== undefined, 'the example has a gateway');
    const config = JSON.stringify(mergeForDbless(renderKongConfig(strategy, gateway)));
    const root = JSON.parse(config) as Record<string, unknown>;
    const loaded = loadDeclarative(root, { nowMs: 0, uuid: () => crypto.randomUUID() });
    expect(loaded).toMatchObject({ ok: true });
    const targets = loaded.ok ? loaded.value.targets.length : 0;
    expect(targets).toBeGreaterThanOrEqual(strategy.services.length * strategy.regions.length);
  });
});
