/** `lint --dns`: names of strategies and Kong files, asked of a resolver and of a name server. */

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { readDns, systemResolver, type NameResolver } from '../../src/cli/lint/dns.ts';
import { readDocument } from '../../src/cli/lint/read-document.ts';
import { DEFAULT_CONTEXT } from '../../src/lint/context.ts';
import type { DnsAnswer } from '../../src/lint/inputs/dns.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/registry.ts';

const signal = AbortSignal.timeout(30_000);

const STRATEGY = `version: 1
name: shop
regions: { eu-west: {}, eu-north: {} }
gateways:
  kong: { region: eu-west, admin: "http://127.0.0.1:8001", proxy: "https://shop.example.com" }
services:
  shop:
    routes: []
    health: { path: /health }
    targets:
      eu-west:
        hosts: [a.example.com:80, b.example.com:80]
      eu-north:
        hosts:
          - c.example.com:80
          - 10.0.0.9:80
`;

const KONG = `_format_version: "3.0"
upstreams:
  - name: shop
    targets:
      - target: a.example.com
      - target: 10.0.0.1:80
      - target: localhost:80
`;

function failing(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Answers from a table; what is not in it does not exist. */
function tableResolver(table: Record<string, Partial<DnsAnswer>>): NameResolver {
  const of =
    <Key extends 'a' | 'aaaa' | 'srv'>(key: Key) =>
    (host: string) => {
      const entry = table[host];
      const records = entry?.[key] ?? [];
      if (entry?.status === 'failed') return Promise.reject(failing('ESERVFAIL'));
      if (entry === undefined) return Promise.reject(failing('ENOTFOUND'));
      return records.length === 0 ? Promise.reject(failing('ENODATA')) : Promise.resolve(records);
    };
  return {
    a: of('a'),
    aaaa: of('aaaa'),
    srv: of('srv'),
    cname: (host) => {
      const [next] = table[host]?.cnames ?? [];
      return next === undefined ? Promise.reject(failing('ENODATA')) : Promise.resolve([next]);
    },
  };
}

async function problems(file: string, text: string, resolver: NameResolver) {
  const { documents } = readDocument(file, text);
  const dns = await readDns(documents, { signal, resolver });
  const rules = RULES.filter(({ appliesTo }) => appliesTo === 'dns');
  const found = lint([...documents, dns], { rules, context: DEFAULT_CONTEXT, language: 'en' });
  return found.map(({ code, file: where, line, path }) => [code, where, line, path]);
}

const well = (address: string, ttlS = 5): Partial<DnsAnswer> => ({ a: [{ address, ttlS }] });

describe('the names of a strategy', () => {
  test('are found faulty where they are written', async () => {
    const resolver = tableResolver({
      'shop.example.com': well('192.0.2.1', 600),
      'a.example.com': { a: [...(well('10.0.0.1').a ?? []), ...(well('10.0.0.2').a ?? [])] },
      'b.example.com': { srv: [{ name: 'n', port: 9, priority: 1, weight: 1 }] },
    });
    const targets = 'services.shop.targets';
    expect(await problems('ballast.yaml', STRATEGY, resolver)).toEqual([
      ['KB505', 'ballast.yaml', 5, 'gateways.kong.proxy'],
      ['KB503', 'ballast.yaml', 12, `${targets}.eu-west.hosts[0]`],
      ['KB504', 'ballast.yaml', 12, `${targets}.eu-west.hosts[1]`],
      ['KB501', 'ballast.yaml', 15, `${targets}.eu-north.hosts[0]`],
    ]);
  });

  test('are well when each has an address of its own', async () => {
    const resolver = tableResolver({
      'shop.example.com': well('192.0.2.1', 10),
      'a.example.com': well('10.0.0.1'),
      'b.example.com': well('10.0.0.2'),
      'c.example.com': well('10.0.0.3'),
    });
    expect(await problems('ballast.yaml', STRATEGY, resolver)).toEqual([]);
  });
});

test('addresses and localhost in a Kong file are not asked for', async () => {
  const asked = new Set<string>();
  const table = tableResolver({ 'a.example.com': well('10.0.0.1') });
  const resolver = { ...table, a: (host: string) => (asked.add(host), table.a(host)) };
  expect(await problems('kong.yaml', KONG, resolver)).toEqual([]);
  expect([...asked]).toEqual(['a.example.com']);
});

test('a name server that fails is not taken for a name that does not exist', async () => {
  const resolver = tableResolver({ 'a.example.com': { status: 'failed' } });
  expect(await problems('kong.yaml', KONG, resolver)).toEqual([
    ['KB502', 'kong.yaml', 5, 'upstreams[0].targets[0].target'],
  ]);
});

test('a loop of CNAMEs ends', async () => {
  const resolver = tableResolver({
    'a.example.com': { ...well('10.0.0.1'), cnames: ['b'] },
    b: { cnames: ['c'] },
    c: { cnames: ['b'] },
  });
  expect(await problems('kong.yaml', KONG, resolver)).toEqual([]);
});

describe('a name server on a socket', () => {
  const sockets: ReturnType<typeof createSocket>[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });

  /** Knows one A record with a TTL; says NXDOMAIN to anything else. */
  async function startServer(ttlS: number): Promise<string> {
    const socket = createSocket('udp4');
    sockets.push(socket);
    socket.on('message', (query, sender) => {
      const isKnown =
        query.includes('known') && query.readUInt16BE(query.length - 4 - tail(query)) === 1;
      socket.send(answerTo(query, isKnown ? ttlS : null), sender.port, sender.address);
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return `127.0.0.1:${socket.address().port}`;
  }

  test('gives addresses with their TTL, and no such name', async () => {
    const resolver = systemResolver([await startServer(7)]);
    expect(await resolver.a('known.example.com')).toEqual([{ address: '10.1.2.3', ttlS: 7 }]);
    await expect(resolver.a('other.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

/** Bytes behind the question (EDNS), RFC 1035 4.1 and RFC 6891. */
function tail(query: Buffer): number {
  return query.readUInt16BE(10) > 0 ? 11 : 0;
}

function answerTo(query: Buffer, ttlS: number | null): Buffer {
  const question = query.subarray(12, query.length - tail(query));
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(ttlS === null ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(ttlS === null ? 0 : 1, 6);
  if (ttlS === null) return Buffer.concat([header, question]);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, ttlS, 0, 4, 10, 1, 2, 3]);
  return Buffer.concat([header, question, record]);
}
