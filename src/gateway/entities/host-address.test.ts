import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { normalizeTarget, parseAddress, splitTarget } from './host-address.ts';

describe('a target is stored', () => {
  it.each([
    ['127.0.0.1:9001', '127.0.0.1:9001'],
    ['127.0.0.1', '127.0.0.1:8000'],
    ['example.internal', 'example.internal:8000'],
    ['LOCALHOST:9004', 'LOCALHOST:9004'],
    ['[::1]:9003', '[0000:0000:0000:0000:0000:0000:0000:0001]:9003'],
    ['::1', '[0000:0000:0000:0000:0000:0000:0000:0001]:8000'],
    ['[0:0:0:0:0:0:0:1]:9003', '[0000:0000:0000:0000:0000:0000:0000:0001]:9003'],
    ['a_b.example:80', 'a_b.example:80'],
    ['example.com.:80', 'example.com.:80'],
  ])('%s as %s', (given, stored) => {
    expect(normalizeTarget(given)).toBe(stored);
  });

  it.each([
    '',
    '127.0.0.1:99999',
    'http://127.0.0.1:9001/',
    'a b:80',
    '300.1.1.1',
    '1:2:3',
    '[::1',
  ])('not when it is %j', (given) => {
    expect(normalizeTarget(given)).toBeNull();
  });

  it('in a form that is its own stored form', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 65535 }), (ip, port) => {
        const stored = normalizeTarget(`[${ip}]:${port}`);
        if (stored === null) return; // fast-check also makes addresses with an IPv4 tail
        expect(normalizeTarget(stored)).toBe(stored);
        expect(splitTarget(stored).port).toBe(port);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an address', () => {
  it('is refused with a port above 65535', () => {
    expect(parseAddress('host:70000')).toEqual({ ok: false, error: 'invalid port number' });
  });

  it('splits into host and port, IPv6 without brackets', () => {
    expect(splitTarget('[::1]:80')).toEqual({ host: '::1', port: 80 });
    expect(splitTarget('a.example:8080')).toEqual({ host: 'a.example', port: 8080 });
  });
});
