import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from './catalogue.ts';
import { parseStrategy } from './parse-strategy.ts';
import { renderProblems } from './render-problems.ts';

const ROOT = new URL('../../test/strategy/', import.meta.url);

function read(name: string): string {
  return readFileSync(new URL(name, ROOT), 'utf8');
}

const WEBSHOP = read('good/webshop.yaml');
const MINIMAL = read('good/minimal.yaml');

describe('a parsed strategy', () => {
  test('has every default filled in', () => {
    const service = parseStrategy(MINIMAL).strategy?.services[0];
    expect(service).toMatchObject({
      upstream: 'api-upstream',
      objective: { availabilityRatio: 0.999, windowMs: 2_592_000_000, latency: [] },
      path: null,
      protocol: 'http',
      algorithm: { kind: 'least-connections' },
      health: {
        path: '/health',
        expect: { statuses: [200], body: null, json: {} },
        intervalMs: 1_000,
        timeoutMs: 800,
        overloadStatuses: [429, 503],
      },
      failover: {
        mode: 'active-passive',
        standbyShareRatio: 0.01,
        whenCapacityIsShort: 'overflow',
        approval: 'auto',
        before: null,
        after: null,
      },
      failback: {
        approval: 'auto',
        holdMs: 120_000,
        holdMaxMs: 1_800_000,
        steps: [0.01, 0.05, 0.1, 0.25, 0.5, 1],
        minDwellMs: 30_000,
        minRequests: 600,
      },
      adapt: { errors: true, latency: true, load: true },
      client: { deadlineMs: 5_000 },
      protect: {
        rateLimit: null,
        circuitBreaker: true,
        retries: null,
        timeoutMs: null,
        connectTimeoutMs: 500,
      },
    });
  });

  test('lists regions by priority, and targets in the order of their regions', () => {
    const { strategy } = parseStrategy(read('good/addresses.yaml'));
    expect(strategy?.regions.map((region) => region.name)).toEqual(['b', 'c', 'a']);
    const regions = strategy?.services[0]?.targets.map((target) => target.region);
    expect(regions).toEqual(['b', 'b', 'b', 'c', 'c', 'c', 'a', 'a']);
  });

  test('takes the capacity of a host before that of its region', () => {
    const targets = parseStrategy(read('good/addresses.yaml')).strategy?.services[0]?.targets;
    const capacities = targets?.filter(({ region }) => region === 'a').map((t) => t.capacityRps);
    expect(capacities).toEqual([50, 100]);
  });

  test('takes each part of an objective from the service, then from the top', () => {
    const services = parseStrategy(read('good/hashing.yaml')).strategy?.services;
    expect(services?.map(({ objective }) => objective)).toMatchObject([
      { availabilityRatio: 0.995, windowMs: 604_800_000, latency: [{}, {}, {}] },
      { availabilityRatio: 0.999, windowMs: 604_800_000, latency: [] },
      { availabilityRatio: 0.995, windowMs: 604_800_000, latency: [{}, {}, {}] },
    ]);
  });

  test('sees through anchors and merge keys', () => {
    const services = parseStrategy(read('good/anchors.yaml')).strategy?.services;
    expect(services?.[1]).toMatchObject({
      health: { intervalMs: 2_000 },
      protect: { retries: 0, timeoutMs: 1_000 },
    });
  });

  test('keeps defaults fitting to what is stated beside them', () => {
    const service = parseStrategy(read('good/one-region.yaml')).strategy?.services[0];
    expect(service?.health).toMatchObject({ intervalMs: 500, timeoutMs: 400 });
    expect(service?.failback).toMatchObject({ holdMs: 60_000, holdMaxMs: 60_000 });
  });

  test('cannot be changed, not even deep inside', () => {
    const { strategy } = parseStrategy(WEBSHOP);
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(strategy)).toBe(true);
  });

  test('does not depend on line ends or a byte-order mark', () => {
    const { strategy } = parseStrategy(WEBSHOP);
    expect(parseStrategy(WEBSHOP.replaceAll('\n', '\r\n')).strategy).toEqual(strategy);
    expect(parseStrategy(`\uFEFF${WEBSHOP}`).strategy).toEqual(strategy);
  });
});

describe('problems', () => {
  test('are sorted by place and carry the file’s name', () => {
    const { problems } = parseStrategy(read('bad/many-at-once.yaml'), { file: 'x.yaml' });
    const places = problems.map(({ line, column }) => line * 1_000 + column);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(['x.yaml']));
  });

  test('inside an alias point at the anchor', () => {
    const text = read('good/anchors.yaml').replace('interval: 2s', 'interval: 2');
    const { problems } = parseStrategy(text);
    expect(problems.map(({ code, path, line }) => ({ code, path, line }))).toEqual([
      { code: 'BLS1201', path: 'services.one.health.interval', line: 10 },
      { code: 'BLS1201', path: 'services.two.health.interval', line: 10 },
    ]);
  });

  test('in lists keep their position although others before them are left out', () => {
    const text = MINIMAL.replace('[api-1.west:8080]', '[bad, api-1.west:8080, api-1.west:8080]');
    expect(parseStrategy(text).problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'BLS1207 services.api.targets.eu-west.hosts[0]',
      'BLS1302 services.api.targets.eu-west.hosts[2]',
    ]);
  });

  test('are not invented from what is itself wrong', () => {
    // The region is there, only its priority is wrong; the capacity is there, only misspelt.
    const text = MINIMAL.replace('eu-north: {}', 'eu-north: { priority: first }').replaceAll(
      'capacity: 200rps',
      'capcity: 200rps',
    );
    const codes = parseStrategy(text).problems.map(({ code }) => code);
    expect(codes).toEqual(['BLS1103', 'BLS1101', 'BLS1101']);
  });

  test('never propose a time of nothing', () => {
    for (const deadline of ['1ms', '2ms', '3ms', '1s']) {
      const text = `${MINIMAL}    client: { deadline: ${deadline} }\n    protect: { timeout: 9s, retries: 3 }\n`;
      const { problems } = parseStrategy(text);
      expect(problems.map(({ code }) => code)).toContain('BLS1403');
      expect(problems.map(({ fix }) => fix).join()).not.toMatch(/\b0(?:ms|s)\b/);
    }
  });

  test('stop at 200', () => {
    const text = `${MINIMAL}${Array.from({ length: 900 }, (_, i) => `k${i}: 1`).join('\n')}`;
    expect(parseStrategy(text).problems.length).toBeLessThanOrEqual(200);
  });

  test.each([
    ['larger than 1 MiB', '#'.repeat(1024 * 1024 + 1), 'BLS1004'],
    ['deep brackets', '['.repeat(100_000), 'BLS1005'],
    ['deep maps', '{a: '.repeat(100_000), 'BLS1005'],
    ['deep indentation', indented(1_300), 'BLS1005'],
    ['very many aliases', `a: &a x\nb: [${'*a, '.repeat(100_000)}]`, 'BLS1005'],
    ['an alias inside its anchor', 'a: &a [*a]', 'BLS1005'],
    ['an unknown tag', MINIMAL.replace('small', '!shop small'), 'BLS1009'],
    ['a very long list', MINIMAL.replace('[/]', `[${'/a, '.repeat(201)}]`), 'BLS1108'],
    ['a key named __proto__', `${MINIMAL}__proto__: { mode: act }\n`, 'BLS1101'],
    [
      'a region named like a method',
      MINIMAL.replace('region: eu-west', 'region: toString'),
      'BLS1301',
    ],
  ])('%s', (_, text, code) => {
    expect(parseStrategy(text).problems.map((problem) => problem.code)).toContain(code);
  });

  test('too many targets for the weights are refused', () => {
    const hosts = Array.from({ length: 2_000 }, (_, i) => `h${i}:1`);
    const regions = ['a', 'b', 'c', 'd', 'e', 'f'];
    const targets = regions.map(
      (r) => `      ${r}: { hosts: [${hosts.map((h) => r + h).join()}] }`,
    );
    const text = MINIMAL.replace('  eu-west: {}\n', regions.map((r) => `  ${r}: {}\n`).join(''))
      .replace(/ {6}eu-west:.*\n/, `${targets.join('\n')}\n`)
      .replace('region: eu-west', 'region: a');
    expect(parseStrategy(text).problems.map(({ code }) => code)).toContain('BLS1512');
  });
});

function indented(levels: number): string {
  return Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
}

const WORDS = [
  'version: 1|services:|regions: {|}|[|]|&a|*a|<<: *a|- x|? y'.split('|'),
  ['\n  ', '\n', ': ', '#', '"', "'", '|', '\t', '---', '!!set', '%', '__proto__:', '\u0000'],
].flat();

describe('any text', () => {
  const words = fc.constantFrom(...WORDS);

  test('is read or explained, never thrown at', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const { strategy, problems } = parseStrategy(text);
        expect(strategy === null).toBe(problems.some(({ severity }) => severity === 'error'));
        renderProblems(problems, text);
      }),
      { numRuns: 300 },
    );
  });

  test('made from a good strategy by damaging lines is explained at a place that exists', () => {
    const lines = WEBSHOP.split('\n');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(lines.length - 1), fc.nat(120), fc.oneof(words, fc.string())), {
          minLength: 1,
          maxLength: 4,
        }),
        (edits) => {
          const damaged = [...lines];
          for (const [index, column, insert] of edits) {
            const line = damaged[index] ?? '';
            damaged[index] = line.slice(0, column) + insert + line.slice(column + insert.length);
          }
          const text = damaged.join('\n');
          const { problems } = parseStrategy(text);
          const count = text.split(/\r\n|\r|\n/).length;
          for (const { line, column } of problems) {
            expect(line).toBeLessThanOrEqual(count);
            expect(column).toBeGreaterThanOrEqual(1);
          }
          renderProblems(problems, text);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('with a subtree replaced by anything is explained', () => {
    const keys = ['regions', 'gateways', 'telemetry', 'services', 'notify', 'objective', 'mode'];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        const pattern = new RegExp(`^${key}:[^\\n]*\\n( .*\\n)*`, 'm');
        const text = WEBSHOP.replace(pattern, () => `${key}: ${JSON.stringify(value)}\n`);
        expect(renderProblems(parseStrategy(text).problems, text)).toContain('error');
      }),
      { numRuns: 100 },
    );
  });
});

test('every code of the catalogue is shown by a file or tested here, with scenarios or drills', () => {
  const outputs = ['bad', 'good'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, ROOT))
      .filter((name) => name.endsWith('.txt'))
      .map((name) => read(`${folder}/${name}`)),
  );
  const here = readFileSync(new URL(import.meta.url), 'utf8');
  const others = [
    '../simulator/scenario/parse-scenario.test.ts',
    '../drill/file/parse-drill.test.ts',
  ].map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'));
  const shown = [...outputs, here, ...others].join('\n');
  expect(Object.keys(CATALOGUE).filter((code) => !shown.includes(code))).toEqual([]);
});
