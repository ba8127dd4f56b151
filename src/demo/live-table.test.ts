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
  const lines = renderLiveTable(state, { colors: false, width }).split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
});

test('a machine that is too slow is told above the figures, in whole lines', () => {
  const standing = { level: 'troubled', text: 'No fault is on, but not all is well.' } as const;
  const warning = `This machine is too slow ${'for this rate '.repeat(10)}`.trim();
  const table = renderLiveTable({ ...state, standing, warning }, { colors: false, width: 80 });
  const lines = table.split('\n');
  expect(lines[0]).toBe(standing.text);
  expect(lines.slice(1, 4).join(' ').trim()).toBe(warning);
});
