import { expect, test } from 'vitest';
import { serviceFixture } from '../../../test/support/strategy-fixture.ts';
import { NO_SPREAD } from '../../lib/spread.ts';
import { QUIET } from '../cusum.ts';
import { FRESH_TARGET } from '../state.ts';
import { NOTHING } from '../tally.ts';
import type { TargetEvidence } from '../target-evidence.ts';
import { decidePanic } from './panic.ts';

const shed = serviceFixture({ regions: { west: 4 } });
const overflow = serviceFixture({
  regions: { west: 4 },
  failover: { whenCapacityIsShort: 'overflow' },
});

function pool(suspects: number, { tries = 50, out = 0 } = {}): TargetEvidence[] {
  return shed.targets.map((target, index) => ({
    facts: {
      target,
      state:
        index < out
          ? { ...FRESH_TARGET, rotation: { kind: 'out', sinceMs: 0, untilMs: 9_000, seen: 0.3 } }
          : FRESH_TARGET,
      tick: { ...NOTHING, tries },
      latency: NO_SPREAD,
      utilisation: null,
      aborted: 0,
      probe: 'good',
      isProbeFailing: false,
      provenAtMs: null,
      kong: 'up',
      nodes: { fresh: 1, down: 0 },
    },
    relative: QUIET,
    absolute: QUIET,
    deadSinceMs: null,
    accusation: null,
    isSuspect: index < suspects,
  }));
}

const at = { region: 'west', sinceMs: null, nowMs: 5_000 };

test('more than half is panic, told once; half is not', () => {
  expect(decidePanic({ ...at, service: shed, weighed: pool(2) }).sinceMs).toBeNull();
  const began = decidePanic({ ...at, service: shed, weighed: pool(3) });
  expect(began.events.map(({ kind }) => kind)).toEqual(['panic']);
  const later = decidePanic({ ...at, sinceMs: 5_000, service: shed, weighed: pool(3) });
  expect(later.events).toEqual([]);
});

test('it ends below the level at which it began', () => {
  const state = { ...at, sinceMs: 1_000, service: shed };
  expect(decidePanic({ ...state, weighed: pool(2) }).sinceMs).toBe(1_000);
  const ended = decidePanic({ ...state, weighed: pool(1) });
  expect(ended.events.map(({ kind }) => kind)).toEqual(['panic-ended']);
});

test('only a service that prefers overflow fails open', () => {
  const weighed = pool(3, { out: 1 });
  expect([...decidePanic({ ...at, service: shed, weighed }).pardoned]).toEqual([]);
  expect([...decidePanic({ ...at, service: overflow, weighed }).pardoned]).toEqual(['west-1:80']);
});

test('silence neither begins nor ends it (G4)', () => {
  const silent = pool(4, { tries: 0 });
  expect(decidePanic({ ...at, service: overflow, weighed: silent }).events).toEqual([]);
  const kept = decidePanic({ ...at, sinceMs: 1, service: shed, weighed: pool(0, { tries: 0 }) });
  expect(kept.sinceMs).toBe(1);
});
