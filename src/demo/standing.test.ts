import { expect, test } from 'vitest';
import { demoState } from '../../test/web/demo-state.ts';
import type { ContestantState } from './api-types.ts';
import { standingOf } from './standing.ts';

const state = demoState(1_800_000_000_000);

/** With nothing broken, and all contestants as changed. */
function unbroken(change: Partial<ContestantState>) {
  const contestants = state.contestants.map((each) => ({
    ...each,
    errorRatio: 0,
    targets: each.targets.map((target) => ({ ...target, health: 'HEALTHY' })),
    ...change,
  }));
  return standingOf({ ...state, fault: null, contestants: contestants.slice(0, 1) });
}

test('the fault that is on is named', () => {
  expect(standingOf(state)).toEqual({
    level: 'broken',
    text: 'Every target of the primary region accepts and never answers, for 12 s.',
  });
});

test('all is healthy only when nothing else is seen', () => {
  expect(unbroken({})).toEqual({ level: 'healthy', text: 'Everything is healthy.' });
});

test('without a fault, requests that fail and targets that are down are told', () => {
  const targets = (state.contestants[2]?.targets ?? []).map((target) => ({
    ...target,
    health: 'UNHEALTHY',
  }));
  expect(unbroken({ errorRatio: 1, targets })).toEqual({
    level: 'troubled',
    text:
      'No fault is on, but not all is well: folklore: 100 % of its requests fail, ' +
      '18 of its 18 targets are down.',
  });
});

test('a target whose health is not known is not called down', () => {
  const targets = (state.contestants[0]?.targets ?? []).map((each) => ({ ...each, health: null }));
  expect(unbroken({ targets }).level).toBe('healthy');
});
