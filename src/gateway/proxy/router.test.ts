import { describe, expect, test } from 'vitest';

import type { KongRoute, KongService } from '../entities/types.ts';
import { createRouter } from './router.ts';

const SERVICE: KongService = {
  id: 's',
  name: 's',
  protocol: 'http',
  host: 'u',
  port: 80,
  path: null,
  retries: 5,
  connect_timeout: 1,
  read_timeout: 1,
  write_timeout: 1,
  enabled: true,
  tags: null,
  created_at: 1,
  updated_at: 1,
  client_certificate: null,
  tls_verify: null,
  tls_verify_depth: null,
  ca_certificates: null,
};

function route(name: string, conditions: Partial<KongRoute>): KongRoute {
  return {
    id: name,
    name,
    service: { id: 's' },
    protocols: ['http', 'https'],
    methods: null,
    hosts: null,
    paths: null,
    headers: null,
    snis: null,
    sources: null,
    destinations: null,
    regex_priority: 0,
    strip_path: true,
    path_handling: 'v0',
    preserve_host: false,
    request_buffering: true,
    response_buffering: true,
    https_redirect_status_code: 426,
    tags: null,
    created_at: 1,
    updated_at: 1,
    ...conditions,
  };
}

interface Asked {
  readonly method?: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
}

function winner(routes: readonly KongRoute[], path: string, asked: Asked = {}): string | null {
  const match = createRouter({ routes, services: [SERVICE] }).match({
    method: asked.method ?? 'GET',
    path,
    host: asked.host ?? 'example.com',
    header: (name) => asked.headers?.[name] ?? null,
  });
  return match?.route.name ?? null;
}

describe('the route that takes a request', () => {
  const paths = [
    route('short', { paths: ['/a'] }),
    route('long', { paths: ['/a/b'] }),
    route('regex', { paths: [String.raw`~/a/(?<id>\d+)$`] }),
    route('root', { paths: ['/'] }),
  ];
  test.each([
    { path: '/a', takes: 'short' },
    { path: '/abc', takes: 'short' },
    { path: '/a/b/c', takes: 'long' },
    { path: '/a/7', takes: 'regex' },
    { path: '/x/a/7', takes: 'root' },
    { path: '/x/../a/b', takes: 'long' },
    { path: '//a//b', takes: 'long' },
    { path: '/%61/b', takes: 'long' },
  ])('$path → $takes', ({ path, takes }) => {
    expect(winner(paths, path)).toBe(takes);
  });

  const hosts = [
    route('exact', { hosts: ['shop.example.com'], paths: ['/'] }),
    route('wild', { hosts: ['*.example.com'], paths: ['/'] }),
    route('method', { methods: ['POST'], hosts: ['*.example.com'], paths: ['/'] }),
    route('header', { headers: { version: ['1', '2'] }, paths: ['/'] }),
    route('headers', { headers: { version: ['1'], beta: ['~*^y'] }, paths: ['/'] }),
  ];
  test.each<{ asked: Asked; takes: string | null }>([
    { asked: { host: 'shop.example.com' }, takes: 'exact' },
    { asked: { host: 'SHOP.example.com:8000' }, takes: 'exact' },
    { asked: { host: 'a.b.example.com' }, takes: 'wild' },
    { asked: { host: 'a.example.com', method: 'POST' }, takes: 'method' },
    { asked: { host: 'example.com' }, takes: null },
    { asked: { host: 'x', headers: { version: '2' } }, takes: 'header' },
    { asked: { host: 'x', headers: { version: '1', beta: 'Yes' } }, takes: 'headers' },
    { asked: { host: 'x', headers: { version: '3' } }, takes: null },
  ])('$asked → $takes', ({ asked, takes }) => {
    expect(winner(hosts, '/', asked)).toBe(takes);
  });

  test('a higher regex_priority wins over a longer expression', () => {
    const routes = [
      route('long', { paths: ['~/a/long-expression-.*'] }),
      route('first', { paths: ['~/a/.*'], regex_priority: 5 }),
    ];
    expect(winner(routes, '/a/long-expression-1')).toBe('first');
  });

  test('of equals the older wins', () => {
    const routes = [
      route('newer', { paths: ['/a'], created_at: 2 }),
      route('older', { paths: ['/a'], created_at: 1 }),
    ];
    expect(winner(routes, '/a')).toBe('older');
  });

  test('an expression that is none matches nothing and harms nobody', () => {
    const routes = [route('broken', { paths: ['~/a(('] }), route('fine', { paths: ['/a'] })];
    expect(winner(routes, '/a')).toBe('fine');
  });

  test('captures are there for hashing', () => {
    const routes = [route('r', { paths: [String.raw`~/users/(?<user>\w+)/(\d+)`] })];
    const match = createRouter({ routes, services: [SERVICE] }).match({
      method: 'GET',
      path: '/users/ada/7',
      host: null,
      header: () => null,
    });
    expect(match?.captures).toMatchObject({ user: 'ada', '2': '7' });
  });
});
