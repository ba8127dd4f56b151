/** The OpenAPI document (3.1), made from the routes and their schemas, and served beside them. */

import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from 'fastify-type-provider-zod';

import { NAMED_SCHEMAS } from './schemas/parts.ts';

/** Of the contract, not of Ballast: within 1 only what breaks nobody changes. */
const API_VERSION = '1.0.0';

const GROUPS = [
  { name: 'status', description: 'How things are, and why.' },
  { name: 'levers', description: 'People’s say over traffic; it beats the automation.' },
  { name: 'history', description: 'What is kept: journal, audit log, samples, post-mortems.' },
  { name: 'drills', description: 'Rehearsed failures.' },
  { name: 'what-if', description: 'The simulator, begun from now.' },
  { name: 'checks', description: 'What goes out to the world to see whether it works.' },
  { name: 'access', description: 'Who asks.' },
];

const DESCRIPTION = `Everything that people and programs can do with a running Ballast.

Each request but those for health carries a bearer token (\`ballast token create\`, or one of your
OpenID provider). Failures are problem documents (RFC 9457) with \`code\`, \`fix\` and \`details\`.
Clients must bear keys and words that they do not know.`;

export async function addOpenapi(app: FastifyInstance, pathPrefix: string): Promise<void> {
  const named = createJsonSchemaTransformObject({ schemaRegistry: NAMED_SCHEMAS });
  const transform = createJsonSchemaTransform({ schemaRegistry: NAMED_SCHEMAS });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Ballast', version: API_VERSION, description: DESCRIPTION },
      servers: [{ url: pathPrefix === '' ? '/' : pathPrefix }],
      tags: GROUPS,
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      },
    },
    stripBasePath: true,
    transform,
    transformObject: (document) => withoutUnused(named(document)),
  });
  // Says nothing that is not in the documentation, so it needs no token.
  app.get(
    `${pathPrefix}/v1/openapi.json`,
    { config: { role: null }, schema: { hide: true } },
    (_request, reply) => reply.type('application/json').send(app.swagger()),
  );
}

type Described = ReturnType<ReturnType<typeof createJsonSchemaTransformObject>>;

/** Each schema comes in two forms, as sent and as received; most are only ever one of them. */
function withoutUnused(document: Described): Described {
  const { components } = document as { components?: { schemas?: Record<string, unknown> } };
  const schemas = components?.schemas ?? {};
  for (let isSmaller = true; isSmaller;) {
    const text = JSON.stringify(document);
    const unused = Object.keys(schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    for (const name of unused) delete schemas[name];
    isSmaller = unused.length > 0;
  }
  return document;
}
