/** A scenario is read completely or explained completely. */

import { describe, expect, test } from 'vitest';
import { parseScenario } from './parse-scenario.ts';

const HEAD = 'version: 1\nname: mine\ntitle: Mine\ndescription: Look at it.\nduration: 2m\n';

/** `code place message → fix` of each problem. */
function problemsOf(text: string): string[] {
  return parseScenario(text).problems.map(
    ({ code, line, column, message, fix }) => `${code} ${line}:${column} ${message} → ${fix}`,
  );
}

function read(text: string) {
  const { scenario, problems } = parseScenario(HEAD + text);
  expect(problems).toEqual([]);
  if (scenario === null) throw new Error('no scenario');
  return scenario;
}

describe('what is left out has the conditions of the measured table', () => {
  test('all of it', () => {
    expect(read('')).toMatchObject({
      warmUpMs: 30_000,
      durationMs: 120_000,
      world: { regions: 2, services: 1, targetsPerRegion: 3 },
      traffic: { level: { rps: 200 }, shape: { kind: 'poisson' } },
      servers: {
        workers: 4,
        queue: 33,
        serviceTime: { kind: 'lognormal', meanMs: 13.5978, sigma: 0.5 },
        errorTimeRatio: 0.2,
      },
      network: { wanMs: 20 },
      client: { deadlineMs: 5_000, retries: 0 },
      faults: [],
    });
  });
});

describe('what is written is what runs', () => {
  test.each([
    ['{ load: 65% }', { level: { load: 0.65 } }],
    ['{ rate: 600rpm }', { level: { rps: 10 } }],
    [
      '{ shape: { bursts: { factor: 3, every: 30s, for: 5s } } }',
      { shape: { kind: 'bursts', factor: 3, everyMs: 30_000, forMs: 5_000 } },
    ],
    [
      '{ shape: { diurnal: { period: 1h, swing: 50% } } }',
      { shape: { kind: 'diurnal', periodMs: 3_600_000, swing: 0.5 } },
    ],
    ['{ shape: { trace: [1, 2] } }', { shape: { kind: 'trace', perSecond: [1, 2] } }],
  ])('traffic %s', (text, traffic) => {
    expect(read(`traffic: ${text}`).traffic).toMatchObject(traffic);
  });

  test.each([
    ['constant: 5ms', { kind: 'constant', meanMs: 5 }],
    ['exponential: { mean: 5ms }', { kind: 'exponential', meanMs: 5 }],
    ['lognormal: { mean: 40ms, sigma: 1 }', { kind: 'lognormal', meanMs: 40, sigma: 1 }],
    [
      'pareto: { alpha: 1.5, low: 1ms, high: 1s }',
      { kind: 'pareto', alpha: 1.5, lowMs: 1, highMs: 1_000 },
    ],
    [
      'bimodal: { fast: 5ms, slow: 100ms, slowRatio: 10% }',
      { kind: 'bimodal', fastMs: 5, slowMs: 100, slowRatio: 0.1 },
    ],
  ])('service time %s', (text, serviceTime) => {
    expect(read(`servers: { serviceTime: { ${text} } }`).servers.serviceTime).toEqual(serviceTime);
  });

  test('faults are put in order of time', () => {
    const { faults } = read(
      'faults:\n- { at: 1m, fault: telemetry-lost }\n' +
        '- { at: 10s, for: 30s, fault: slow, region: primary, targets: [0], factor: 10 }\n',
    );
    const where = { region: 'primary', targets: [0] };
    expect(faults).toEqual([
      { atMs: 10_000, forMs: 30_000, fault: { kind: 'slow', where, factor: 10 } },
      { atMs: 60_000, forMs: null, fault: { kind: 'telemetry-lost' } },
    ]);
  });

  test('it cannot be changed afterwards', () => {
    expect(Object.isFrozen(read('faults: [{ at: 0s, fault: refuse }]').faults[0]?.fault)).toBe(
      true,
    );
  });
});

describe('what is wrong is said with place and fix', () => {
  test.each([
    [
      'a fault that is misspelt',
      'faults: [{ at: 1s, fault: refus }]',
      'BLS1104 6:27 "refus" is not a word known here → did you mean refuse?',
    ],
    [
      'a key of another fault',
      'faults: [{ at: 1s, fault: refuse, factor: 3 }]',
      'BLS1101 6:35 unknown key "factor" → move it to traffic.shape.bursts or servers.cold',
    ],
    [
      'a fault without its number',
      'faults: [{ at: 1s, fault: slow }]',
      'BLS1102 6:10 this entry has no "factor" → add factor, such as `factor: 2`',
    ],
    [
      'a fault after the end',
      'faults: [{ at: 3m, fault: refuse }]',
      'BLS1801 6:16 the scenario ends after 2m, before this fault begins → let it begin earlier, or make duration longer than 3m',
    ],
    [
      'a number out of its range',
      'faults: [{ at: 1s, fault: slow, factor: 0 }]',
      'BLS1106 6:41 0 is out of range: from 1 to 1000 → write a number in it, such as 5',
    ],
    [
      'a share without its sign',
      'faults: [{ at: 1s, fault: errors, ratio: 0.3 }]',
      'BLS1203 6:42 0.3 is not a share → write 30% (or 0.3% if that is meant)',
    ],
    [
      'two service times',
      'servers: { serviceTime: { constant: 5ms, exponential: { mean: 5ms } } }',
      'BLS1802 6:25 constant and exponential are alternatives → keep one of them',
    ],
    [
      'a log-normal without its middle',
      'servers: { serviceTime: { lognormal: { sigma: 1 } } }',
      'BLS1802 6:38 one of median, mean is needed here → write one, such as median: 12ms',
    ],
    [
      'a misspelt shape',
      'traffic: { shape: { burst: { factor: 3, every: 30s, for: 5s } } }',
      'BLS1101 6:21 unknown key "burst" → did you mean bursts?',
    ],
    [
      'a load of nothing',
      'traffic: { load: 0% }',
      'BLS1203 6:18 "0%" is out of range: above 0% and at most 1000% → write a part of the capacity, such as 65%',
    ],
    [
      'a rate and a load',
      'traffic: { rate: 10rps, load: 50% }',
      'BLS1802 6:10 rate and load are alternatives → keep one of them',
    ],
    [
      'a strategy that does not work',
      "world: { strategy: { services: { '*': { algorithm: latency } } } }",
      'BLS1803 6:20 services.productAPI.algorithm: Kong’s `latency` algorithm keeps picking targets that are down and then answers 500 itself → write least-connections or round-robin',
    ],
  ])('%s', (_name, text, problem) => {
    expect(problemsOf(HEAD + text)).toEqual([problem]);
  });

  test('all problems at once', () => {
    const codes = parseScenario(
      'version: 1\nname: a b\nduration: 1\nkong: { nodes: 0 }\nfaults: [{ fault: x }]\n',
    ).problems.map(({ code, path }) => `${code} ${path}`);
    expect(codes).toEqual([
      'BLS1102 description',
      'BLS1102 title',
      'BLS1215 name',
      'BLS1201 duration',
      'BLS1106 kong.nodes',
      'BLS1104 faults[0].fault',
    ]);
  });

  test.each([
    ['', 'BLS1006'],
    ['- a list', 'BLS1103'],
    ['version: 2', 'BLS1105'],
    ['version: [', 'BLS1001'],
    ['a: &a [*a]', 'BLS1005'],
  ])('a file that is none: %j', (text, code) => {
    const { scenario, problems } = parseScenario(text);
    expect(scenario).toBeNull();
    expect(problems[0]?.code).toBe(code);
  });
});
