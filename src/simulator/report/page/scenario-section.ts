/** All about one scenario: what happens, who did how well, how it went, what was decided. */

import { describeConditions, describeFault } from '../../scenario/describe.ts';
import { intervalChart } from '../charts/interval-chart.ts';
import { clock, number } from '../format.ts';
import { element, type Markup } from '../../../lib/markup.ts';
import type { ScenarioSummary, Summary } from '../summary.ts';
import { renderComparison } from './comparison-table.ts';
import { renderDecisions } from './decisions.ts';
import { type Story, storyOf } from './story.ts';
import { renderComparedLines, renderOwnLines } from './time-lines.ts';

/** Drawn with their intervals, beside the table. */
const DRAWN: ReadonlySet<string> = new Set(['failedPercent', 'badSeconds', 'p99Ms']);

export function renderScenario(one: ScenarioSummary, { seeds }: Summary): Markup {
  const { scenario, rows, runs, findings } = one;
  const head = [
    element('h2', {}, scenario.name, element('small', {}, ` ${scenario.title}`)),
    element('p', { class: 'lead' }, scenario.description),
    renderSetting(one),
  ];
  if (runs.length === 0) {
    return section(scenario.name, [...head, element('p', { class: 'problem' }, 'It was not run.')]);
  }
  const story = storyOf(one);
  return section(scenario.name, [
    ...head,
    findings.length === 0 ? null : renderFindings(findings),
    element('h3', {}, 'Who did how well'),
    renderComparison(rows),
    element(
      'div',
      { class: 'small' },
      rows
        .filter(({ measure }) => DRAWN.has(measure.key))
        .map(({ measure, cells }) =>
          element(
            'figure',
            {},
            element('figcaption', {}, `${measure.label}, mean and 95 % interval`),
            intervalChart(measure, cells),
          ),
        ),
    ),
    story.shown.length === 0 ? null : renderStory(story, seeds[0] ?? 0),
  ]);
}

function section(name: string, children: readonly (Markup | null)[]): Markup {
  return element('section', { id: name, class: 'scenario' }, children);
}

function renderSetting({ scenario, strategy }: ScenarioSummary): Markup {
  const faults = scenario.faults.map(({ atMs, forMs, fault }) => {
    const until = forMs === null ? 'the end' : clock((atMs + forMs) / 1_000);
    return element('li', {}, `${clock(atMs / 1_000)} to ${until}: ${describeFault(fault)}`);
  });
  const conditions = [['Strategy', strategy.name] as const, ...describeConditions(scenario)];
  return element(
    'details',
    { class: 'setting' },
    element('summary', {}, 'What happens when, and under which conditions'),
    faults.length === 0 ? element('p', {}, 'Nothing happens.') : element('ul', {}, faults),
    element(
      'dl',
      {},
      conditions.map(([what, value]) => [element('dt', {}, what), element('dd', {}, value)]),
    ),
  );
}

/** More findings than these are only counted. */
const MAX_FINDINGS = 20;

function renderFindings(findings: ScenarioSummary['findings']): Markup {
  const shown = findings.slice(0, MAX_FINDINGS);
  return element(
    'div',
    { class: 'findings', role: 'alert' },
    element('h3', {}, `${findings.length} × a guarantee was broken`),
    element(
      'ul',
      {},
      shown.map(({ guarantee, contestant, seed, atMs, message }) => {
        const where = `${contestant}, seed ${seed}, ${clock(atMs / 1_000)}`;
        return element('li', {}, element('strong', {}, guarantee), ` ${where}: ${message}`);
      }),
    ),
  );
}

function renderStory(story: Story, seed: number): Markup {
  const highest = Math.max(
    ...story.shown.flatMap(({ series }) =>
      series.bins.map(({ served, failed }) => sum(Object.values(served)) + failed),
    ),
  );
  return element('div', {}, [
    element('h3', {}, `How it went with seed ${seed}`),
    renderLegend(story),
    renderComparedLines(story),
    renderNumbers(story),
    ...story.shown.flatMap((one) => [
      element(
        'h4',
        {},
        element('span', { class: `key k-${one.run.contestant}` }),
        one.run.contestant,
      ),
      renderOwnLines(one, story, highest),
      one.decisions.length === 0 ? null : element('h5', {}, 'Decisions'),
      one.decisions.length === 0 ? null : renderDecisions(one),
    ]),
  ]);
}

/** In the weights, but in no region. */
function hasShedTarget({ shown, regionOf }: Story): boolean {
  return shown.some(({ run }) =>
    run.weights.some(({ weights }) =>
      Object.entries(weights).some(([target, weight]) => weight > 0 && regionOf(target) === null),
    ),
  );
}

function renderLegend(story: Story): Markup {
  const { shown, regions, bands } = story;
  const entry = (className: string, text: string) =>
    element('span', { class: 'entry' }, element('span', { class: className }), text);
  return element('p', { class: 'legend' }, [
    ...shown.map(({ run }) => entry(`key k-${run.contestant}`, run.contestant)),
    ...regions.map((region, index) => entry(`swatch r${index % 6}`, region)),
    ...(hasShedTarget(story) ? [entry('swatch r5', 'shed target')] : []),
    entry('swatch lost', 'lost'),
    entry('swatch shed', 'refused on purpose'),
    ...(bands.length > 0 ? [entry('swatch fault', 'time of a fault')] : []),
    'Numbers above the charts are decisions, listed below.',
  ]);
}

/** Rows of the table that says the same as the charts. */
const NUMBERS = 30;

function renderNumbers({ shown }: Story): Markup {
  const bins = shown[0]?.series.bins ?? [];
  const every = Math.max(1, Math.ceil(bins.length / NUMBERS));
  const rows = bins.flatMap((bin, index) => (index % every === 0 ? [{ bin, index }] : []));
  const worst = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? '–' : number(Math.max(...known));
  };
  return element(
    'details',
    { class: 'numbers' },
    element('summary', {}, 'The same in numbers'),
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, element('th', {}, 'from'), headsOf(shown))),
      element(
        'tbody',
        {},
        rows.map(({ bin, index }) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, clock(bin.second)),
            shown.map(({ series }) => {
              const span = series.bins.slice(index, index + every);
              return [
                element('td', {}, worst(span.map(({ failedPercent }) => failedPercent))),
                element('td', {}, worst(span.map(({ p99Ms }) => p99Ms))),
              ];
            }),
          ),
        ),
      ),
    ),
  );
}

function headsOf(shown: Story['shown']): readonly Markup[] {
  return shown.flatMap(({ run }) => [
    element('th', { scope: 'col' }, `${run.contestant} lost, %`),
    element('th', { scope: 'col' }, `${run.contestant} p99, ms`),
  ]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
