/** `/config`: the whole configuration of a DB-less node (facts 50–55). */

import { plainError } from '../entities/kong-errors.ts';
import { KINDS } from '../entities/types.ts';
import type { ConfigSource } from './config-state.ts';
import { answer, refuse } from './endpoint.ts';
import type { AdminBody, AdminContext, AdminRequest, Answer, Endpoint } from './endpoint.ts';

export const CONFIG_ENDPOINT: Endpoint = {
  path: '/config',
  yaml: true,
  methods: { GET: readConfig, POST: loadConfig },
};

function readConfig(_request: AdminRequest, { store, config }: AdminContext): Answer {
  return store.database === 'off'
    ? answer(200, { config: config.dump() })
    : refuse(NEEDS_NO_DATABASE);
}

function loadConfig({ body, query }: AdminRequest, { store, config }: AdminContext): Answer {
  if (store.database !== 'off') return refuse(NEEDS_NO_DATABASE);
  const source = sourceOf(body);
  if (source === null) return refuse(plainError(400, 'expected a declarative configuration'));
  const loaded = config.load(source, {
    checkHash: isOn(query.get('check_hash')),
    flattenErrors: isOn(query.get('flatten_errors')),
  });
  if (!loaded.ok) return refuse(loaded.error);
  if (loaded.value === 'identical') return { status: 304 };
  const entities = loaded.value;
  const byKind = KINDS.filter((kind) => entities[kind].length > 0).map((kind) => [
    kind,
    Object.fromEntries(entities[kind].map((entity) => [entity.id, entity])),
  ]);
  return answer(201, Object.fromEntries(byKind));
}

const NEEDS_NO_DATABASE = plainError(
  400,
  'this endpoint is only available when Kong is configured to not use a database',
);

/** The configuration itself, or a text in the field `config` of a JSON or form body. */
function sourceOf(body: AdminBody): ConfigSource | null {
  switch (body.kind) {
    case 'yaml':
      return body.text === '' ? null : { kind: 'text', text: body.text };
    case 'form': {
      const text = body.pairs.find(([key]) => key === 'config')?.[1];
      return text === undefined ? null : { kind: 'text', text };
    }
    case 'json': {
      const { config } = body.value;
      const isWrapped = body.value['_format_version'] === undefined && typeof config === 'string';
      return isWrapped ? { kind: 'text', text: config } : { kind: 'object', value: body.value };
    }
    case 'none':
      return null;
  }
}

function isOn(value: string | null): boolean {
  return value !== null && value !== '0' && value !== 'false';
}
