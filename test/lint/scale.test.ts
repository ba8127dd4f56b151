/** Lint takes as much longer as there is more to look at: no rule looks through all for each. */

import { expect, test, vi } from 'vitest';

import { readDocument } from '../../src/cli/lint/read-document.ts';
import { renderKongFiles } from '../../src/generate/kong-files.ts';
import { DEFAULT_CONTEXT } from '../../src/lint/context.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/registry.ts';
import { parseStrategy } from '../../src/strategy/index.ts';
import { largeStrategy } from '../support/large-strategy.ts';

vi.setConfig({ testTimeout: 180_000 });

interface File {
  readonly path: string;
  readonly text: string;
}

function strategyFile(services: number): readonly File[] {
  return [{ path: 'ballast.yaml', text: largeStrategy(services) }];
}

function kongFiles(services: number): readonly File[] {
  const { strategy } = parseStrategy(largeStrategy(services));
  if (strategy === null) throw new TypeError('the large strategy has problems');
  return renderKongFiles(strategy, { gateways: strategy.gateways, dbless: false });
}

/** Of the processor, since the machine may be busy; the least of three. */
function lintMs(files: readonly File[]): number {
  const runs = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    const documents = files.flatMap(({ path, text }) => readDocument(path, text).documents);
    expect(documents).toHaveLength(files.length);
    lint(documents, { rules: RULES, context: DEFAULT_CONTEXT, language: 'en' });
    return process.cpuUsage(before).user / 1_000;
  });
  return Math.min(...runs);
}

test.each([
  ['a strategy', strategyFile],
  ['Kong files', kongFiles],
])('%s of twice as many services', (_what, filesOf) => {
  lintMs(filesOf(50));
  const ratio = lintMs(filesOf(400)) / lintMs(filesOf(200));
  expect(ratio).toBeLessThan(3);
});
