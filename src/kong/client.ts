/**
 * Kong's Admin API as typed methods. Every call has a time limit and takes an AbortSignal, is
 * repeated only where that is safe (`retry.ts`), and fails with `KongError` and nothing else.
 *
 * One client speaks to one Kong cluster through one or several equal nodes. What differs from node
 * to node (health) is read with one client per node: see `admin-port.ts`.
 */

import type { z } from 'zod';
import type { Random } from '../lib/random.ts';
import type { KongUpstreamView } from '../model/kong.ts';
import { call, type Caller, type CallOptions } from './call.ts';
import { type Collection, createCollection, encodeSegment, type Endpoint } from './collection.ts';
import * as entities from './entities.ts';
import { KongError } from './errors.ts';
import { collect, DEFAULT_PAGING, walkPages, type Paging } from './paging.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.ts';
import { storedTargetName } from '../model/target-name.ts';
import { createTransport, parseBaseUrl, type TlsSettings } from './transport.ts';

export interface AdminClientOptions {
  /** At least one; the others are tried when the first cannot be reached. */
  readonly baseUrls: readonly string[];
  /** Called for each request. */
  readonly token?: () => string | null;
  readonly tls?: TlsSettings;
  /** Enterprise workspace; `null` = the default one. */
  readonly workspace?: string | null;
  /** Limit of one call, its retries included. */
  readonly timeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly maxAnswerBytes?: number;
  readonly retry?: RetryPolicy;
  readonly paging?: Paging;
  /** For the jitter of retries. */
  readonly random?: Random;
}

export interface AdminClient {
  /** `GET /`. */
  readNode(options?: CallOptions): Promise<entities.NodeInfo>;
  /** `GET /status`. */
  readStatus(options?: CallOptions): Promise<entities.NodeStatus>;
  /** `GET /schemas/NAME`, such as `targets` or `plugins/http-log`; may be `KONG_NOT_FOUND`. */
  readSchema(name: string, options?: CallOptions): Promise<entities.EntitySchema>;
  readonly services: Collection<entities.KongService>;
  readonly routes: Collection<entities.KongRoute>;
  readonly upstreams: Collection<entities.KongUpstream>;
  readonly plugins: Collection<entities.KongPlugin>;
  /** The targets of one upstream, by its name or id. */
  targets(upstream: string): Collection<entities.KongTarget>;
  /** What this node says of an upstream's targets. */
  readHealth(upstream: string, options?: CallOptions): Promise<KongUpstreamView>;
  /** Marks a target on this node; active checks may soon undo it (facts 28). */
  setHealth(mark: HealthMark, options?: CallOptions): Promise<void>;
  /** The whole configuration as YAML; only without a database. */
  readConfig(options?: CallOptions): Promise<string>;
  /** Replaces the whole configuration; only without a database. `unchanged` on 304. */
  postConfig(config: ConfigPost, options?: CallOptions): Promise<{ readonly unchanged: boolean }>;
  close(): Promise<void>;
}

interface HealthMark {
  readonly upstream: string;
  readonly target: string;
  readonly healthy: boolean;
  /** Only this address (`ip:port`) of the target; all of them when not given. */
  readonly address?: string;
}

interface ConfigPost {
  /** An object is sent as JSON, a text as YAML. */
  readonly config: object | string;
  /** Kong then does nothing when nothing changed; works for texts only (facts 53). */
  readonly checkHash?: boolean;
}

export function createAdminClient(options: AdminClientOptions): AdminClient {
  const caller = createCaller(options);
  const endpoint = createEndpoint(caller, options.paging ?? DEFAULT_PAGING);
  const scope = options.workspace == null ? '' : `/${encodeSegment(options.workspace)}`;
  const upstreamPath = (upstream: string) => `${scope}/upstreams/${encodeSegment(upstream)}`;
  return {
    ...nodeMethods(endpoint, caller),
    services: createCollection(endpoint, `${scope}/services`, entities.serviceSchema),
    routes: createCollection(endpoint, `${scope}/routes`, entities.routeSchema),
    upstreams: createCollection(endpoint, `${scope}/upstreams`, entities.upstreamSchema),
    plugins: createCollection(endpoint, `${scope}/plugins`, entities.pluginSchema),
    targets: (upstream) => createTargets(endpoint, `${upstreamPath(upstream)}/targets`),
    async readHealth(upstream, callOptions) {
      // A node without an id is told apart by its address.
      let nodeId = caller.bases[0]?.origin ?? '';
      const path = `${upstreamPath(upstream)}/health`;
      const read = async (query: string) => {
        const call = { method: 'GET', path: `${path}${query}` } as const;
        const page = await endpoint.read(call, entities.pageSchema, callOptions);
        nodeId = page.node_id ?? nodeId;
        return { items: page.data, offset: page.offset == null ? null : String(page.offset) };
      };
      const items = await collect(walkPages(read, options.paging ?? DEFAULT_PAGING));
      const entries = items.map((item) =>
        parse(item, { schema: entities.healthEntrySchema, caller, call: { method: 'GET', path } }),
      );
      return entities.toUpstreamView(upstream, { nodeId, entries });
    },
    async setHealth({ upstream, target, healthy, address }, callOptions) {
      const suffix = address === undefined ? '' : `/${encodeSegment(address)}`;
      const name = encodeSegment(storedTargetName(target));
      const verdict = healthy ? 'healthy' : 'unhealthy';
      const path = `${upstreamPath(upstream)}/targets/${name}${suffix}/${verdict}`;
      await endpoint.send({ method: 'PUT', path }, callOptions);
    },
    close: () => caller.transport.close(),
  };
}

function createCaller(options: AdminClientOptions): Caller {
  const timeoutMs = options.timeoutMs ?? 5_000;
  return {
    transport: createTransport({
      tls: options.tls ?? {},
      token: options.token ?? (() => null),
      connectTimeoutMs: options.connectTimeoutMs ?? Math.min(2_000, timeoutMs),
      maxAnswerBytes: options.maxAnswerBytes ?? 64 * 1024 * 1024, // POST /config echoes it all
    }),
    bases: options.baseUrls.map(parseBaseUrl),
    timeoutMs,
    retry: options.retry ?? DEFAULT_RETRY,
    random: options.random ?? Math.random,
  };
}

function nodeMethods(
  endpoint: Endpoint,
  caller: Caller,
): Pick<AdminClient, 'readNode' | 'readStatus' | 'readSchema' | 'readConfig' | 'postConfig'> {
  const get = <T>(path: string, schema: z.ZodType<T>, options?: CallOptions) =>
    endpoint.read({ method: 'GET', path }, schema, options);
  return {
    readNode: (options) => get('/', entities.nodeInfoSchema, options),
    readStatus: (options) => get('/status', entities.statusSchema, options),
    readSchema: (name, options) =>
      get(
        `/schemas/${name.split('/').map(encodeSegment).join('/')}`,
        entities.entitySchema,
        options,
      ),
    readConfig: async (options) => (await get('/config', entities.configSchema, options)).config,
    async postConfig({ config, checkHash = false }, options) {
      const query = checkHash ? '?check_hash=1&flatten_errors=1' : '?flatten_errors=1';
      const exchange = { method: 'POST', path: `/config${query}`, body: config };
      const { status } = await call(caller, exchange, options);
      return { unchanged: status === 304 };
    },
  };
}

/** Targets are found by the address as Kong stores it. */
function createTargets(endpoint: Endpoint, path: string): Collection<entities.KongTarget> {
  const plain = createCollection(endpoint, path, entities.targetSchema);
  return {
    ...plain,
    get: (key, options) => plain.get(storedTargetName(key), options),
    patch: (key, fields, options) => plain.patch(storedTargetName(key), fields, options),
    put: (key, fields, options) => plain.put(storedTargetName(key), fields, options),
    delete: (key, options) => plain.delete(storedTargetName(key), options),
  };
}

function createEndpoint(caller: Caller, paging: Paging): Endpoint {
  const endpoint: Endpoint = {
    async read(exchange, schema, options) {
      const { json } = await call(caller, exchange, options);
      return parse(json, { schema, caller, call: exchange });
    },
    async send(exchange, options) {
      await call(caller, exchange, options);
    },
    async *walk(path, schema, options) {
      const read = async (query: string) => {
        const page = await endpoint.read(
          { method: 'GET', path: `${path}${query}` },
          entities.pageSchema,
          options,
        );
        return { items: page.data, offset: page.offset == null ? null : String(page.offset) };
      };
      for await (const item of walkPages(read, paging)) {
        yield parse(item, { schema, caller, call: { method: 'GET', path } });
      }
    },
  };
  return endpoint;
}

/** A good status with a body that is not what Kong answers: something else listens there. */
function parse<T>(
  value: unknown,
  context: {
    readonly schema: z.ZodType<T>;
    readonly caller: Caller;
    readonly call: { readonly method: string; readonly path: string };
  },
): T {
  const result = context.schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw new KongError({
    code: 'KONG_BAD_ANSWER',
    ...context.call,
    origin: context.caller.bases[0]?.origin ?? '',
    message:
      value === undefined
        ? 'the body is not JSON'
        : `unexpected body${place === '' ? '' : ` at ${place}`}: ${issue?.message ?? ''}`,
  });
}
