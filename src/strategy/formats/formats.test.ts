import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOST_FORMAT, NETWORK_FORMAT, isFault, parseHostPort } from './address.ts';
import type { Format } from './format.ts';
import { NAME_FORMAT, QUANTILE_FORMAT, parseQuantile } from './names.ts';
import { RATE_FORMAT, SHARE_FORMAT, durationFormat } from './quantities.ts';
import {
  METHOD_FORMAT,
  PATH_FORMAT,
  ROUTE_HOST_FORMAT,
  ROUTE_PATH_FORMAT,
  STATUS_FORMAT,
  URL_FORMAT,
  WEBHOOK_FORMAT,
} from './web.ts';

const DURATION_FORMAT = durationFormat({ minMs: 100, maxMs: 3_600_000, examples: ['1s'] });

const FORMATS: readonly (readonly [string, Format])[] = [
  ['duration', DURATION_FORMAT],
  ['share', SHARE_FORMAT],
  ['rate', RATE_FORMAT],
  ['host', HOST_FORMAT],
  ['network', NETWORK_FORMAT],
  ['name', NAME_FORMAT],
  ['quantile', QUANTILE_FORMAT],
  ['URL', URL_FORMAT],
  ['webhook', WEBHOOK_FORMAT],
  ['path', PATH_FORMAT],
  ['route path', ROUTE_PATH_FORMAT],
  ['route host', ROUTE_HOST_FORMAT],
  ['method', METHOD_FORMAT],
];

const ACCEPTED: readonly (readonly [string, Format, readonly unknown[]])[] = [
  ['duration', DURATION_FORMAT, ['100ms', '1h', '1m30s', '0.5s']],
  ['share', SHARE_FORMAT, ['0%', '100%', '0.01%', '1 %']],
  ['rate', RATE_FORMAT, ['200rps', '0.5rps', '60rpm']],
  ['host', HOST_FORMAT, ['a:1', 'A.b_c-d.e:65535', '10.0.0.1:80', '[::1]:80', '1a:80']],
  ['network', NETWORK_FORMAT, ['10.0.0.0/8', '::1', 'fd00::/128', '1.2.3.4/0']],
  ['name', NAME_FORMAT, ['a', 'A.b_c-1', 'x'.repeat(64)]],
  ['quantile', QUANTILE_FORMAT, ['p1', 'p50', 'p99.99']],
  ['URL', URL_FORMAT, ['http://a', 'https://[::1]:8444/x/', 'http://kong:8001']],
  ['webhook', WEBHOOK_FORMAT, ['https://hooks.example.com/a?b=c']],
  ['path', PATH_FORMAT, ['/', '/a/b.c-d', '/%20']],
  ['route path', ROUTE_PATH_FORMAT, ['/x', String.raw`~/x/\d+ (a|b)$`]],
  ['route host', ROUTE_HOST_FORMAT, ['a.b', '*.a.b', 'a.*', 'a.b:8000', '10.0.0.1']],
  ['method', METHOD_FORMAT, ['GET', 'PATCH']],
  ['status', STATUS_FORMAT, [100, 200, 599]],
];

const REFUSED: readonly (readonly [string, Format, readonly unknown[]])[] = [
  ['duration', DURATION_FORMAT, ['99ms', '2h', '5', 5, '-1s', '', 's', '1 s', null, {}, []]],
  ['share', SHARE_FORMAT, ['101%', '-1%', '1', 0.01, 50, '%', null, ['1%']]],
  ['rate', RATE_FORMAT, ['0rps', '200', 200, '200/s', '-1rps', '99999999rps', true]],
  ['host', HOST_FORMAT, ['a', ':80', 'a:0', 'a:65536', 'a:b', '::1', '-a:80', 'a..b:80', 80]],
  ['network', NETWORK_FORMAT, ['10.0.0.0/33', 'a', '::/129', '1.2.3', '1.2.3.4/a', '1.2.3.4/8/8']],
  ['name', NAME_FORMAT, ['', '-a', 'a b', 'é', 'x'.repeat(65), 7, '__proto__']],
  ['quantile', QUANTILE_FORMAT, ['p0', 'p100', '99', 'p99.9999', 99]],
  [
    'URL',
    URL_FORMAT,
    ['kong:8001', 'ftp://a', 'http://u:p@a', 'http://a?b', 'http://a#b', 'http:a'],
  ],
  ['path', PATH_FORMAT, ['', 'a', '/a b', '/a?b', '/a#b', 1]],
  ['route path', ROUTE_PATH_FORMAT, ['~x', 'x']],
  ['route host', ROUTE_HOST_FORMAT, ['http://a', 'a/b', '*', 'a:0']],
  ['method', METHOD_FORMAT, ['get', 'FETCH', '']],
  ['status', STATUS_FORMAT, [99, 600, 200.5, '200']],
];

describe('formats', () => {
  test.each(ACCEPTED)('%s accepts what it should', (_, format, values) => {
    expect(values.filter((value) => format.explain(value) !== null)).toEqual([]);
  });

  test.each(REFUSED)('%s refuses what it should, with a message and a fix', (_, format, values) => {
    const faults = values.map((value) => format.explain(value));
    expect(values.filter((_value, index) => faults[index] === null)).toEqual([]);
    expect(faults.filter((fault) => fault?.message === '' || fault?.fix === '')).toEqual([]);
  });

  test.each(FORMATS)('%s: its own examples are fine, also for editors', (_, format) => {
    for (const example of format.examples) {
      expect(format.explain(example)).toBeNull();
      expect(example).toMatch(new RegExp(format.pattern ?? ''));
    }
  });

  test.each(FORMATS)('%s: an editor never objects to what the parser accepts', (_, format) => {
    const pattern = new RegExp(format.pattern ?? '', 'u');
    const accepted: string[] = [];
    fc.assert(
      fc.property(fc.stringMatching(pattern), fc.string(), (alike, other) => {
        for (const text of [alike, other]) {
          if (format.explain(text) === null) accepted.push(text);
        }
      }),
      { numRuns: 300 },
    );
    expect(accepted.filter((text) => !pattern.test(text))).toEqual([]);
    expect(accepted).not.toEqual([]);
  });

  test.each([...FORMATS, ['status', STATUS_FORMAT] as const])('%s never throws', (_, format) => {
    const run = () => {
      fc.assert(
        fc.property(fc.anything(), (value) => void format.explain(value)),
        { numRuns: 200 },
      );
    };
    expect(run).not.toThrow();
  });
});

describe('hosts', () => {
  test.each([
    ['[::1]:9003', '[0000:0000:0000:0000:0000:0000:0000:0001]:9003'],
    ['[2001:DB8::5:0]:80', '[2001:0db8:0000:0000:0000:0000:0005:0000]:80'],
    ['[::]:80', '[0000:0000:0000:0000:0000:0000:0000:0000]:80'],
    ['[::ffff:192.0.2.1]:443', '[0000:0000:0000:0000:0000:ffff:c000:0201]:443'],
    ['[1:2:3:4:5:6:7:8]:1', '[0001:0002:0003:0004:0005:0006:0007:0008]:1'],
    ['LOCALHOST:9004', 'LOCALHOST:9004'],
    ['a:080', 'a:80'],
  ])('%s is %s for Kong', (text, target) => {
    const result = parseHostPort(text);
    expect(isFault(result) ? result : result.target).toBe(target);
  });

  test.each([
    ['product-1', 'BLS1207'],
    ['[::1]', 'BLS1207'],
    ['product-1:80800', 'BLS1208'],
    ['product-1:-1', 'BLS1208'],
    ['2001:db8::1', 'BLS1209'],
    ['2001:db8:1:2:3:4:5:6:8080', 'BLS1209'],
    ['http://product-1:8080/x', 'BLS1206'],
    ['product-1:8080/x', 'BLS1206'],
    ['10.0.0.300:80', 'BLS1206'],
  ])('%s is refused as %s', (text, code) => {
    expect(HOST_FORMAT.explain(text)?.code).toBe(code);
  });
});

test.each([
  ['p50', 0.5],
  ['p99.9', 0.999],
  ['p0', null],
  ['p100', null],
])('%s is the quantile %s', (text, ratio) => {
  expect(parseQuantile(text)).toBe(ratio);
});

test('a password in a URL is not repeated in the message', () => {
  const fault = URL_FORMAT.explain('http://admin:hunter2@kong:8001');
  expect(fault?.code).toBe('BLS1703');
  expect(`${fault?.message}${fault?.fix}`).not.toContain('hunter2');
});
