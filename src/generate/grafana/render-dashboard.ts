/**
 * A dashboard as Grafana's JSON: the classic model, which Grafana provisions from files and imports by
 * hand in every version. Schema version 42 is the newest
 * (grafana/grafana apps/dashboard/pkg/migration/schemaversion); older Grafanas take it as well.
 *
 * Panels are laid out from left to right in the order given. Every query asks the data source that is
 * chosen at the top; firing alerts are drawn into every graph.
 */

import type { Dashboard, DashboardName, Panel, Section, Variable } from './dashboard.ts';

const SCHEMA_VERSION = 42;
const COLUMNS = 24;
const HEIGHTS: Readonly<Record<Panel['kind'], number>> = {
  stat: 4,
  timeseries: 8,
  'state-timeline': 7,
};
const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** Where a dashboard is: the same on every Grafana, so that links lead there. */
function dashboardUid(name: DashboardName): string {
  return `ballast-${name}`;
}

export function renderDashboard(
  dashboard: Dashboard,
  options: { readonly strategy: string; readonly others: readonly Dashboard[] },
): Readonly<Record<string, unknown>> {
  return {
    uid: dashboardUid(dashboard.name),
    title: dashboard.title,
    description: dashboard.description,
    tags: ['ballast', 'kong'],
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    graphTooltip: 1,
    timezone: 'browser',
    time: { from: 'now-1h', to: 'now' },
    refresh: '10s',
    links: options.others.map(linkTo),
    templating: {
      list: [...fixedVariables(options.strategy), ...dashboard.variables.map(variable)],
    },
    annotations: { list: [ALERTS] },
    panels: layOut(dashboard.sections),
  };
}

const ALERTS = {
  name: 'Firing alerts',
  datasource: DATA_SOURCE,
  enable: true,
  iconColor: 'red',
  expr: 'ALERTS{alertstate="firing",strategy="$strategy"}',
  titleFormat: '{{alertname}}',
  textFormat: '{{service}} {{region}} {{target}} {{gateway}}',
  step: '15s',
};

/** Keeps what is chosen: data source, service, time. */
function linkTo({ name, title }: Dashboard) {
  return {
    title,
    type: 'link',
    url: `/d/${dashboardUid(name)}`,
    includeVars: true,
    keepTime: true,
    icon: 'dashboard',
    tags: [],
    targetBlank: false,
    asDropdown: false,
    tooltip: '',
  };
}

function fixedVariables(strategy: string) {
  return [
    {
      name: 'datasource',
      label: 'Prometheus',
      type: 'datasource',
      query: 'prometheus',
      refresh: 1,
      hide: 0,
      current: {},
    },
    {
      ...queried('strategy', 'label_values(ballast_service_objective_ratio, strategy)'),
      current: { text: strategy, value: strategy },
    },
  ];
}

const VALUES_OF: Readonly<Record<Variable['name'], string>> = {
  service: 'label_values(ballast_service_objective_ratio{strategy="$strategy"}, service)',
  region: 'label_values(ballast_region_phase{strategy="$strategy"}, region)',
};

function variable({ name, isMany }: Variable) {
  return {
    ...queried(name, VALUES_OF[name]),
    multi: isMany,
    includeAll: isMany,
    ...(isMany ? { current: { text: ['All'], value: ['$__all'] } } : { current: {} }),
  };
}

function queried(name: string, query: string) {
  return {
    name,
    label: name[0]?.toUpperCase() + name.slice(1),
    type: 'query',
    datasource: DATA_SOURCE,
    definition: query,
    query: { query, refId: `values-${name}` },
    refresh: 2,
    sort: 1,
    hide: 0,
  };
}

function layOut(sections: readonly Section[]): readonly unknown[] {
  const placed: unknown[] = [];
  let y = 0;
  for (const { title, panels } of sections) {
    placed.push({
      id: placed.length + 1,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: COLUMNS, h: 1 },
      panels: [],
    });
    y += 1;
    let x = 0;
    let height = 0;
    for (const panel of panels) {
      if (x + panel.width > COLUMNS) {
        y += height;
        x = 0;
        height = 0;
      }
      const h = HEIGHTS[panel.kind];
      const gridPos = { x, y, w: panel.width, h };
      placed.push({ id: placed.length + 1, ...renderPanel(panel), gridPos });
      x += panel.width;
      height = Math.max(height, h);
    }
    y += height;
  }
  return placed;
}

function renderPanel(panel: Panel): Readonly<Record<string, unknown>> {
  const { title, description, kind, unit, queries, thresholds, values, range = {} } = panel;
  const steps = (thresholds ?? [{ color: 'green' }]).map(({ from, color }) => ({
    color,
    value: from ?? null,
  }));
  const mappings = values === undefined ? [] : [{ type: 'value', options: valueOptions(values) }];
  return {
    type: kind,
    title,
    description,
    datasource: DATA_SOURCE,
    targets: queries.map(({ expr, legend }, index) => ({
      refId: `Q${index + 1}`,
      datasource: DATA_SOURCE,
      expr,
      legendFormat: legend,
      ...(kind === 'stat' ? { instant: true, range: false } : { range: true }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        ...range,
        color: { mode: kind === 'timeseries' ? 'palette-classic' : 'thresholds' },
        thresholds: { mode: 'absolute', steps },
        mappings,
        custom: customOf(panel),
      },
      overrides: [],
    },
    options: optionsOf(panel),
  };
}

function valueOptions(values: NonNullable<Panel['values']>) {
  const entries = Object.entries(values).map(([value, { text, color }], index) => [
    value,
    { text, color, index },
  ]);
  return Object.fromEntries(entries) as unknown;
}

function customOf({ kind, isStacked = false, thresholds }: Panel) {
  if (kind === 'state-timeline') return { fillOpacity: 70, lineWidth: 0 };
  if (kind === 'stat') return {};
  return {
    drawStyle: 'line',
    lineWidth: 1,
    fillOpacity: isStacked ? 30 : 0,
    showPoints: 'never',
    spanNulls: false,
    stacking: { mode: isStacked ? 'normal' : 'none', group: 'A' },
    thresholdsStyle: { mode: thresholds === undefined ? 'off' : 'line' },
  };
}

function optionsOf({ kind }: Panel) {
  switch (kind) {
    case 'stat':
      return {
        reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
        colorMode: 'background',
        graphMode: 'none',
        textMode: 'auto',
      };
    case 'state-timeline':
      return {
        showValue: 'never',
        mergeValues: true,
        rowHeight: 0.8,
        legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      };
    case 'timeseries':
      return {
        legend: {
          displayMode: 'table',
          placement: 'right',
          showLegend: true,
          calcs: ['lastNotNull', 'max'],
        },
        tooltip: { mode: 'multi', sort: 'desc' },
      };
    default:
      return kind satisfies never;
  }
}
