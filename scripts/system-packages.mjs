/**
 * Programs some suites need, from Debian. Installed when this machine lets us (root and apt-get);
 * else, where a program runs from any folder, its package is downloaded and unpacked without root;
 * else the suite that needs one is skipped and the reason is told. `BALLAST_NO_APT=1` forbids it all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './ensure.mjs';

/**
 * `command` is what must run, `package` is Debian's name for it, `suite` what goes without it;
 * `movable`: it needs nothing but itself; `versions`: the folder of versions that it is in, not on
 * the path.
 */
const PROGRAMS = [
  { command: 'chromium', package: 'chromium', suite: 'pages in a browser' },
  { command: 'promtool', package: 'prometheus', suite: 'monitoring', movable: true },
  { command: 'prometheus', package: 'prometheus', suite: 'monitoring', movable: true },
  { command: 'amtool', package: 'prometheus-alertmanager', suite: 'monitoring', movable: true },
  {
    command: 'postgres',
    package: 'postgresql',
    suite: 'PostgreSQL',
    movable: true,
    versions: 'usr/lib/postgresql',
  },
];

/** Where packages are unpacked; the tests look there too. */
const UNPACKED = join(root, 'node_modules', '.cache', 'ballast-debian');
const APT_TIMEOUT_MS = 300_000;
/** Debian's package makes a database and starts a server unless it is told not to. */
const POSTGRES_SETTINGS = '/etc/postgresql-common';

/** Installs what is missing; returns the suites that will be skipped. */
export function ensureSystemPackages() {
  const missing = PROGRAMS.filter((program) => !isThere(program));
  if (missing.length === 0) return [];
  const reason = whyNotInstallable();
  if (reason === null) install(packagesOf(missing));
  else if (mayDownload()) unpack(packagesOf(missing.filter(({ movable }) => movable === true)));
  return missing
    .filter((program) => !isThere(program))
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
  if (packages.includes('postgresql') && !existsSync(POSTGRES_SETTINGS)) {
    mkdirSync(POSTGRES_SETTINGS, { recursive: true });
    writeFileSync(join(POSTGRES_SETTINGS, 'createcluster.conf'), 'create_main_cluster = false\n');
  }
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
  apt(['download', '-q', ...packages.flatMap(partsOf)], archives);
  for (const name of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    spawnSync('dpkg', ['-x', join(archives, name), UNPACKED], { stdio: ['ignore', 'ignore', 2] });
  }
}

/** `postgresql` itself is empty: it stands for the newest version, which needs its library too. */
function partsOf(name) {
  if (name !== 'postgresql') return [name];
  const { stdout } = spawnSync('apt-get', ['--simulate', 'install', name], { encoding: 'utf8' });
  return [/postgresql-\d+/.exec(stdout)?.[0] ?? name, 'libpq5'];
}

function apt(args, cwd = root) {
  spawnSync('apt-get', args, {
    cwd,
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: APT_TIMEOUT_MS,
  });
}

function isThere({ command, versions }) {
  if (versions === undefined) return runs(command);
  return [UNPACKED, '/'].some((top) => {
    const folder = join(top, versions);
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.some((name) => runs(join(folder, name, 'bin', command)));
  });
}

function runs(command) {
  const unpacked = join(UNPACKED, 'usr', 'bin', command);
  const path = existsSync(unpacked) ? unpacked : command;
  const env = { ...process.env, LD_LIBRARY_PATH: unpackedLibraries() };
  return spawnSync(path, ['--version'], { stdio: 'ignore', env }).status === 0;
}

/** Such as `usr/lib/x86_64-linux-gnu`. */
function unpackedLibraries() {
  const folder = join(UNPACKED, 'usr', 'lib');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('-linux-gnu'))
    .map((name) => join(folder, name))
    .join(':');
}
