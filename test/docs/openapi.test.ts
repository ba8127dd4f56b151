/** docs/openapi.json is what the API serves, and a document that tools can read. */

import { readFileSync } from 'node:fs';

import type { OpenAPIV3_1 } from 'openapi-types';
import { expect, test } from 'vitest';

import { renderOpenapi } from '../../src/api/http/openapi-file.ts';
import { API_ROUTES } from '../../src/api/http/routes/all.ts';

const FILE = new URL('../../docs/openapi.json', import.meta.url);
const text = await renderOpenapi();
const document = JSON.parse(text) as OpenAPIV3_1.Document;

test('the file is what the code says (node scripts/generate-schema.ts)', () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(document);
});

test('it is OpenAPI 3.1 with each route once, its role, its answer and its failures', () => {
  expect(document.openapi).toBe('3.1.0');
  const names = new Set<string>();
  for (const { path, method, name, role, status, answer } of API_ROUTES) {
    const item = document.paths?.[path.replaceAll(/:(\w+)/g, '{$1}')];
    const operation = item?.[method.toLowerCase() as 'get'];
    expect({ path, id: operation?.operationId }).toEqual({ path, id: name });
    expect(operation?.description).toContain(role);
    expect(operation?.security).toEqual([{ bearer: [] }]);
    const code = answer === undefined ? '204' : String(status ?? 200);
    expect(Object.keys(operation?.responses ?? {}).sort()).toEqual([code, '4XX', '5XX']);
    names.add(name);
  }
  expect(names.size).toBe(API_ROUTES.length);
  expect(document.paths?.['/v1/stream']?.get?.operationId).toBe('stream');
});

test('every reference leads somewhere', () => {
  const references = [...text.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, name = ''] of references) {
    expect(Object.keys(document.components?.schemas ?? {})).toContain(name);
  }
});
