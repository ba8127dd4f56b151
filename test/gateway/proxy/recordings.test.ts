/**
 * The scenarios recorded on a real Kong 3.9.3, played again on the embedded gateway: the same answer
 * for the client, the same entry in the logs (keys, tries, statuses), the same transport.
 *
 * Ids, times, sizes and latencies differ and are compared by type; ports are compared by the role of
 * the target behind them. A scenario with several recorded requests is asked until the gateway has
 * shown each recorded course of tries, because which target comes first is a matter of the wheel.
 */

import dgram from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  type Answer,
  ask,
  eventually,
  type Harness,
  refusingPort,
  startHarness,
  startRawTarget,
  startTarget,
} from './harness.ts';

type Entry = Record<string, unknown>;

interface Recording {
  readonly exchanges: readonly {
    readonly request: {
      method: string;
      path: string;
      headers?: Record<string, string>;
      body?: string;
    };
    readonly response: { status: number; headers: Record<string, string>; body: string } | null;
  }[];
  readonly http_log: readonly { headers: Record<string, string>; body_raw: string }[];
  readonly tcp_log?: readonly string[];
  readonly udp_log?: readonly string[];
}

/** Recorded port → role. */
const ROLES: Readonly<Record<number, string>> = {
  9001: 'good',
  9005: 'good',
  9011: 'refuse',
  9012: 'refuse-too',
  9013: 'hold',
  9014: 'hang-up',
  9015: 'error',
  9016: 'slow',
};

const SCENARIOS = [
  'success',
  'slow-success',
  'retry-success',
  'retry-success-post',
  'all-tries-failed-502',
  'upstream-timeout-504',
  'upstream-timeout-504-post',
  'connection-closed-by-target',
  'connection-closed-by-target-post',
  'no-healthy-target-503',
  'partly-unhealthy',
  'empty-upstream-503',
  'weight-zero-upstream',
  'unresolvable-target',
  'upstream-500',
  'client-abort-499',
  'hostname-target',
  'service-without-upstream',
  'plugin-response-rate-limiting-429',
  'plugin-response-request-termination-503',
  'no-route-404',
  'custom-fields',
  'latency-algorithm-all-tries-failed',
];

const ports: Record<string, number> = {};
const closers: (() => Promise<void>)[] = [];
const posts: { headers: http.IncomingHttpHeaders; body: string }[] = [];
const lines: string[] = [];
const datagrams: string[] = [];
let gateway: Harness;
let sinkPort = 0;

beforeAll(async () => {
  gateway = await startHarness();
  closers.push(() => gateway.close());
  await startTargets();
  await startSinks();
  configure();
  await eventually(() => gateway.node.targetHealth('u-host')?.[0]?.health === 'HEALTHCHECKS_OFF');
});

afterAll(async () => {
  for (const close of closers) await close();
});

describe('what a real Kong 3.9.3 did is what the embedded gateway does:', () => {
  test.each(SCENARIOS)('%s', async (name) => {
    const recording = JSON.parse(
      readFileSync(`test/fixtures/kong/telemetry/logs-${name}.json`, 'utf8'),
    ) as Recording;
    const wanted = recording.http_log.map(({ body_raw: raw }) => JSON.parse(raw) as Entry);

    for (const [index, { request, response }] of recording.exchanges.entries()) {
      const entry = wanted[index];
      if (entry === undefined) continue;
      const seen = await askUntil(request, entry);

      expect(shapeOf(seen.entry)).toEqual(shapeOf(entry));
      expect(clientView(seen.answer)).toEqual(clientView(response));
      const headers = recording.http_log[index]?.headers ?? {};
      expect(Object.keys(seen.headers).toSorted()).toEqual(
        // node's client names its connection handling; Kong's does not.
        [...Object.keys(headers), 'connection'].toSorted(),
      );
    }
  });

  test('tcp-log and udp-log carry the same entries as http-log', async () => {
    posts.length = 0;
    lines.length = 0;
    datagrams.length = 0;
    await ask(gateway.port, '/ok/x');
    await eventually(() => posts.length === 1 && lines.length === 1 && datagrams.length === 1);
    const entry = JSON.parse(posts[0]?.body ?? '') as Entry;
    expect(JSON.parse(lines[0] ?? '')).toEqual(entry);
    expect(JSON.parse(datagrams[0] ?? '')).toEqual(entry);
  });
});

async function askUntil(
  request: Recording['exchanges'][number]['request'],
  wanted: Entry,
): Promise<{ answer: Answer | null; entry: Entry; headers: http.IncomingHttpHeaders }> {
  for (let turn = 0; turn < 30; turn += 1) {
    posts.length = 0;
    const answer = await askAs(request);
    await eventually(() => posts.length > 0);
    const [post] = posts;
    const entry = JSON.parse(post?.body ?? '') as Entry;
    if (courseOf(entry) === courseOf(wanted)) {
      return { answer, entry, headers: post?.headers ?? {} };
    }
    reshuffle(entry);
  }
  throw new Error(`the gateway never took the course ${courseOf(wanted)}`);
}

/** Which targets were tried, and how each try ended for nginx. */
function courseOf(entry: Entry): string {
  const tries = (entry['tries'] ?? []) as { port?: number }[];
  const roles = tries.map(({ port }) => (port === undefined ? 'none' : roleOf(port)));
  return `${roles.join(', ')}: ${String(entry['upstream_status'])}`;
}

/** A write to the upstream makes a new wheel, so that another target may come first. */
function reshuffle(entry: Entry): void {
  const { host } = entry['service'] as { host: string };
  gateway.store.update('upstreams', host, { tags: ['again'] });
}

function askAs(request: Recording['exchanges'][number]['request']): Promise<Answer | null> {
  const { method, path, headers = {} } = request;
  const all = { ...headers, host: `localhost:${gateway.port}` };
  if (path === '/slow') return abortedAfter(path, all, 60);
  const body = method === 'POST' ? (request.body ?? 'a=1') : undefined;
  return ask(gateway.port, path, { method, headers: all, ...(body !== undefined && { body }) });
}

/** The client gives up while the target is still thinking. */
async function abortedAfter(
  path: string,
  headers: Record<string, string>,
  waitMs: number,
): Promise<null> {
  const request = http.get({ host: '127.0.0.1', port: gateway.port, path, headers, agent: false });
  request.on('error', () => undefined);
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  request.destroy();
  return null;
}

/** An entry with everything that differs from run to run replaced by its type or role. */
function shapeOf(entry: Entry): unknown {
  return JSON.parse(
    JSON.stringify(entry, (key, value: unknown) => {
      if (key === 'port' && typeof value === 'number') return roleOf(value);
      if (key === 'code' || key === 'status' || key === 'retries') return value;
      if (key === 'upstream_status' || key === 'upstream_uri' || key === 'uri') return value;
      if (key === 'upstream_addr')
        return String(value)
          .split(', ')
          .map((at) => roleOf(Number(at.split(':')[1])));
      if (key === 'upstream_response_time') return String(value).replaceAll(/\d\.\d{3}/g, '0.000');
      if (key === 'host' && /^localhost:\d+$/.test(String(value))) return 'localhost';
      // Some recordings were made with other names for the same things.
      if (key === 'host') return String(value).replace(/^u-/, '');
      if (key === 'paths') return (value as string[]).map((path) => path.replace(/\/$/, ''));
      if (key === 'url') return String(value).replace(/:\d+\//, '/');
      if (key === 'proxy' && typeof value === 'number') return value < 0 ? 'none' : 'some';
      if (/^(id|ws_id|workspace|x-kong-request-id)$/.test(key)) return 'id';
      if (/latency|reset|retry-after|^content-length$/.test(key)) return 'varies';
      if (key === 'read_timeout' || key === 'port') return value;
      if (key === 'client_certificate' || key === 'tags') return undefined;
      return typeof value === 'number' ? 'number' : value;
    }),
  );
}

function roleOf(port: number): string {
  if (port === 80) return '80';
  const role = ROLES[port];
  if (role !== undefined) return role;
  return Object.entries(ports).find(([, own]) => own === port)?.[0] ?? String(port);
}

/** What an answer is to the client; `null` when it got none. */
function clientView(answer: Answer | Recording['exchanges'][number]['response']): unknown {
  if (answer?.status === undefined) return null;
  const { status, headers, body } = answer;
  return {
    status,
    headers: Object.keys(headers).toSorted(),
    contentType: headers['content-type'],
    via: headers['via'],
    server: headers['server'],
    body: body.replaceAll(String(headers['x-kong-request-id']), 'ID'),
  };
}

async function startTargets(): Promise<void> {
  const answering = async (role: string, status: number, body: string, waitMs = 0) => {
    const target = await startTarget((request, response) => {
      request.resume();
      response.sendDate = false;
      const isSlow = request.url === '/slow';
      const text = isSlow ? 't1 200\n' : body;
      const answer = () => {
        response.writeHead(status, {
          'content-type': 'text/plain; charset=UTF-8',
          'content-length': text.length,
          'x-target': role === 'error' ? 'f5' : 't1',
        });
        response.end(text);
      };
      if (waitMs > 0) setTimeout(answer, waitMs);
      else answer();
    });
    ports[role] = target.port;
    closers.push(() => target.close());
  };
  await answering('good', 200, 't1\n');
  await answering('error', 500, 'f5 500\n');
  await answering('slow', 200, 't1\n', 500);
  const hold = await startRawTarget((socket) => socket.resume());
  const hangUp = await startRawTarget((socket) => socket.once('data', () => socket.destroy()));
  closers.push(
    () => hold.close(),
    () => hangUp.close(),
  );
  ports['hold'] = hold.port;
  ports['hang-up'] = hangUp.port;
  ports['refuse'] = await refusingPort();
  ports['refuse-too'] = await refusingPort();
}

async function startSinks(): Promise<void> {
  const httpSink = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      posts.push({ headers: request.headers, body });
      response.end();
    });
  });
  const tcpSink = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      lines.push(
        ...chunk
          .toString()
          .split('\n')
          .filter((line) => line !== ''),
      );
    });
  });
  const udpSink = dgram.createSocket('udp4', (message) => datagrams.push(message.toString()));
  httpSink.listen(0, '127.0.0.1');
  tcpSink.listen(0, '127.0.0.1');
  udpSink.bind(0, '127.0.0.1');
  await Promise.all([
    once(httpSink, 'listening'),
    once(tcpSink, 'listening'),
    once(udpSink, 'listening'),
  ]);
  sinkPort = (httpSink.address() as net.AddressInfo).port;
  const sinkUrl = `http://127.0.0.1:${sinkPort}/log`;
  gateway.add('plugins', { name: 'http-log', config: { http_endpoint: sinkUrl } });
  const tcp = { host: '127.0.0.1', port: (tcpSink.address() as net.AddressInfo).port };
  gateway.add('plugins', { name: 'tcp-log', config: tcp });
  const udp = { host: '127.0.0.1', port: udpSink.address().port };
  gateway.add('plugins', { name: 'udp-log', config: udp });
  closers.push(async () => {
    httpSink.closeAllConnections();
    httpSink.close();
    tcpSink.close();
    udpSink.close();
  });
}

/** The recorded node's configuration, as far as the scenarios need it. */
function configure(): void {
  const { good = 0, refuse = 0, hold = 0, error = 0, slow = 0 } = ports;
  const upstream = (name: string, targets: readonly (string | number)[], body: Entry = {}) => {
    gateway.add('upstreams', { name, ...body });
    for (const target of targets) {
      gateway.addTarget(name, typeof target === 'number' ? `127.0.0.1:${target}` : target);
    }
  };
  const route = (name: string, host: string, service: Entry = {}) => {
    const { id } = gateway.add('services', { name, host, ...service });
    gateway.add('routes', { name: `${name}-route`, paths: [`/${name}`], service: { id } });
    return id;
  };
  const passive = { healthchecks: { passive: { unhealthy: { http_failures: 200 } } } };
  upstream('u-ok', [good]);
  upstream('u-retry', [refuse, good]);
  upstream('retry', [refuse, good]);
  upstream('u-fail', [refuse, ports['refuse-too'] ?? 0]);
  upstream('lat', [refuse, ports['refuse-too'] ?? 0], { algorithm: 'latency' });
  upstream('u-hold', [hold]);
  upstream('u-rst', [ports['hang-up'] ?? 0, good]);
  upstream('u-none', [refuse], passive);
  upstream('u-part', [refuse, good], passive);
  upstream('u-empty', []);
  upstream('u-zero', []);
  gateway.addTarget('u-zero', `127.0.0.1:${good}`, 0);
  upstream('u-nx', ['no-such-host.invalid:9001']);
  upstream('u-500', [error]);
  upstream('u-slow', [slow]);
  upstream('u-host', [`localhost:${good}`]);
  for (const name of ['u-none', 'u-part']) {
    gateway.node.setHealth({ upstream: name, target: `127.0.0.1:${refuse}`, healthy: false });
  }
  route('ok', 'u-ok', { tags: ['team-a'] });
  route('retry', 'u-retry');
  route('fail', 'u-fail', { retries: 2 });
  route('lat', 'lat');
  route('timeout', 'u-hold', { retries: 1, read_timeout: 300 });
  route('timeout-post', 'u-hold', { retries: 3, read_timeout: 300 });
  route('rst', 'u-rst');
  route('none', 'u-none');
  route('part', 'u-part');
  route('empty', 'u-empty');
  route('zero', 'u-zero');
  route('nx', 'u-nx');
  route('s500', 'u-500');
  route('slow', 'u-slow');
  route('hosttarget', 'u-host');
  route('direct', '127.0.0.1', { port: good });
  configurePlugins(route);
}

function configurePlugins(route: (name: string, host: string) => string): void {
  const limited = route('limited', 'u-ok');
  gateway.add('plugins', {
    name: 'rate-limiting',
    service: { id: limited },
    config: { hour: 1, policy: 'local' },
  });
  const terminated = route('terminated', 'u-ok');
  const config = { status_code: 503, message: 'drained' };
  gateway.add('plugins', { name: 'request-termination', service: { id: terminated }, config });
  gateway.add('plugins', {
    name: 'http-log',
    service: { id: route('custom', 'u-retry') },
    config: {
      http_endpoint: `http://127.0.0.1:${sinkPort}/log`,
      content_type: 'application/json; charset=utf-8',
      headers: { 'x-key': 'abc' },
      custom_fields_by_lua: {
        upstream_addr: 'return ngx.var.upstream_addr',
        upstream_response_time: 'return ngx.var.upstream_response_time',
        upstream_status: 'return ngx.var.upstream_status',
      },
    },
  });
}
