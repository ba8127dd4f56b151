import { expect, test } from 'vitest';
import { DEFAULT_ASSUMPTIONS, FORECAST } from './assumptions.ts';
import { FAILURE_KEYS, parseFailuresFile } from './failures-file.ts';

const SERVICES = ['shop', 'stock'];

test('nothing said: the defaults', () => {
  for (const text of ['', '# nothing\n', '{}']) {
    const { value, problems } = parseFailuresFile(text, SERVICES);
    expect(problems).toEqual([]);
    expect(value).toEqual({ assumptions: DEFAULT_ASSUMPTIONS, rps: {} });
  }
});

test('what is said replaces its default only', () => {
  const text = `
targets: { failEvery: 90d, repair: 10m }
coverage: 95%
load: { swing: 20%, overflowFactor: 2, rps: { shop: 6000rpm } }
`;
  const { value } = parseFailuresFile(text, SERVICES);
  expect(value).toEqual({
    assumptions: {
      ...DEFAULT_ASSUMPTIONS,
      targetMtbfMs: 90 * 86_400_000,
      targetMttrMs: 600_000,
      coverageRatio: 0.95,
      swingRatio: 0.2,
      overflowFactor: 2,
    },
    rps: { shop: 100 },
  });
});

test.each([
  ['targets: { failEvery: 30 }', 1, 23, 'targets.failEvery'],
  ['targets:\n  repair: never', 2, 11, 'targets.repair'],
  ['regions: { repair: 0s }', 1, 20, 'regions.repair'],
  ['coverage: 101%', 1, 11, 'coverage'],
  ['coverage: 0.99', 1, 11, 'coverage'],
  ['load: { overflowFactor: 0 }', 1, 25, 'load.overflowFactor'],
  ['load: { rps: { blog: 10rps } }', 1, 22, 'load.rps.blog'],
  ['load: { rps: { shop: 10 } }', 1, 22, 'load.rps.shop'],
  ['regoins: { repair: 1h }', 1, 20, 'regoins.repair'],
  ['targets: [1, 2]', 1, 1, 'targets'],
  ['targets: { failEvery: 30d', 1, 26, ''],
])('%s is refused at its place', (text, line, column, path) => {
  const { value, problems } = parseFailuresFile(text, SERVICES);
  expect(value).toBeNull();
  expect(problems).toMatchObject([{ line, column, path }]);
  expect(problems[0]?.fix).not.toBe('');
});

test('all problems are reported at once', () => {
  const { problems } = parseFailuresFile('coverage: 2\nperson: 1\nconvergence: x\n', SERVICES);
  expect(problems.map(({ path }) => path)).toEqual(['coverage', 'person', 'convergence']);
});

test('every assumption can be set', () => {
  const settable = Object.values(FAILURE_KEYS).map(({ key }) => key);
  expect(settable.toSorted()).toEqual(Object.keys(FORECAST).toSorted());
});
