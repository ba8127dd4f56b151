/**
 * Makes a checkout runnable: installs npm packages when the lock file is newer than what is
 * installed, and builds when sources are newer than the build. Plain JavaScript without
 * dependencies, because it runs first, on whatever Node the machine has (18 or newer).
 * Everything it says goes to stderr: stdout belongs to the command that follows.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const WINDOWS = process.platform === 'win32';
const INSTALL_STAMP = join(root, 'node_modules', '.ballast-lock');
const BUILD_STAMP = join(root, 'dist', '.built');

/** The pinned runtime (dev dependency `node`). */
export function pinnedNode() {
  return join(root, 'node_modules', 'node', 'bin', WINDOWS ? 'node.exe' : 'node');
}

/** Environment in which `node` and the tools of node_modules/.bin are the pinned ones. */
export function pinnedEnv(extra = {}) {
  const bins = [dirname(pinnedNode()), join(root, 'node_modules', '.bin')];
  const separator = WINDOWS ? ';' : ':';
  return { ...process.env, PATH: [...bins, process.env.PATH].join(separator), ...extra };
}

export function say(message) {
  process.stderr.write(`${message}\n`);
}

/** Says what begins; the function it returns says how long it took. */
export function step(what) {
  const startedMs = Date.now();
  say(`${what} …`);
  return () => say(`  done in ${((Date.now() - startedMs) / 1_000).toFixed(1)} s`);
}

/** Runs a command with its output on stderr; ends this process with its exit code on failure. */
export function must(command, args, { env = process.env, what }) {
  const result = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    shell: WINDOWS,
  });
  if (result.status === 0) return;
  say(`${what} failed: ${[command, ...args].join(' ')} (exit ${result.status ?? result.signal})`);
  process.exit(1);
}

/** Returns whether there was something to do. */
export function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const installed = existsSync(INSTALL_STAMP) ? readFileSync(INSTALL_STAMP, 'utf8') : null;
  if (installed === lock && existsSync(pinnedNode())) return false;
  const done = step('Installing packages (npm ci)');
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { what: 'The installation' });
  if (!existsSync(pinnedNode())) {
    say('The pinned Node.js is missing. Its install script was not allowed to run; fix:');
    say('  npm rebuild node --foreground-scripts');
    process.exit(1);
  }
  writeFileSync(INSTALL_STAMP, lock);
  done();
  return true;
}

/** Returns whether there was something to do. */
export function ensureBuilt() {
  const builtMs = existsSync(BUILD_STAMP) ? statSync(BUILD_STAMP).mtimeMs : 0;
  const inputs = [
    'src',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
    'vite.config.ts',
  ];
  const newestMs = Math.max(...inputs.map((input) => newestOf(join(root, input))));
  if (builtMs >= newestMs) return false;
  build();
  return true;
}

export function build() {
  const startedMs = Date.now();
  const env = pinnedEnv();
  const compiled = step('Building: compiling');
  must(pinnedNode(), [bin('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    env,
    what: 'The build',
  });
  compiled();
  if (existsSync(join(root, 'src', 'web', 'index.html'))) {
    const bundled = step('Building: the pages');
    must(pinnedNode(), [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
      env,
      what: 'The build of the pages',
    });
    bundled();
  }
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  // Sources saved while the build ran must count as newer.
  writeFileSync(BUILD_STAMP, '');
  setMtime(BUILD_STAMP, startedMs);
}

/** A script of an installed package. */
export function bin(path) {
  return join(root, 'node_modules', ...path.split('/'));
}

function setMtime(file, timeMs) {
  utimesSync(file, timeMs / 1000, timeMs / 1000);
}

function newestOf(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(path).map((name) => newestOf(join(path, name)));
  return Math.max(stats.mtimeMs, ...inside);
}
