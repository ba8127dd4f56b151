import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Three groups, one after the other. What only computes may use every core; what speaks over sockets,
 * starts processes or measures time gets a core of its own, so that a busy neighbour is no finding;
 * what starts processes and then mostly waits for them leaves most of a core to another of its kind.
 */
const COMPUTED = [
  'src/**/*.test.ts',
  'test/{advise,balancer,docs,examples,golden,import,lint,scenarios,simulator,strategy}/**/*.test.ts',
  'test/cli/{commands,forecast,init-files,round-trip,simulate}.test.ts',
  'test/monitoring/{promtool,rules}.test.ts',
];
const WAITING = [
  'test/drill/region-drill.test.ts',
  'test/history/run-history.test.ts',
  'test/levers/sockets.test.ts',
  'test/system/{controller-dead,controller-killed,promotion,static-stability,two-controllers}.test.ts',
];
const TIMED_SOURCES = 'src/{api,cli,demo,drill,gateway,notify,telemetry}/**/*.test.ts';

const cores = availableParallelism();

export default defineConfig({
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'computed',
          include: COMPUTED,
          exclude: [...configDefaults.exclude, TIMED_SOURCES],
          maxWorkers: cores,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'waiting',
          include: WAITING,
          maxWorkers: Math.min(2, cores),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: [TIMED_SOURCES, 'test/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            ...COMPUTED.filter((glob) => glob.startsWith('test/')),
            ...WAITING,
          ],
          maxWorkers: Math.max(1, cores - 1),
          sequence: { groupOrder: 2 },
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts', 'src/web/**', 'src/**/index.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
