import { expect, test } from 'vitest';
import { demoState } from '../../test/web/demo-state.ts';
import { renderLiveTable } from './live-table.ts';

const state = demoState(1_800_000_000_000);

test('the table says what is broken, what was lost and where the traffic goes', () => {
  const table = renderLiveTable(state, { colors: false, width: 140 });
  expect(table).toContain('accepts and never answers, for 12 s.');
  expect(table).toMatch(/^ +folklore +generated +ballast/m);
  expect(table).toMatch(/lost +2391 of/);
  expect(table).toMatch(/eu-north .*evacuated|eu-west .*evacuated/);
});

test.each([80, 100, 200])('no line is longer than a terminal of %i columns', (width) => {
  const lines = renderLiveTable(state, { colors: false, width }).split('\n').slice(1);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
});

test('all is well when nothing is broken', () => {
  const table = renderLiveTable({ ...state, fault: null }, { colors: false, width: 100 });
  expect(table.split('\n')[0]).toBe('Everything is healthy.');
});
