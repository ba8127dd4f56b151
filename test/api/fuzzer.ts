/**
 * Requests made from the API's own description: for each route mostly what its schemas allow, with
 * one place bent; sometimes nonsense. Whatever is asked, the answer comes in time and is no 5xx.
 */

import fc from 'fast-check';

import type { ApiRoute } from '../../src/api/http/route.ts';
import { API_ROUTES } from '../../src/api/http/routes/all.ts';

export interface FuzzRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
}

/** The part of JSON Schema that the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenapiOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface OpenapiOperation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

export function arbitraryRequest(
  document: OpenapiDocument,
  token: string,
): fc.Arbitrary<FuzzRequest> {
  const known = API_ROUTES.map((route) => requestOf(document, route, token));
  return fc.oneof(
    { weight: 20, arbitrary: fc.oneof(...known) },
    { weight: 1, arbitrary: strange(token) },
  );
}

function requestOf(
  document: OpenapiDocument,
  route: ApiRoute,
  token: string,
): fc.Arbitrary<FuzzRequest> {
  const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
  const operation = document.paths[path]?.[route.method.toLowerCase()];
  if (operation === undefined) throw new Error(`${route.method} ${path} is not in the document`);
  const parameters = operation.parameters ?? [];
  const values = fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [name, bent(fromSchema(document, schema))]),
    ),
    { requiredKeys: parameters.filter((one) => one.in === 'path').map(({ name }) => name) },
  );
  const body = operation.requestBody?.content['application/json']?.schema;
  const payload = body === undefined ? fc.constant(undefined) : bent(fromSchema(document, body));
  return fc.tuple(values, payload).map(([given, content]) => {
    const query = new URLSearchParams();
    let url = path;
    for (const { name, in: place } of parameters) {
      if (!(name in given)) continue;
      const text = textOf(given[name]);
      if (place === 'path') url = url.replace(`{${name}}`, encodeURIComponent(text) || '%20');
      else query.set(name, text);
    }
    const search = query.size === 0 ? '' : `?${query.toString()}`;
    const json = content === undefined ? undefined : JSON.stringify(content);
    return {
      method: route.method,
      url: `${url}${search}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { payload: json }),
    };
  });
}

/** Mostly as it is; sometimes something else altogether. */
function bent(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue() });
}

/** Methods, paths, types of body and headers that nobody foresaw. */
function strange(token: string): fc.Arbitrary<FuzzRequest> {
  const path = fc.oneof(
    fc.webPath(),
    fc.string({ unit: 'binary' }).map((text) => `/v1/${encodeURIComponent(text.toWellFormed())}`),
    fc.constantFrom('/v1/../v1/status', '//', '/%2e%2e/', '/v1/overrides/%00/end', '/%ff'),
  );
  return fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
    url: path.map((text) => (text.startsWith('/') ? text : `/${text}`)).filter(isNoStream),
    headers: fc.record(
      {
        authorization: fc.constantFrom(`Bearer ${token}`, 'Bearer', 'Bearer a.b.c', 'x'),
        'content-type': fc.constantFrom(
          'application/json',
          'text/xml',
          'application/json; charset=x',
        ),
        'last-event-id': fc.constantFrom('-1', '9e99', 'x'),
        origin: fc.constantFrom('null', 'https://evil.example'),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Record<string, string>>,
    payload: fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"a":', '[[[[', '\u0000')),
  });
}

/** It would not end. */
function isNoStream(url: string): boolean {
  return !url.includes('stream');
}

const MAX_DEPTH = 8;

function fromSchema(document: OpenapiDocument, schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const deeper = (one: Schema) => fromSchema(document, one, depth + 1);
  if (depth > MAX_DEPTH) return fc.constant(null);
  if (schema.$ref !== undefined) return deeper(resolved(document, schema.$ref));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(deeper));
  if (schema.allOf !== undefined) return fc.oneof(...schema.allOf.map(deeper));
  const types = [schema.type ?? 'any'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, deeper)));
}

function ofType(
  type: string,
  schema: Schema,
  deeper: (one: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const { minimum, maximum, minLength = 0, maxLength = 200 } = schema;
  switch (type) {
    case 'string':
      return fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...KNOWN_WORDS) },
        { weight: 1, arbitrary: fc.string({ minLength, maxLength, unit: 'grapheme' }) },
      );
    case 'integer':
      return fc.maxSafeInteger().map((value) => clamp(value, minimum, maximum));
    case 'number':
      return fc.double({ noNaN: true, min: minimum ?? -1e12, max: maximum ?? 1e12 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(deeper(schema.items ?? {}), {
        minLength: Math.min(schema.minItems ?? 0, 5),
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      });
    case 'object':
      return objectOf(schema, deeper);
    default:
      return fc.jsonValue();
  }
}

/** Words that mean something, so that more than the first check is reached. */
const KNOWN_WORDS = [
  'shop',
  'eu-west',
  'last',
  'd1',
  'o0',
  'shop-1:8080',
  'region-loss',
  'target-loss',
  'because',
];

function objectOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  deeper: (one: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, deeper(one)]),
  );
  const known = fc.record(fields, { requiredKeys: [...required] as never[] });
  if (typeof additionalProperties !== 'object') return known;
  const others = fc.dictionary(fc.string({ minLength: 1 }), deeper(additionalProperties), {
    maxKeys: 3,
  });
  return fc.tuple(known, others).map(([one, more]) => ({ ...more, ...one }));
}

function resolved({ components }: OpenapiDocument, ref: string): Schema {
  const schema = components?.schemas?.[ref.replace('#/components/schemas/', '')];
  if (schema === undefined) throw new Error(`${ref} is not in the document`);
  return schema;
}

function clamp(value: number, minimum = -1e15, maximum = 1e15): number {
  if (value >= minimum && value <= maximum) return value;
  return minimum + (Math.abs(value) % (maximum - minimum + 1));
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.toWellFormed();
}
