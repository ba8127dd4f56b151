/** `/schemas/…`: what entities and plugins look like, and validation without writing. */

import { plainError } from '../entities/kong-errors.ts';
import { SCHEMAS } from '../entities/prepare.ts';
import { printSchema } from '../entities/schema.ts';
import { PLUGIN_SCHEMAS } from '../entities/schemas/plugins.ts';
import { KINDS } from '../entities/types.ts';
import type { Kind } from '../entities/types.ts';
import { answer, param, refuse } from './endpoint.ts';
import type { Answer, Endpoint, Handler } from './endpoint.ts';
import { entityBody } from './entity-body.ts';

export const SCHEMA_ENDPOINTS: readonly Endpoint[] = [
  {
    path: '/schemas/plugins/{name}',
    methods: {
      GET: (request) => {
        const name = param(request, 'name');
        const schema = PLUGIN_SCHEMAS.get(name);
        if (schema === undefined) return refuse(plainError(404, `No plugin named '${name}'`));
        return answer(200, printSchema(schema));
      },
    },
  },
  { path: '/schemas/plugins/validate', methods: { POST: validateAs(() => 'plugins') } },
  {
    path: '/schemas/{name}/validate',
    methods: { POST: validateAs((request) => param(request, 'name')) },
  },
  {
    path: '/schemas/{name}',
    methods: {
      GET: (request) => {
        const name = param(request, 'name');
        const kind = kindNamed(name);
        return kind === null ? unknownEntity(name) : answer(200, printSchema(SCHEMAS[kind]));
      },
    },
  },
];

function validateAs(nameOf: (request: Parameters<Handler>[0]) => string): Handler {
  return (request, { store }) => {
    const kind = kindNamed(nameOf(request));
    if (kind === null) return unknownEntity(nameOf(request));
    const checked = store.check(kind, entityBody(kind, request.body));
    if (!checked.ok) return refuse(checked.error);
    return answer(200, { message: 'schema validation successful' });
  };
}

function kindNamed(name: string): Kind | null {
  return KINDS.find((kind) => kind === name) ?? null;
}

function unknownEntity(name: string): Answer {
  return refuse(plainError(404, `No entity named '${name}'`));
}
