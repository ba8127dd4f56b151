import { expect, test } from 'vitest';
import type { LayoutUpstream } from '../model/layout-shape.ts';
import { checkLoopback, loopbackUrlOf } from './loopback.ts';

const OUTER: LayoutUpstream = {
  upstream: 'shop-outer',
  role: 'outer',
  region: null,
  algorithm: { kind: 'round-robin' },
  targets: [
    { kind: 'region', target: '127.0.0.11:8000', region: 'west', upstream: 'shop.west' },
    { kind: 'shed', target: '127.0.0.2:8000' },
  ],
};
const BOTH = ['127.0.0.11:8000', '127.0.0.2:8000'];

test.each<[claim: string, listen: unknown, unreachable: readonly string[] | null]>([
  ['Kong’s default answers everywhere', ['0.0.0.0:8000 reuseport backlog=16384'], []],
  ['one address is not the others', ['127.0.0.1:8000 reuseport'], BOTH],
  ['another port is no help', ['0.0.0.0:80'], BOTH],
  ['TLS is no help', ['0.0.0.0:8000 ssl reuseport'], BOTH],
  ['nor is the PROXY protocol', ['0.0.0.0:8000 proxy_protocol'], BOTH],
  ['addresses can be listed', ['127.0.0.2:8000', '127.0.0.11:8000'], []],
  ['IPv6 with IPv4 answers everywhere', ['[::]:8000 ipv6only=off'], []],
  ['IPv6 alone is no help', ['[::]:8000'], BOTH],
  ['a node that does not tell is unknown, not bad', undefined, null],
])('%s', (_claim, proxyListen, unreachable) => {
  const node = { version: '3.9.3', configuration: { proxy_listen: proxyListen } };
  expect(checkLoopback(node, [OUTER])?.unreachable ?? null).toEqual(unreachable);
});

test('the embedded gateway opens what its targets name, on its own port', () => {
  const node = (listener: string) => ({
    version: '3.9.3',
    ballast: { embedded_gateway: true },
    configuration: { proxy_listen: [listener] },
  });
  expect(checkLoopback(node('127.0.0.1:8000'), [OUTER])?.unreachable).toEqual([]);
  expect(checkLoopback(node('127.0.0.1:9000'), [OUTER])?.unreachable).toEqual(BOTH);
  expect(loopbackUrlOf(node('127.0.0.1:9000'))).toBe('http://127.0.0.1:9000');
});

test.each<[networks: unknown, trusts: boolean]>([
  [{}, false],
  [['10.0.0.0/8'], false],
  [['10.0.0.0/8', '127.0.0.0/8'], true],
  [['0.0.0.0/0', '::/0'], true],
])('trusted_ips %j: trusts itself %s', (networks, trusts) => {
  const configuration = { proxy_listen: ['0.0.0.0:8000'], trusted_ips: networks };
  expect(checkLoopback({ version: '3.9.3', configuration }, [OUTER])?.trustsItself).toBe(trusts);
});
