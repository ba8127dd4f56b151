/**
 * What `renderMonitoring` writes, judged by Prometheus's and Alertmanager's own tools, for the
 * example and for every good strategy of the parser's tests.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderMonitoring } from '../../src/generate/monitoring/render-monitoring.ts';
import { temporaryFolder } from '../support/run-ballast.ts';
import { strategyOf, writeFiles } from './support/files.ts';
import { hasPrograms, runProgram, runProgramApart } from './support/programs.ts';
import { MIXED } from './support/strategies.ts';

const isInstalled = hasPrograms('promtool', 'amtool');
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GOOD = readdirSync(join(ROOT, 'test/strategy/good')).filter((name) => name.endsWith('.yaml'));

// Folders without a strategy show something else.
const EXAMPLES = readdirSync(join(ROOT, 'examples'))
  .map((name) => `examples/${name}/ballast.yaml`)
  .filter((path) => existsSync(join(ROOT, path)));

const STRATEGIES: readonly (readonly [string, string])[] = [
  ['mixed', MIXED],
  ...[...EXAMPLES, ...GOOD.map((name) => `test/strategy/good/${name}`)].map(
    (path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const,
  ),
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

test.skipIf(!isInstalled).each(STRATEGIES)(
  '%s: configuration and rules are valid for Prometheus and Alertmanager',
  async (name, text) => {
    const place = join(folder.path, name);
    await writeFiles(place, renderMonitoring(strategyOf(text)));
    // Certificates that it names are not on this machine.
    const check = ['check', 'config', '--syntax-only', 'prometheus/prometheus.yml'];
    const config = runProgram('promtool', check, { cwd: place });
    expect(config).toMatchObject({ code: 0, output: expect.stringContaining('SUCCESS') });
    const rules = ['check', 'rules', '--lint=all', '--lint-fatal'];
    const files = ['prometheus/rules/recording.yaml', 'prometheus/rules/alerts.yaml'];
    expect(runProgram('promtool', [...rules, ...files], { cwd: place })).toMatchObject({ code: 0 });
    const alertmanager = ['check-config', 'alertmanager/alertmanager.yml'];
    expect(runProgram('amtool', alertmanager, { cwd: place })).toMatchObject({ code: 0 });
  },
  60_000,
);

test.skipIf(!isInstalled)(
  'every alert fires, is silent and ends as its unit tests say, at 99.9, 99.95 and 99.99 %',
  async () => {
    const place = join(folder.path, 'unit');
    const files = renderMonitoring(strategyOf(MIXED));
    await writeFiles(place, files);
    const tests = files.filter(({ path }) => path.startsWith('prometheus/tests/'));
    const names = tests.map(({ path }) => path);
    expect(names).toHaveLength(11);
    // Two at a time.
    const work = async () => {
      for (let name = names.shift(); name !== undefined; name = names.shift()) {
        const result = await runProgramApart('promtool', ['test', 'rules', name], { cwd: place });
        expect({ name, failed: result.output.match(/FAILED[\s\S]*/)?.[0] }).toEqual({ name });
        expect(result.isGood).toBe(true);
      }
    };
    await Promise.all([work(), work()]);
  },
  300_000,
);

test.skipIf(!isInstalled)(
  'a rule that is broken is seen by the unit tests',
  async () => {
    const place = join(folder.path, 'broken');
    const broken = renderMonitoring(strategyOf(MIXED)).map(({ path, text }) => ({
      path,
      text: path.endsWith('alerts.yaml') ? text.replaceAll('14.4 *', '144 *') : text,
    }));
    await writeFiles(place, broken);
    const args = ['test', 'rules', 'prometheus/tests/budget-burn-14x-30d.yaml'];
    expect(runProgram('promtool', args, { cwd: place }).code).toBe(1);
  },
  120_000,
);
