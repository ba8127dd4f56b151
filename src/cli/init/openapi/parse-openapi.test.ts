/** Endpoints and methods are read from OpenAPI 3; everything else is left alone or refused. */

import { describe, expect, test } from 'vitest';

import type { ApiService } from './contract.ts';
import { parseOpenApi } from './parse-openapi.ts';

const HEAD = 'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\n';

function servicesOf(text: string): readonly ApiService[] {
  const result = parseOpenApi(text);
  if (result.kind === 'refused') throw new Error(result.problem.message);
  return result.api.services;
}

describe('paths become services by their first segment', () => {
  test.each<[string, string, readonly ApiService[]]>([
    [
      'methods of all paths together, in the usual order',
      'paths: { /orders: { post: {}, get: {} }, "/orders/{id}": { delete: {} } }',
      [{ name: 'orders', path: '/orders', methods: ['GET', 'POST', 'DELETE'] }],
    ],
    [
      'the path of the first server before them, variables at their defaults',
      'servers: [{ url: "https://{h}/{b}/", variables: { b: { default: v2 } } }]\npaths: { /a: { get: {} } }',
      [{ name: 'a', path: '/v2/a', methods: ['GET'] }],
    ],
    [
      'a parameter first is the base itself',
      'paths: { "/{tenant}/x": { get: {} } }',
      [{ name: 'api', path: '/', methods: ['GET'] }],
    ],
    [
      'extensions are ignored, unknown methods too',
      'x-a: { b: [1] }\npaths: { x-note: 1, /a: { x-b: 1, get: {}, parameters: [] } }',
      [{ name: 'a', path: '/a', methods: ['GET'] }],
    ],
    [
      'methods that stand elsewhere are any',
      'paths: { /a: { $ref: "./a.yaml" }, /b: null }',
      [
        { name: 'a', path: '/a', methods: [] },
        { name: 'b', path: '/b', methods: [] },
      ],
    ],
    [
      'names that come to the same upstream are told apart',
      'paths: { /a.b: { get: {} }, /a-b: { get: {} } }',
      [
        { name: 'a.b', path: '/a.b', methods: ['GET'] },
        { name: 'a-b-2', path: '/a-b', methods: ['GET'] },
      ],
    ],
  ])('%s', (_name, text, services) => {
    expect(servicesOf(HEAD + text)).toEqual(services);
  });

  test('JSON is read as well', () => {
    const text = JSON.stringify({ openapi: '3.0.3', paths: { '/a': { get: {} } } });
    expect(servicesOf(text)).toEqual([{ name: 'a', path: '/a', methods: ['GET'] }]);
  });
});

describe('what is no OpenAPI 3 document is refused with its place', () => {
  test.each([
    ['broken YAML', 'openapi: 3.0.0\npaths: {', 2],
    ['a list', '- openapi: 3.0.0\n', 1],
    ['nothing', '', 1],
    ['Swagger 2', 'info: {}\nswagger: "2.0"\n', 2],
    ['another version', 'openapi: 4.0.0\n', 1],
    ['no paths', 'openapi: 3.0.0\ninfo: {}\npaths: {}\n', 3],
    ['paths that are none', 'openapi: 3.0.0\npaths: [1]\n', 2],
    ['only extensions', 'openapi: 3.0.0\npaths: { x-a: 1 }\n', 2],
    ['brackets without end', `openapi: 3.0.0\nx: ${'['.repeat(10_000)}`, 2],
    ['an alias bomb', `a: &a [x]\nb: [${'*a, '.repeat(2_000)}]\n`, 2],
  ])('%s', (_name, text, line) => {
    expect(parseOpenApi(text)).toMatchObject({ kind: 'refused', problem: { line } });
  });

  test('more groups than anybody means', () => {
    const paths = Array.from({ length: 201 }, (_, index) => `  /p${index}: { get: {} }\n`).join('');
    expect(parseOpenApi(`${HEAD}paths:\n${paths}`)).toMatchObject({ kind: 'refused' });
  });

  test('more bytes than a description has', () => {
    expect(parseOpenApi(' '.repeat(8 * 1024 * 1024 + 1))).toMatchObject({ kind: 'refused' });
  });
});
