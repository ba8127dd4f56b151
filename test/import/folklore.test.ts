/** Kong files as they circulate: what is read out of them, guessed and left behind. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ImportResult } from '../../src/import/contract.ts';
import { importKong } from '../../src/import/import-kong.ts';
import { renderStrategy } from '../../src/import/render-strategy.ts';
import { parseStrategy } from '../../src/strategy/index.ts';

function importFiles(...names: readonly string[]): ImportResult {
  return importKong(
    names.map((name) => {
      const file = new URL(`../fixtures/folklore/${name}.yaml`, import.meta.url);
      return { source: `${name}.yaml`, content: parse(readFileSync(file, 'utf8')) as unknown };
    }),
  );
}

const said = ({ guesses }: ImportResult) => new Set(guesses.map(({ code }) => code));
const lost = ({ losses }: ImportResult) => losses.map(({ code, place }) => `${code} ${place}`);

describe('the files of folklore', () => {
  test('together become one strategy; 100 : 1 is a standby of 1 %', () => {
    const result = importFiles('b-upstream', 'b-services', 'b-plugins');
    expect(result.strategy.services['product-api-service']).toEqual({
      routes: [{ paths: ['/products'], methods: ['GET', 'POST', 'PUT', 'DELETE'] }],
      path: '/api/v1',
      algorithm: 'round-robin',
      health: { path: '/health', expect: { status: [200, 302] }, interval: '10s', timeout: '1s' },
      targets: {
        'region-a': { hosts: ['product-api-primary.region-a:8080'] },
        'region-b': { hosts: ['product-api-secondary.region-b:8080'] },
      },
      failover: { mode: 'active-passive', standbyShare: '1%' },
      protect: { rateLimit: { minute: 100, hour: 1_000 } },
    });
    expect(Object.keys(result.strategy.regions)).toEqual(['region-a', 'region-b']);
  });

  test('an upstream that is not there is a name in DNS, and has to be checked', () => {
    const { guesses } = importFiles('b-upstream', 'b-services');
    const undefinedOnes = guesses.filter(({ code }) => code === 'upstream-undefined');
    expect(undefinedOnes.map(({ params, weight }) => [params['host'], weight])).toEqual([
      ['order-api-upstream', 'check'],
      ['klant-api-upstream', 'check'],
    ]);
  });

  test('a primary and a secondary upstream become one service with a standby', () => {
    const result = importFiles('b-regions');
    expect(Object.keys(result.strategy.services)).toEqual(['product-api']);
    expect(result.strategy.services['product-api']).toMatchObject({
      routes: [],
      targets: {
        primary: { hosts: ['product-api-1.primary:8080', 'product-api-2.primary:8080'] },
        secondary: { hosts: ['product-api-1.secondary:8080'] },
      },
      failover: { mode: 'active-passive', standbyShare: '1%' },
    });
    expect(said(result)).toContain('merged-upstreams');
    expect(said(result)).toContain('health-off');
  });

  test('plugins that nobody can carry over are listed by name', () => {
    expect(lost(importFiles('b-services', 'b-plugins'))).toEqual(
      expect.arrayContaining([
        'plugin services/product-api-service/plugins/circuit-breaker',
        'plugin services/order-api-service/plugins/prometheus',
        'plugin-field services/product-api-service/plugins/rate-limiting',
      ]),
    );
  });

  test.each(['en', 'nl'] as const)(
    'read back as they were rendered (%s), without errors',
    (language) => {
      const result = importFiles('b-upstream', 'b-services', 'b-regions', 'b-plugins');
      const text = renderStrategy(result, { language, from: 'b-*.yaml' });
      expect(parse(text)).toEqual(result.strategy);
      const { problems } = parseStrategy(text);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(text).toContain(language === 'en' ? '# CHECK: ' : '# CONTROLEER: ');
    },
  );
});
