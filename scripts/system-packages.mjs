/**
 * Programs some suites need, from Debian. Installed when this machine lets us (root and apt-get);
 * else the suite that needs one is skipped and the reason is told. `BALLAST_NO_APT=1` forbids it.
 */
import { spawnSync } from 'node:child_process';
import { say } from './ensure.mjs';

/** `command` is what must run, `package` is Debian's name for it, `suite` what goes without it. */
const PROGRAMS = [{ command: 'chromium', package: 'chromium', suite: 'pages in a browser' }];

/** Installs what is missing; returns the suites that will be skipped. */
export function ensureSystemPackages() {
  const missing = PROGRAMS.filter(({ command }) => !runs(command));
  if (missing.length === 0) return [];
  const reason = whyNotInstallable();
  if (reason === null) install(missing.map((program) => program.package));
  return missing
    .filter(({ command }) => !runs(command))
    .map(({ command, suite }) => ({
      name: suite,
      reason: `${command} is missing: ${reason ?? 'apt-get could not install it'}`,
    }));
}

function whyNotInstallable() {
  if (process.env.BALLAST_NO_APT === '1') return 'BALLAST_NO_APT is set';
  if (process.getuid?.() !== 0) return 'not root, so it cannot be installed from here';
  if (!runs('apt-get')) return 'this system has no apt-get';
  return null;
}

function install(packages) {
  say(`Installing ${packages.join(', ')} (apt-get) …`);
  const options = {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', ...packages], options);
}

function runs(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}
