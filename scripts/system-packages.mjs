/**
 * Programs some suites need, from Debian. Installed when this machine lets us (root and apt-get);
 * else, where a program runs from any folder, its package is downloaded and unpacked without root;
 * else the suite that needs one is skipped and the reason is told. `BALLAST_NO_APT=1` forbids it all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './ensure.mjs';

/**
 * `command` is what must run, `package` is Debian's name for it, `suite` what goes without it;
 * `movable`: it needs nothing but itself.
 */
const PROGRAMS = [
  { command: 'chromium', package: 'chromium', suite: 'pages in a browser' },
  { command: 'promtool', package: 'prometheus', suite: 'monitoring', movable: true },
  { command: 'prometheus', package: 'prometheus', suite: 'monitoring', movable: true },
  { command: 'amtool', package: 'prometheus-alertmanager', suite: 'monitoring', movable: true },
];

/** Where packages are unpacked; the tests look there too. */
const UNPACKED = join(root, 'node_modules', '.cache', 'ballast-debian');
const APT_TIMEOUT_MS = 300_000;

/** Installs what is missing; returns the suites that will be skipped. */
export function ensureSystemPackages() {
  const missing = PROGRAMS.filter(({ command }) => !runs(command));
  if (missing.length === 0) return [];
  const reason = whyNotInstallable();
  if (reason === null) install(packagesOf(missing));
  else if (mayDownload()) unpack(packagesOf(missing.filter(({ movable }) => movable === true)));
  return missing
    .filter(({ command }) => !runs(command))
    .map(({ command, suite }) => ({
      name: suite,
      reason: `${command} is missing: ${reason ?? 'apt-get could not install it'}`,
    }));
}

function packagesOf(programs) {
  return [...new Set(programs.map((program) => program.package))];
}

function whyNotInstallable() {
  if (process.env.BALLAST_NO_APT === '1') return 'BALLAST_NO_APT is set';
  if (process.getuid?.() !== 0) return 'not root, so it cannot be installed from here';
  if (!runs('apt-get')) return 'this system has no apt-get';
  return null;
}

function mayDownload() {
  return process.env.BALLAST_NO_APT !== '1' && runs('apt-get') && runs('dpkg');
}

function install(packages) {
  say(`Installing ${packages.join(', ')} (apt-get) …`);
  apt(['update', '-q']);
  apt(['install', '-qy', '--no-install-recommends', ...packages]);
}

/** `apt-get download` and `dpkg -x` need no root; nothing outside the folder is touched. */
function unpack(packages) {
  if (packages.length === 0) return;
  say(`Unpacking ${packages.join(', ')} into ${UNPACKED} (apt-get download) …`);
  const archives = join(UNPACKED, 'archives');
  rmSync(archives, { recursive: true, force: true });
  mkdirSync(archives, { recursive: true });
  apt(['download', '-q', ...packages], archives);
  for (const name of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    spawnSync('dpkg', ['-x', join(archives, name), UNPACKED], { stdio: ['ignore', 'ignore', 2] });
  }
}

function apt(args, cwd = root) {
  spawnSync('apt-get', args, {
    cwd,
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: APT_TIMEOUT_MS,
  });
}

function runs(command) {
  const unpacked = join(UNPACKED, 'usr', 'bin', command);
  const path = existsSync(unpacked) ? unpacked : command;
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}
