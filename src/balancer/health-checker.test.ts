import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { healthchecks } from '../../test/balancer/support.ts';
import type { Address, TryReport } from './contract.ts';
import { HealthChecker } from './health-checker.ts';
import { checkLimits, createHealthRecord, isAvailable, mark, report } from './health-record.ts';

const CHECKS = healthchecks({ passive: { tcp: 2, timeouts: 2, http: 3, successes: 2 } });
const ADDRESSES: readonly Address[] = [1, 2].map((number) => {
  const ip = `127.0.0.${number}`;
  return { key: `${ip}:80:${ip}`, target: `${ip}:80`, host: ip, ip, port: 80, weight: 100 };
});
const REPORTS: readonly TryReport[] = [
  { kind: 'status', status: 200 },
  { kind: 'status', status: 200 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 404 },
  { kind: 'tcp-failure' },
  { kind: 'timeout' },
];

const step = fc.record({
  address: fc.constantFrom(...ADDRESSES),
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...REPORTS) },
    { weight: 1, arbitrary: fc.boolean() },
  ),
});

test('successes that need not be counted change nothing: each address does as its record alone', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const checker = new HealthChecker({ nowMs: 0, onChange: () => undefined });
      checker.restart(CHECKS, ADDRESSES, 0);
      const limits = checkLimits(CHECKS.passive);
      const records = new Map(ADDRESSES.map((one) => [one.key, createHealthRecord(one)]));
      for (const { address, what } of steps) {
        const record = records.get(address.key) ?? createHealthRecord(address);
        if (typeof what === 'boolean') {
          checker.setHealth(address.key, what);
          mark(record, what);
        } else {
          checker.reportTry(address.key, what);
          report(record, limits, what);
        }
        for (const [key, expected] of records) {
          expect(checker.isAvailable(key)).toBe(isAvailable(expected));
        }
      }
    }),
    { numRuns: 200 },
  );
});
