import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FOREIGN_KEYS, referenceId, uniqueKeysOf } from './keys.ts';
import type { Result } from './kong-errors.ts';
import { createEntityStore } from './store.ts';
import type { EntityStore } from './store.ts';
import { KINDS } from './types.ts';
import type { Entity, EntityChange } from './types.ts';

function newStore(database: 'memory' | 'off' = 'memory'): EntityStore & { pass(ms: number): void } {
  let nowMs = 1_700_000_000_000;
  let count = 0;
  const store = createEntityStore({
    database,
    nowMs: () => nowMs,
    uuid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
  });
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { ...store, pass };
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error.body));
  return result.value;
}

function bodyOf(result: Result<unknown>): unknown {
  return result.ok ? 'accepted' : result.error.body;
}

describe('an upstream', () => {
  it.each([
    [{}, { algorithm: 'round-robin', hash_on: 'none' }],
    [{ algorithm: 'consistent-hashing' }, { algorithm: 'round-robin', hash_on: 'none' }],
    [{ hash_on: 'ip' }, { algorithm: 'consistent-hashing', hash_on: 'ip' }],
    [
      { algorithm: 'latency', hash_on: 'ip' },
      { algorithm: 'latency', hash_on: 'none' },
    ],
    [{ algorithm: 'least-connections' }, { algorithm: 'least-connections', hash_on: 'none' }],
  ])('created with %j balances by %j', (given, expected) => {
    const store = newStore();
    expect(value(store.insert('upstreams', { name: 'u', ...given }))).toMatchObject(expected);
  });

  it('changed to hash_on none goes back to round-robin', () => {
    const store = newStore();
    store.insert('upstreams', { name: 'u', hash_on: 'path' });
    expect(value(store.update('upstreams', 'u', { hash_on: 'none' }))).toMatchObject({
      algorithm: 'round-robin',
    });
  });

  it('keeps what a PATCH of a record does not name, but not what one of an array does not', () => {
    const store = newStore();
    store.insert('upstreams', {
      name: 'u',
      healthchecks: { active: { http_path: '/h', healthy: { http_statuses: [200, 204] } } },
    });
    const patch = { healthchecks: { active: { healthy: { http_statuses: [200] } } } };
    const { healthchecks } = store.settingsOf('u') ?? {};
    expect(healthchecks?.active.healthy.http_statuses).toEqual([200, 204]);
    value(store.update('upstreams', 'u', patch));
    const after = store.settingsOf('u')?.healthchecks.active;
    expect(after).toMatchObject({ http_path: '/h', healthy: { http_statuses: [200] } });
  });

  it('has no nulls in what the balancer gets, whatever was stored', () => {
    const store = newStore();
    value(store.insert('upstreams', { name: 'u', slots: null, algorithm: null }));
    expect(store.settingsOf('u')).toMatchObject({ slots: 10000, algorithm: 'round-robin' });
    expect(store.settingsOf('u')?.healthchecks.threshold).toBe(0);
  });

  it('takes its targets with it', () => {
    const store = newStore();
    const { id } = value(store.insert('upstreams', { name: 'u' }));
    value(store.insert('targets', { target: 'a:1', upstream: { id } }));
    value(store.remove('upstreams', 'u'));
    expect(store.list('targets')).toEqual([]);
  });
});

describe('targets', () => {
  it('go to the balancer oldest first and to the list newest first', () => {
    const store = newStore();
    const { id } = value(store.insert('upstreams', { name: 'u' }));
    for (const target of ['a:1', 'b:1', 'c:1']) {
      store.pass(5);
      value(store.insert('targets', { target, weight: 7, upstream: { id } }));
    }
    expect(store.targetsOf('u').map(({ target }) => target)).toEqual(['a:1', 'b:1', 'c:1']);
    const names = store.targetsNewestFirst(id).map((entity) => entity['target']);
    expect(names).toEqual(['c:1', 'b:1', 'a:1']);
  });

  it('have times with milliseconds, and a PATCH moves updated_at', () => {
    const store = newStore();
    const { id } = value(store.insert('upstreams', { name: 'u' }));
    store.pass(1);
    const target = value(store.insert('targets', { target: 'a:1', upstream: { id } }));
    expect(target['created_at']).toBe(1_700_000_000.001);
    store.pass(20);
    const patched = value(store.update('targets', target.id, { weight: 100 }));
    expect(patched).toMatchObject({ created_at: 1_700_000_000.001, updated_at: 1_700_000_000.021 });
  });

  it('of one address can be in two upstreams, but not twice in one', () => {
    const store = newStore();
    const one = value(store.insert('upstreams', { name: 'one' }));
    const two = value(store.insert('upstreams', { name: 'two' }));
    value(store.insert('targets', { target: 'a:1', upstream: { id: one.id } }));
    value(store.insert('targets', { target: 'a:1', upstream: { id: two.id } }));
    const again = store.insert('targets', { target: 'a:1', upstream: { id: two.id } });
    expect(bodyOf(again)).toMatchObject({ code: 5 });
  });
});

describe('references', () => {
  it('by a name that does not exist are refused', () => {
    const body = bodyOf(newStore().insert('routes', { paths: ['/a'], service: { name: 'x' } }));
    expect(body).toMatchObject({ code: 13, name: 'foreign keys unresolved' });
  });

  it('to what this gateway does not have are refused', () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const body = bodyOf(newStore().insert('plugins', { name: 'prometheus', consumer: { id } }));
    expect(body).toMatchObject({ code: 4, fields: { consumer: { id } } });
  });

  it('that are no ids are a schema violation', () => {
    const body = bodyOf(newStore().insert('routes', { paths: ['/a'], service: { id: 'x' } }));
    expect(body).toMatchObject({ code: 2, fields: { service: { id: 'expected a valid UUID' } } });
  });

  it('of plugins go with what they refer to', () => {
    const store = newStore();
    const { id } = value(store.insert('services', { name: 's', host: 'h' }));
    value(store.insert('plugins', { name: 'prometheus', service: { id } }));
    value(store.remove('services', 's'));
    expect(store.plugins()).toEqual([]);
  });
});

describe('a write', () => {
  it('is told to listeners with the upstream that it concerns', () => {
    const store = newStore();
    const changes: EntityChange[] = [];
    const stop = store.onChange((change) => changes.push(change));
    const { id } = value(store.insert('upstreams', { name: 'u' }));
    const target = value(store.insert('targets', { target: 'a:1', upstream: { id } }));
    value(store.update('targets', target.id, { weight: 1 }));
    value(store.update('upstreams', 'u', { name: 'v' }));
    value(store.remove('targets', target.id));
    value(store.remove('upstreams', 'v'));
    stop();
    value(store.insert('services', { host: 'h' }));
    const upstream = { kind: 'upstreams', upstream: 'u', previousName: 'u' };
    expect(changes).toEqual([
      { ...upstream, operation: 'create' },
      { kind: 'targets', upstream: 'u' },
      { kind: 'targets', upstream: 'u' },
      { ...upstream, operation: 'update', upstream: 'v' },
      { kind: 'targets', upstream: 'v' },
      { kind: 'upstreams', operation: 'delete', upstream: 'v', previousName: 'v' },
    ]);
  });

  it('that is refused is told to nobody and changes nothing', () => {
    const store = newStore();
    value(store.insert('upstreams', { name: 'u' }));
    let told = 0;
    store.onChange(() => {
      told += 1;
    });
    expect(store.insert('upstreams', { name: 'u' }).ok).toBe(false);
    expect(store.update('upstreams', 'u', { slots: 1 }).ok).toBe(false);
    expect(told).toBe(0);
    expect(store.settingsOf('u')?.slots).toBe(10000);
  });

  it.each([
    ['insert', (store: EntityStore) => store.insert('services', { host: 'h' }), 'create'],
    ['upsert', (store: EntityStore) => store.upsert('services', 's', { host: 'h' }), 'create or'],
  ] as const)('without a database is refused: %s', (_name, write, operation) => {
    const body = bodyOf(write(newStore('off')));
    expect(body).toMatchObject({ code: 12 });
    expect(JSON.stringify(body)).toContain(`cannot ${operation}`);
  });
});

describe('a plugin', () => {
  it('shows its deprecated fields and takes changes by either name', () => {
    const store = newStore();
    const config = { minute: 5, policy: 'redis', redis_host: 'r' };
    const plugin = value(store.insert('plugins', { name: 'rate-limiting', config }));
    expect(plugin['config']).toMatchObject({ redis_host: 'r', redis: { host: 'r', port: 6379 } });
    const patched = value(store.update('plugins', plugin.id, { config: { redis: { port: 1 } } }));
    expect(patched['config']).toMatchObject({
      redis_host: 'r',
      redis_port: 1,
      redis: { host: 'r', port: 1 },
    });
  });

  it('is refused when it is not known, whatever else is wrong with it', () => {
    const given = { name: 'circuit-breaker', config: { response_timeout: 5000 } };
    const message = "plugin 'circuit-breaker' not enabled; add it to the 'plugins' configuration";
    expect(bodyOf(newStore().insert('plugins', given))).toMatchObject({
      fields: { name: `${message} property` },
    });
  });
});

it('never has a dangling reference or a unique key twice, after any writes', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const write = fc.oneof(
    fc.record({ do: fc.constant('insert'), kind: fc.constantFrom(...KINDS), name, parent: name }),
    fc.record({ do: fc.constant('remove'), kind: fc.constantFrom(...KINDS), name, parent: name }),
    fc.record({ do: fc.constant('rename'), kind: fc.constantFrom(...KINDS), name, parent: name }),
  );
  fc.assert(
    fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
      const store = newStore();
      for (const step of writes) apply(store, step);
      for (const kind of KINDS) {
        const keys = store.list(kind).flatMap((entity) => uniqueKeysOf(kind, entity));
        expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
        for (const entity of store.list(kind)) expectNoDangling(store, kind, entity);
      }
    }),
    { numRuns: 100 },
  );
});

interface Step {
  readonly do: string;
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
  readonly parent: string;
}

function apply(store: EntityStore, { do: operation, kind, name, parent }: Step): void {
  const service = { service: { name: parent } };
  const bodies = {
    services: { name, host: 'h' },
    routes: { name, paths: ['/'], ...service },
    upstreams: { name },
    targets: { target: `${name}:1`, upstream: { name: parent } },
    plugins: { name: 'prometheus', instance_name: name, ...service },
  };
  const key =
    kind === 'targets'
      ? (store.list('targets').find((target) => target['target'] === `${name}:1`)?.id ?? 'x')
      : name;
  if (operation === 'insert') store.insert(kind, bodies[kind]);
  else if (operation === 'remove') store.remove(kind, key);
  else store.update(kind, key, kind === 'plugins' ? { instance_name: parent } : { name: parent });
}

function expectNoDangling(store: EntityStore, kind: Step['kind'], entity: Entity): void {
  for (const { field, kind: other } of FOREIGN_KEYS[kind]) {
    const id = referenceId(entity[field]);
    if (id === null) continue;
    expect(other === 'certificates' || other === 'consumers').toBe(false);
    expect(store.find(other as Step['kind'], id)).not.toBeNull();
  }
}
