import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { createEntityStore } from '../store.ts';
import type { Result } from '../kong-errors.ts';
import { dumpConfig } from './dump.ts';
import { loadDeclarative } from './load.ts';
import type { Entities } from './load.ts';
import { parseConfigText } from './parse.ts';

let count = 0;
function load(text: string, flatten = false): Result<Entities> {
  const parsed = parseConfigText(text);
  if (!parsed.ok) return parsed;
  const uuid = (): string => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
  return loadDeclarative(parsed.value, { nowMs: 1_700_000_000_000, uuid, flatten });
}

function loaded(text: string): Entities {
  const result = load(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error.body));
  return result.value;
}

function errorOf(text: string, flatten = false): Readonly<Record<string, unknown>> {
  const result = load(text, flatten);
  return result.ok ? {} : result.error.body;
}

function folklore(name: string): string {
  const folder = new URL('../../../../test/fixtures/folklore/', import.meta.url);
  return readFileSync(new URL(name, folder), 'utf8');
}

describe('files as they circulate', () => {
  it.each([
    ['b-upstream.yaml', { upstreams: 1, targets: 2 }],
    ['b-services.yaml', { services: 3, routes: 3 }],
    ['b-regions.yaml', { upstreams: 2, targets: 3 }],
  ])('%s loads, as Kong would take it', (file, counts) => {
    const entities = loaded(folklore(file));
    const found = Object.entries(counts).map(([kind]) => [
      kind,
      entities[kind as keyof Entities].length,
    ]);
    expect(Object.fromEntries(found)).toEqual(counts);
  });

  it('b-plugins.yaml is refused for the plugin that does not exist', () => {
    expect(errorOf(folklore('b-plugins.yaml'))).toMatchObject({
      code: 14,
      fields: {
        plugins: [null, null, null, null, { name: expect.stringContaining('not enabled') }],
      },
    });
  });

  it('b-plugins.yaml without it is refused for services that it does not have', () => {
    const text = folklore('b-plugins.yaml').replace(/ {2}- name: circuit-breaker[\s\S]*/, '');
    expect(JSON.stringify(errorOf(text))).toContain(
      "invalid reference 'service: product-api-service' (no such entry in 'services')",
    );
  });

  it('a-plugins.yaml is refused for a plugin and for a field', () => {
    expect(errorOf(folklore('a-plugins.yaml'))).toMatchObject({
      fields: {
        plugins: [
          { name: expect.stringContaining("plugin 'healthchecks' not enabled") },
          { config: { buckets: 'unknown field' } },
        ],
      },
    });
  });

  it('b-alerts.yaml is no configuration', () => {
    expect(errorOf(folklore('b-alerts.yaml'))).toMatchObject({
      fields: { groups: 'unknown field', _format_version: 'required field missing' },
    });
  });
});

const NESTED = `
_format_version: "3.0"
_info: {select_tags: [x], defaults: {}}
_transform: true
services:
- name: s
  host: u
  plugins:
  - name: rate-limiting
    config: {minute: 10}
  routes:
  - name: r
    paths: [/a]
    plugins:
    - {name: correlation-id, tags: [t]}
plugins:
- name: request-termination
  route: r
  config: {status_code: 503}
upstreams:
- name: u
  targets:
  - {target: "a.example:80", weight: 5}
  - target: b.example
`;

describe('nested entities', () => {
  it('refer to their parents', () => {
    const { services, routes, plugins, upstreams, targets } = loaded(NESTED);
    const service = { id: services[0]?.id };
    const route = { id: routes[0]?.id };
    expect(routes[0]?.['service']).toEqual(service);
    expect(plugins.map((plugin) => [plugin['name'], plugin['service'], plugin['route']])).toEqual([
      ['correlation-id', null, route],
      ['rate-limiting', service, null],
      ['request-termination', null, route],
    ]);
    expect(targets.map((target) => [target['target'], target['upstream']])).toEqual([
      ['a.example:80', { id: upstreams[0]?.id }],
      ['b.example:8000', { id: upstreams[0]?.id }],
    ]);
  });

  it('have the same ids after every reload', () => {
    const ids = (entities: Entities): readonly string[] =>
      Object.values(entities).flatMap((list) => list.map(({ id }) => id));
    expect(ids(loaded(NESTED))).toEqual(ids(loaded(NESTED)));
  });

  it('are the same after GET /config and POST /config of what it gave', () => {
    const store = createEntityStore({ database: 'off', nowMs: () => 0, uuid: () => '' });
    store.replaceAll(loaded(NESTED));
    const before = store.list('plugins');
    store.replaceAll(loaded(dumpConfig(store)));
    expect(store.list('plugins')).toEqual(before);
    expect(new Set(store.targetsOf('u').map(({ weight }) => weight))).toEqual(new Set([100, 5]));
  });
});

describe('an old format', () => {
  it('has its regex paths marked', () => {
    const text =
      '{_format_version: "2.1", services: [{host: h, routes: [{paths: [/a, "/b/(c)$"]}]}]}';
    expect(loaded(text).routes[0]?.['paths']).toEqual(['/a', '~/b/(c)$']);
  });
});

describe('what is wrong', () => {
  it.each([
    ['services: 1', { services: 'expected an array' }],
    ['services: [1]', { services: ['expected a record'] }],
    ['_transform: "no"', { _transform: 'expected a boolean' }],
    [
      'upstreams: [{name: u, targets: [{weight: 1}]}]',
      { upstreams: [{ targets: [{ target: 'required field missing' }] }] },
    ],
    ['targets: [{target: "a:1"}]', { targets: [{ upstream: 'required field missing' }] }],
  ])('in %s is told with its place', (line, fields) => {
    const body = errorOf(`_format_version: "3.0"\n${line}\n`);
    expect(body).toMatchObject({ code: 14 });
    expect(body['fields']).toEqual(fields);
  });

  it('is told for every entity at once, flat', () => {
    const body = errorOf(
      '{"_format_version":"3.0","services":[{"id":"11111111-1111-4111-8111-111111111111",' +
        '"name":"s","tags":["x"],"retries":-1,"routes":[{"name":"r"}]}]}',
      true,
    );
    expect(body['flattened_errors']).toEqual([
      {
        entity_type: 'route',
        entity_name: 'r',
        entity: { name: 'r', service: { id: '11111111-1111-4111-8111-111111111111' } },
        errors: [{ type: 'entity', message: expect.stringContaining('must set one of') }],
      },
      {
        entity_type: 'service',
        entity_name: 's',
        entity_id: '11111111-1111-4111-8111-111111111111',
        entity_tags: ['x'],
        entity: expect.objectContaining({ retries: -1 }),
        errors: [
          { type: 'field', field: 'retries', message: expect.stringContaining('between') },
          { type: 'field', field: 'host', message: 'required field missing' },
        ],
      },
    ]);
  });

  it('in a text that is neither YAML nor a table is told', () => {
    expect(errorOf('just words')).toMatchObject({ code: 14 });
    expect(JSON.stringify(errorOf('a: {b: 1'))).toContain("did not find expected ',' or '}'");
  });

  it('in an alias bomb is found before it is expanded', () => {
    const lines = Array.from({ length: 12 }, (_, index) => {
      const before = index === 0 ? 'x' : `*a${index - 1}`;
      return `k${index}: &a${index} [${Array(9).fill(before).join(', ')}]`;
    });
    expect(errorOf(lines.join('\n'))).toMatchObject({ code: 14 });
  });
});

it('takes yes and no for booleans, but not y', () => {
  const text = '_format_version: "3.0"\nroutes: [{name: y, paths: [/], strip_path: no}]';
  expect(loaded(text).routes[0]).toMatchObject({ name: 'y', strip_path: false });
});
