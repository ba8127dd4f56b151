/** `ballast lint` as people and pipelines run it: exit codes, formats, fixes, comments. */

import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runBallast, temporaryFolder } from '../support/run-ballast.ts';

// Each call is a process, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const folklore = new URL('../fixtures/folklore/', import.meta.url);
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const file of ['a-plugins.yaml', 'b-upstream.yaml', 'b-services.yaml']) {
    await copyFile(new URL(file, folklore), join(folder.path, file));
  }
  await writeFile(join(folder.path, 'clean.yaml'), CLEAN);
  await writeFile(join(folder.path, 'broken.yaml'), '_format_version: "3.0"\nupstreams: [\n');
  await writeFile(join(folder.path, 'other.yaml'), 'hello: world\n');
});
afterAll(() => folder.remove());

const CLEAN = `_format_version: "3.0"
services:
  - name: orders
    host: orders
    retries: 1
    connect_timeout: 500
    read_timeout: 2000
    write_timeout: 2000
    routes: [{ name: orders, paths: [/orders], methods: [GET] }]
upstreams:
  - name: orders
    healthchecks:
      active:
        http_path: /health
        healthy: { interval: 2, successes: 2 }
        unhealthy:
          interval: 2
          http_statuses: [404, 500, 503]
          tcp_failures: 2
          timeouts: 2
          http_failures: 2
    targets: [{ target: "10.0.0.1:8080" }, { target: "10.0.0.2:8080" }]
`;

const run = (...args: string[]) => runBallast(['lint', ...args], { cwd: folder.path });

describe('exit codes', () => {
  test.each([
    ['0 for a clean file', ['clean.yaml'], 0],
    ['1 for errors', ['a-plugins.yaml'], 1],
    ['0 for errors that are silenced', ['a-plugins.yaml', '--disable', 'KB102,KB104,KB171'], 0],
    ['1 for warnings with --strict', ['a-plugins.yaml', '--disable', 'KB102,KB104', '--strict'], 1],
    ['2 for what cannot be parsed', ['broken.yaml'], 2],
    ['2 for what lint does not know', ['other.yaml'], 2],
    ['2 for a file that is not there', ['none.yaml'], 2],
    ['2 for a rule that is not there', ['clean.yaml', '--disable', 'KB999'], 2],
  ])('%s', async (_, args, code) => {
    expect(await run(...args)).toMatchObject({ code });
  });
});

test('what cannot be parsed is told with its place, in text and JSON', async () => {
  const { stdout, stderr } = await run('broken.yaml', 'clean.yaml');
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^broken\.yaml:3:1 error not valid YAML or JSON/);
  const json = await run('broken.yaml', '--json');
  const result: unknown = JSON.parse(json.stdout);
  expect(result).toMatchObject({
    error: { unusable: [{ file: 'broken.yaml', line: 3, column: 1 }] },
  });
});

test('text shows place, line, fix and source', async () => {
  const { stdout } = await run('b-upstream.yaml', 'b-services.yaml', '--no-color');
  expect(stdout).toContain(
    [
      '  13:9 error KB111 active.unhealthy.tcp_failures is 0: a target of product-api-upstream that refuses connections is never marked unhealthy by the active check',
      '    13 |         unhealthy:',
      '       |         ^^^^^^^^^',
      '    at upstreams[0].healthchecks.active.unhealthy.tcp_failures',
      '    fix: set tcp_failures: 3',
    ].join('\n'),
  );
  expect(stdout).toMatch(/\d+ errors, \d+ warnings, \d+ notes; \d+ can be put right with --fix\n$/);
});

test('Dutch is spoken on demand, and where LANG says so', async () => {
  const asked = await run('a-plugins.yaml', '--lang', 'nl');
  expect(asked.stdout).toContain('Kong heeft geen plugin `healthchecks`');
  const broken = await run('broken.yaml', 'other.yaml', '--lang', 'nl');
  expect(broken.stderr).toContain('geen geldige YAML of JSON: ');
  expect(broken.stderr).toContain('dit is geen bestand dat lint kent');
  expect(broken.stderr).toContain('2 bestanden kunnen niet worden nagekeken');
});

test('SARIF has what code scanning needs', async () => {
  const { stdout } = await run('a-plugins.yaml', '--format', 'sarif');
  const log = JSON.parse(stdout) as Sarif;
  expect(log.version).toBe('2.1.0');
  const [sarifRun] = log.runs;
  const ids = sarifRun?.tool.driver.rules.map(({ id }) => id) ?? [];
  for (const { ruleId, ruleIndex, level, message, locations } of sarifRun?.results ?? []) {
    expect(ids[ruleIndex]).toBe(ruleId);
    expect(['error', 'warning', 'note']).toContain(level);
    expect(message.text).not.toBe('');
    const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
    expect(artifactLocation?.uri).toBe('a-plugins.yaml');
    expect(region?.startLine).toBeGreaterThan(0);
    expect(region?.endColumn).toBeGreaterThan(region?.startColumn ?? 0);
  }
  expect(sarifRun?.results.map(({ ruleId }) => ruleId)).toContain('KB102');
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { startLine: number; startColumn: number; endColumn: number };
        };
      }[];
    }[];
  }[];
}

test('GitHub gets one workflow command for each problem', async () => {
  const { stdout } = await run('a-plugins.yaml', '--format', 'github');
  const lines = stdout.trimEnd().split('\n');
  for (const line of lines) {
    expect(line).toMatch(/^::(error|warning|notice) file=a-plugins\.yaml,line=\d+,.*,title=KB\d+ /);
  }
});

test('--explain tells a rule with its examples, in both languages', async () => {
  const english = await run('--explain', 'kb111');
  expect(english).toMatchObject({ code: 0 });
  expect(english.stdout).toMatch(/KB111 refusals-ignored[\s\S]*Wrong:[\s\S]*Right:[\s\S]*source:/);
  const dutch = await run('--explain', 'refusals-ignored', '--lang', 'nl');
  expect(dutch.stdout).toContain('geweigerde verbindingen');
  expect(await run('--explain', 'KB999')).toMatchObject({ code: 2 });
});

describe('--fix', () => {
  test('changes what is safe, keeps the rest byte for byte, and nothing the second time', async () => {
    const file = join(folder.path, 'fix.yaml');
    await writeFile(file, BEFORE);
    const { stdout } = await run('--fix', 'fix.yaml', '--no-color');
    expect(await readFile(file, 'utf8')).toBe(AFTER);
    expect(stdout).toContain('+           tcp_failures: 3');
    const again = await run('--fix', 'fix.yaml');
    expect(again.stdout).not.toContain('put right');
    expect(await readFile(file, 'utf8')).toBe(AFTER);
  });
});

const BEFORE = `_format_version: "3.0"
upstreams:
  # The orders of the shop.
  - name: 'orders'
    algoritm: least-connections   # all are equal
    healthchecks:
      active:
        timeout: 5   # too long
        http_path: /health
        healthy: { interval: 2, successes: 2 }
        unhealthy:
          # both kinds
          interval: 2
          http_failures: 3
          timeouts: 3
      passive: { healthy: { successes: 255 } }
    targets:
      - target: 10.0.0.1:8080
      - target: 10.0.0.2:8080
`;

const AFTER = `_format_version: "3.0"
upstreams:
  # The orders of the shop.
  - name: 'orders'
    algorithm: least-connections   # all are equal
    healthchecks:
      active:
        timeout: 1.6   # too long
        http_path: /health
        healthy: { interval: 2, successes: 2 }
        unhealthy:
          # both kinds
          tcp_failures: 3
          interval: 2
          http_failures: 3
          timeouts: 3
      passive: { healthy: { successes: 254 } }
    targets:
      - target: 10.0.0.1:8080
      - target: 10.0.0.2:8080
`;

test('a comment silences a rule on its line, or for the file', async () => {
  const file = join(folder.path, 'silent.yaml');
  const text = await readFile(join(folder.path, 'a-plugins.yaml'), 'utf8');
  const commented = text
    .replace(
      '  - name: healthchecks',
      '  # ballast: ignore KB102 it is ours\n  - name: healthchecks',
    )
    .replace('plugins:', 'plugins: # ballast: ignore-file KB104, KB171');
  await writeFile(file, commented);
  const result = await run('silent.yaml', '--json');
  expect(result.code).toBe(0);
  const { problems } = JSON.parse(result.stdout) as { problems: { code: string }[] };
  expect(problems.map(({ code }) => code)).not.toContain('KB102');
});
