import { expect, test } from 'vitest';
import type { ControlEvent, EventKind } from '../../model/control.ts';
import type { Sample } from '../../model/history.ts';
import { observedReport } from './observed.ts';

const AT_MS = 1_000_000;

function event(kind: EventKind, message: string, evidence: ControlEvent['evidence'] = {}) {
  const place = { upstream: 'product', region: 'eu-west', target: null };
  return { atMs: AT_MS, kind, message, evidence, ...place };
}

function decided(kind: EventKind): readonly ControlEvent[] {
  const reason = `${kind}, and why`;
  const told = event('would-write', 'Would write …', { because: 'observe', reason });
  return [event(kind, reason), told];
}

function traffic(requests: number, failed: number): readonly Sample[] {
  const counts = { requests, failed, shed: 0, p50Ms: 5, p99Ms: 50, shares: {} };
  const services = [{ service: 'productAPI', ...counts, budgetLeftRatio: 1 }];
  // What came before it, and long after it, is not about it.
  const noise = [{ service: 'productAPI', ...counts, failed: requests, budgetLeftRatio: 1 }];
  return [
    { atMs: AT_MS - 10_000, stepMs: 10_000, services: noise },
    { atMs: AT_MS, stepMs: 10_000, services },
    { atMs: AT_MS + 120_000, stepMs: 10_000, services: noise },
  ];
}

function report(events: readonly ControlEvent[], samples: readonly Sample[]) {
  const services = { product: 'productAPI' };
  return observedReport({ sinceMs: 0, untilMs: 2 * AT_MS, events, samples, services });
}

test.each([
  ['needed, when requests went on failing', 1_000, 200, 'needed'],
  ['not needed, when none did', 1_000, 0, 'not-needed'],
  ['unclear in between', 1_000, 5, 'unclear'],
  ['unclear on few requests', 10, 10, 'unclear'],
] as const)('an evacuation was %s', (_claim, requests, failed, verdict) => {
  const { moves, counts } = report(decided('region-evacuated'), traffic(requests, failed));
  expect(moves).toMatchObject([
    { rule: 'evacuation', region: 'eu-west', after: { requests, failed }, verdict },
  ]);
  expect(counts['evacuation']?.moves).toBe(1);
});

test('failures say nothing of a return', () => {
  const { moves } = report(decided('failback-step'), traffic(1_000, 200));
  expect(moves).toMatchObject([{ rule: 'failback', verdict: 'not-judged' }]);
});

test('a rule that only observes is named', () => {
  const told = event('would-write', 'Not done: …', {
    because: 'rule',
    rule: 'ejection',
    would: 'target-ejected',
  });
  const { counts } = report([told], traffic(1_000, 100));
  expect(counts).toEqual({ ejection: { moves: 1, needed: 1, notNeeded: 0 } });
});

test('what people hold back, and what is outside of the span, is not in it', () => {
  const held = event('would-write', 'Not done: …', { because: 'freeze', would: 'target-ejected' });
  const late = { ...decided('region-evacuated')[1], atMs: 3 * AT_MS } as ControlEvent;
  expect(report([held, late], []).moves).toEqual([]);
});
