/** When the traffic before the traffic that counts has done its work. */

import { expect, test } from 'vitest';
import { hasSettled } from './settle.ts';

test.each<[claim: string, p95s: readonly number[], settled: boolean]>([
  ['not before three seconds', [50, 50], false],
  ['when a second is about as good as the best before it', [400, 90, 60, 65], true],
  ['when latency still falls, as soon as it falls', [400, 200, 100], true],
  ['not while something stalls', [400, 90, 60, 300], false],
  ['after a stall, once it is over', [400, 90, 60, 300, 70], true],
])('settled: %s', (_claim, p95s, settled) => {
  expect(hasSettled(p95s)).toBe(settled);
});
