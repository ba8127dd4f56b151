/** The first page: requests lost in every scenario by every contestant. */

import { cell, verdict } from '../format.ts';
import { element, type Markup } from '../../../lib/markup.ts';
import type { ScenarioSummary, Summary } from '../summary.ts';

export function renderOverview({ scenarios, contestants }: Summary): Markup {
  return element(
    'section',
    { class: 'overview' },
    element('h2', {}, 'Requests lost'),
    element(
      'table',
      { class: 'figures' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, 'scenario'),
          contestants.map((name) =>
            element('th', { scope: 'col' }, element('span', { class: `key k-${name}` }), name),
          ),
          element('th', { scope: 'col' }, 'guarantees'),
        ),
      ),
      element('tbody', {}, scenarios.map(renderRow)),
    ),
  );
}

function renderRow({ scenario, rows, findings, runs }: ScenarioSummary): Markup {
  const row = rows.find(({ measure }) => measure.key === 'failedPercent');
  const broken = new Set(findings.map(({ guarantee }) => guarantee));
  const kept = runs.length === 0 ? 'not run' : 'kept';
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      element('a', { href: `#${scenario.name}` }, scenario.name),
      element('small', {}, ` ${scenario.title}`),
    ),
    row?.cells.map(({ value, difference }) => {
      const told = verdict(difference);
      const sign = { more: ' ▲', less: ' ▼', same: '' }[told];
      return element(
        'td',
        { class: told === 'same' ? null : told },
        cell(value, row.measure),
        sign,
      );
    }) ?? null,
    broken.size === 0
      ? element('td', {}, kept)
      : element('td', { class: 'more' }, `${[...broken].join(', ')} broken`),
  );
}
