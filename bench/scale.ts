/**
 * What the commands cost for a large strategy, as a user runs them: 1,000 services with 10 targets each.
 * The seconds a user waits (the best of three runs, since others of the machine can only add to it; on a
 * busy machine all three are too long), the seconds of all processors in that run (helper threads of the
 * runtime included), the most memory, and the ratio of those seconds to a reference of the same kind of
 * work: parsing and writing the generated Kong configuration as JSON. Bounds of generate and lint: 3 s
 * of waiting and 500 MiB.
 *
 *     npm run bench:scale [-- services]
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { readPlainYaml } from '../src/lib/plain-yaml/plain-yaml.ts';
import { largeStrategy } from '../test/support/large-strategy.ts';

const BOUND_SECONDS = 3;
const BOUND_MIB = 500;

const services = Number(process.argv[2] ?? 1_000);
const folder = mkdtempSync(join(tmpdir(), 'ballast-scale-'));
const at = (path: string) => join(folder, path);

interface Usage {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly maxRssMiB: number;
}

/** The shortest of three runs. */
function measure(args: readonly string[]): Usage {
  const runs = [1, 2, 3].map(() => measureOnce(args));
  return runs.reduce((best, run) => (run.wallSeconds < best.wallSeconds ? run : best));
}

/** The built command, in a process of its own. Findings (exit code 1) are no failure. */
function measureOnce(args: readonly string[]): Usage {
  const bin = fileURLToPath(new URL('../bin/ballast.js', import.meta.url));
  const hook = new URL('scale/tell-usage.mjs', import.meta.url).href;
  const usageFile = at('usage.json');
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook, bin, ...args], {
    env: { ...process.env, BALLAST_USAGE_FILE: usageFile },
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (status !== 0 && status !== 1) throw new Error(`ballast ${args.join(' ')}: ${stderr}`);
  const wallSeconds = (performance.now() - startedMs) / 1_000;
  return { ...(JSON.parse(readFileSync(usageFile, 'utf8')) as Usage), wallSeconds };
}

/** Seconds to parse and write the data as JSON, the best of three. */
function reference(data: unknown): number {
  const text = JSON.stringify(data);
  const runs = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    JSON.stringify(JSON.parse(text), null, 2);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return Math.min(...runs);
}

interface KongFile {
  readonly services?: readonly unknown[];
  readonly upstreams?: readonly unknown[];
  readonly plugins?: readonly unknown[];
}

/** The two generated files as one, as `GET /config` would give it. */
function merged(files: readonly string[]): object {
  const parts = files.map(
    (file): KongFile => readPlainYaml(readFileSync(file, 'utf8'))?.value ?? {},
  );
  return {
    _format_version: '3.0',
    services: parts.flatMap((part) => part.services ?? []),
    upstreams: parts.flatMap((part) => part.upstreams ?? []),
    plugins: parts.flatMap((part) => part.plugins ?? []),
  };
}

function main(): void {
  writeFileSync(at('ballast.yaml'), largeStrategy(services));
  const strategy = ['--strategy', at('ballast.yaml')];
  const files = ['base', 'upstreams'].map((name) => at(`out/kong/${name}.yaml`));
  const generated = measure([...strategy, 'generate', '--out', at('out')]);
  const kong = merged(files);
  writeFileSync(at('kong.json'), JSON.stringify(kong));
  const secondsOfJson = reference(kong);
  const rows: (readonly [label: string, usage: Usage])[] = [
    ['generate', generated],
    ...COMMANDS.map(([label, args]) => [label, measure(args({ strategy, files }))] as const),
  ];
  console.log(`${services} services with 10 targets each; JSON: ${secondsOfJson.toFixed(2)} s`);
  console.log(`${'command'.padEnd(34)}       s   CPU s  × JSON  most MiB`);
  for (const [label, { wallSeconds, cpuSeconds, maxRssMiB }] of rows) {
    const cells = [
      wallSeconds.toFixed(2).padStart(7),
      cpuSeconds.toFixed(2).padStart(7),
      (cpuSeconds / secondsOfJson).toFixed(1).padStart(7),
      maxRssMiB.toFixed(0).padStart(9),
    ];
    console.log(`${label.padEnd(34)} ${cells.join(' ')}`);
  }
  const isWithin = rows.every(
    ([label, { wallSeconds, maxRssMiB }]) =>
      (label.startsWith('import') || wallSeconds < BOUND_SECONDS) && maxRssMiB < BOUND_MIB,
  );
  const verdict = isWithin ? 'within' : 'BEYOND';
  console.log(`${verdict} the bounds of ${BOUND_SECONDS} s and ${BOUND_MIB} MiB`);
  if (!isWithin) process.exitCode = 1;
}

interface Inputs {
  readonly strategy: readonly string[];
  readonly files: readonly string[];
}

const COMMANDS: readonly (readonly [label: string, args: (inputs: Inputs) => readonly string[]])[] =
  [
    ['--version (the start alone)', () => ['--version']],
    [
      'generate --only kong',
      ({ strategy }) => [...strategy, 'generate', '--only', 'kong', '--out', at('out')],
    ],
    ['lint ballast.yaml', () => ['lint', at('ballast.yaml')]],
    ['lint base.yaml upstreams.yaml', ({ files }) => ['lint', ...files]],
    ['lint kong.json', () => ['lint', at('kong.json')]],
    ['import base.yaml upstreams.yaml', ({ files }) => ['import', ...files, '--stdout']],
  ];

try {
  main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
