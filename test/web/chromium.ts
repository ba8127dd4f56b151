/** A headless Chromium for tests of pages; the suite is skipped where there is none. */
import { spawnSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';

const CANDIDATES = ['chromium', 'chromium-browser', 'google-chrome'];

export function findChromium(): string | null {
  for (const command of CANDIDATES) {
    if (spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0) {
      const found = spawnSync('which', [command], { encoding: 'utf8' });
      return found.stdout.trim();
    }
  }
  return null;
}

export async function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}
