/** The dashboards name metrics that exist, by labels that they have, and hang together. */

import { expect, test } from 'vitest';

import { exampleStrategy } from '../../../test/support/example-strategy.ts';
import { METRICS } from '../../model/metric-catalogue.ts';
import type { MetricEntry } from '../../model/metric-entry.ts';
import { DASHBOARDS, renderGrafanaFiles } from './grafana-files.ts';

interface RenderedPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { x: number; y: number; w: number; h: number };
}

interface Rendered {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly panels: readonly RenderedPanel[];
  readonly links: readonly { url: string }[];
  readonly templating: { list: readonly { name: string; type: string }[] };
}

const rendered = renderGrafanaFiles(exampleStrategy())
  .filter(({ path }) => path.endsWith('.json'))
  .map(({ text }) => JSON.parse(text) as Rendered);
const panels = DASHBOARDS.flatMap(({ sections }) => sections.flatMap((section) => section.panels));
const queries = panels.flatMap((panel) => panel.queries.map(({ expr }) => ({ expr })));

/** kong-facts D1; recordings metrics-after-traffic.txt. */
const KONG_METRICS: Readonly<Record<string, readonly string[]>> = {
  kong_http_requests_total: ['service', 'route', 'code', 'source', 'workspace', 'consumer'],
  kong_upstream_latency_ms: ['service', 'route', 'workspace', 'le'],
  kong_upstream_target_health: ['upstream', 'target', 'address', 'state', 'subsystem'],
};
/** Put on by the generated scrape configuration. */
const SCRAPE_LABELS = ['job', 'instance', 'gateway', 'region'];
const NAME = /\b(?:ballast|kong|process)_[a-z0-9_]+|\bALERTS\b/g;

test.each(queries)('$expr asks for metrics that exist', ({ expr }) => {
  const names = expr.match(NAME) ?? [];
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect([name, labelsOf(name) !== null]).toEqual([name, true]);
});

test.each(queries)('$expr matches by labels that the metric has', ({ expr }) => {
  for (const [, name = '', matchers = ''] of expr.matchAll(/\b([a-zA-Z_]+)\{([^}]*)\}/g)) {
    const labels = labelsOf(name);
    const used = [...matchers.matchAll(/([a-z_]+)(?:=~|!=|!~|=)"/g)].map(([, label]) => label);
    for (const label of used)
      expect([name, label, labels?.includes(label ?? '')]).toEqual([name, label, true]);
  }
});

function labelsOf(name: string): readonly string[] | null {
  if (name === 'ALERTS') return ['alertname', 'alertstate', 'strategy'];
  const kong = KONG_METRICS[name.replace(/_bucket$/, '')];
  if (kong !== undefined) return [...kong, ...SCRAPE_LABELS];
  const metrics: Readonly<Record<string, MetricEntry>> = METRICS;
  const own = metrics[name] ?? metrics[name.replace(/_bucket$/, '')];
  return own === undefined ? null : [...own.labels, 'strategy', 'job', 'instance'];
}

test('a counter is never shown as it is', () => {
  for (const { expr } of queries) {
    const bare = expr.replaceAll(/(?:rate|increase)\([^)]*\)/g, '');
    expect(bare).not.toMatch(/_total\b|_bucket\b/);
  }
});

test('links lead to dashboards that there are, and to all others', () => {
  const uids = rendered.map(({ uid }) => uid);
  for (const { uid, links } of rendered) {
    const linked = links.map(({ url }) => url.replace('/d/', ''));
    expect(linked.toSorted()).toEqual(uids.filter((other) => other !== uid).toSorted());
  }
});

test('every variable that a query uses is one of its dashboard', () => {
  for (const [index, { sections }] of DASHBOARDS.entries()) {
    const names = rendered[index]?.templating.list.map(({ name }) => `$${name}`) ?? [];
    const used = sections.flatMap((section) =>
      section.panels.flatMap((panel) =>
        panel.queries.flatMap(({ expr }) => expr.match(/\$\w+/g) ?? []),
      ),
    );
    for (const name of used) expect([...names, '$__rate_interval']).toContain(name);
  }
});

test('panels have ids of their own, fit in 24 columns and never overlap', () => {
  for (const dashboard of rendered) {
    expect(dashboard.schemaVersion).toBe(42);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const taken = new Set<string>();
    for (const { gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${x},${y}`)).toBe(false);
          taken.add(`${x},${y}`);
        }
      }
    }
  }
});

test('every panel says what it shows', () => {
  for (const panel of panels) expect(panel.description.length).toBeGreaterThan(10);
});
