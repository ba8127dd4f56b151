/**
 * `npm test`: installs what is missing, runs every check and every test, and says at the end what
 * was skipped and why. A file pattern narrows it down. Coverage is a command of its own: measuring it
 * makes what computes three times slower.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, build, ensureInstalled, pinnedEnv, pinnedNode, root, say } from './ensure.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const patterns = process.argv.slice(2);
const reportFile = join(root, 'coverage', 'vitest.json');

ensureInstalled();
const skipped = ensureSystemPackages();
const env = pinnedEnv();
const failedChecks = patterns.length > 0 ? [] : runChecks();
build();
const counts = runTests();
for (const { name, reason } of skipped) say(`Skipped: ${name} (${reason})`);
for (const check of failedChecks) say(`Failed check: ${check}`);
const failed = counts.failed + failedChecks.length;
process.stdout.write(
  `Tests: ${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped\n`,
);
process.exit(failed > 0 || counts.exit !== 0 ? 1 : 0);

function runChecks() {
  const checks = ['format', 'types', 'lint', 'imports', 'unused'];
  return checks.filter((check) => {
    say(`check:${check} …`);
    const npm = spawnSync('npm', ['run', '-s', `check:${check}`], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    return npm.status !== 0;
  });
}

function runTests() {
  mkdirSync(join(root, 'coverage'), { recursive: true });
  rmSync(reportFile, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const vitest = spawnSync(pinnedNode(), [bin('vitest/vitest.mjs'), ...args, ...patterns], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  try {
    const report = JSON.parse(readFileSync(reportFile, 'utf8'));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
      exit: vitest.status,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, exit: vitest.status };
  }
}
