/** The figures of one scenario: every measure, every contestant, and the difference to Ballast. */

import { cell, difference, verdict } from '../format.ts';
import { element, type Markup } from '../../../lib/markup.ts';
import { type Cell, type MeasureRow, saysSomething } from '../summary.ts';

export function renderComparison(rows: readonly MeasureRow[]): Markup {
  const contestants = rows[0]?.cells.map(({ contestant }) => contestant) ?? [];
  return element(
    'table',
    { class: 'figures' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('td', {}),
        contestants.map((name) =>
          element('th', { scope: 'col' }, element('span', { class: `key k-${name}` }), name),
        ),
      ),
    ),
    element('tbody', {}, rows.filter(saysSomething).map(renderRow)),
  );
}

function renderRow({ measure, cells }: MeasureRow): Markup {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, measure.label),
    cells.map((one) => renderCell(one, measure)),
  );
}

function renderCell(one: Cell, measure: MeasureRow['measure']): Markup {
  const against = one.difference;
  const told = measure.better === 'less' && one.value.mean !== null ? verdict(against) : 'same';
  return element(
    'td',
    { class: told === 'same' ? null : told },
    cell(one.value, measure),
    against === null || told === 'same'
      ? null
      : element('small', {}, ` ${told === 'more' ? '▲' : '▼'} ${difference(against)}`),
  );
}
