/**
 * Time and memory of `ballast generate` for a large strategy: 1,000 services with 10 targets each, by
 * part. CPU time, since the machine may be busy: `node bench/generate.ts [services]`.
 */

import process from 'node:process';

import { PARTS } from '../src/generate/bundle/parts.ts';
import { renderBundle } from '../src/generate/bundle/render-bundle.ts';
import { parseStrategy } from '../src/strategy/index.ts';
import { largeStrategy } from '../test/support/large-strategy.ts';

const strategyText = largeStrategy(Number(process.argv[2] ?? 1_000));
const parsed = timed('parse', () => parseStrategy(strategyText));
const { strategy } = parsed;
if (strategy === null) throw new TypeError('the large strategy has problems');
const options = {
  gateways: strategy.gateways,
  dbless: false,
  failoverTargets: false,
  strategyText,
  language: 'en',
} as const;
for (const part of PARTS) timed(part, () => renderBundle(strategy, { ...options, parts: [part] }));
const { maxRSS } = process.resourceUsage();
console.log(`most memory ${Math.round(maxRSS / 1_024)} MB`);

function timed<T>(what: string, run: () => T): T {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  console.log(`${what.padEnd(14)} ${((user + system) / 1e6).toFixed(2)} s of CPU`);
  return result;
}
