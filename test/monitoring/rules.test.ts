/** What must hold of the rules of any strategy, without any program. */

import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ALERT_NAMES, ALERTS } from '../../src/generate/monitoring/alerts.ts';
import { INHIBITIONS } from '../../src/generate/monitoring/alertmanager/inhibitions.ts';
import { renderMonitoring } from '../../src/generate/monitoring/render-monitoring.ts';
import { METRICS } from '../../src/model/metric-catalogue.ts';
import { strategyOf } from './support/files.ts';
import { MIXED } from './support/strategies.ts';

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const STRATEGY = strategyOf(MIXED);
const FILES = renderMonitoring(STRATEGY);
const textOf = (path: string) => FILES.find((file) => file.path === path)?.text ?? '';

function rulesOf(name: string): readonly Rule[] {
  const file = parse(textOf(`prometheus/rules/${name}.yaml`)) as { groups: { rules: Rule[] }[] };
  return file.groups.flatMap(({ rules }) => rules);
}

const RULES = [...rulesOf('recording'), ...rulesOf('alerts')];

test('every alert of the catalogue has a rule, with severity, runbook and texts', () => {
  const alerts = rulesOf('alerts');
  expect(new Set(alerts.map(({ alert }) => alert))).toEqual(new Set(ALERT_NAMES));
  for (const { labels, annotations } of alerts) {
    expect(labels).toMatchObject({ strategy: 'mixed', severity: expect.stringMatching(/^\w+$/) });
    expect(annotations?.['runbook_url']).toMatch(/^runbooks\/[a-z-]+\.md$/);
    expect(annotations?.['description']).not.toBe('');
  }
});

test('every alert has a unit test in which it fires and one look at which it is silent', () => {
  const files = FILES.filter(({ path }) => path.startsWith('prometheus/tests/'));
  const looks = files.flatMap(({ text }) => {
    const { tests } = parse(text) as {
      tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
    };
    return tests.flatMap((one) => one.alert_rule_test);
  });
  for (const name of ALERT_NAMES) {
    const own = looks.filter(({ alertname }) => alertname === name);
    expect([name, own.some(({ exp_alerts: alerts }) => alerts.length > 0)]).toEqual([name, true]);
    expect([name, own.some(({ exp_alerts: alerts }) => alerts.length === 0)]).toEqual([name, true]);
  }
});

test('rules use only metrics that Ballast exports, that Kong exports, or that are recorded', () => {
  const kong = ['kong_http_requests_total', 'kong_upstream_target_health'];
  const timed = ['_bucket', '_count'].map((end) => `kong_request_latency_ms${end}`);
  const own = Object.entries(METRICS).flatMap(([name, { type }]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
  const recorded = RULES.flatMap(({ record }) => (record === undefined ? [] : [record]));
  const known = new Set([...kong, ...timed, ...own, ...recorded, 'up']);
  const used = RULES.flatMap(({ expr }) =>
    [...expr.matchAll(/([a-z][\w:]*)\{/g)].map(([, n]) => n),
  );
  expect(used.length).toBeGreaterThan(50);
  expect([...new Set(used)].filter((name) => !known.has(name ?? ''))).toEqual([]);
});

test('Kong’s bucket is the one at the limit or below, and the rule says which', () => {
  const slow = rulesOf('recording').filter(({ expr }) =>
    expr.includes('kong_request_latency_ms_b'),
  );
  const pairs = slow.map(({ expr, labels }) => [
    labels?.['limit'],
    labels?.['bucket'],
    /le="(\d+)"/.exec(expr)?.[1],
  ]);
  // 20 ms is below Kong’s first bucket, so there is no such rule.
  expect(new Set(pairs.map((pair) => pair.join()))).toEqual(
    new Set(['300ms,250ms,250', '1s,1s,1000']),
  );
});

test('burn windows follow the window of the objective', () => {
  const windows = rulesOf('alerts').flatMap(({ alert, labels }) =>
    alert?.startsWith('BallastBudgetBurn') === true ? [labels?.['window']] : [],
  );
  expect(windows).toEqual(['14m', '1h', '1h24m', '6h', '5h36m', '1d', '16h48m', '3d']);
});

test('no rule groups by a label that a scrape adds, but for what is about a scrape', () => {
  const grouped = RULES.filter(({ expr }) => /by \([^)]*\b(?:instance|job)\b/.test(expr));
  expect(new Set(grouped.map(({ alert }) => alert))).toEqual(
    new Set(['BallastReplicaDown', 'BallastKongDown']),
  );
});

test('no secret of `notify` is in Alertmanager’s file', () => {
  const text = textOf('alertmanager/alertmanager.yml');
  expect(text).not.toContain('XXXX');
  expect(text).not.toContain('token=abc');
  expect(text).toContain('/etc/alertmanager/secrets/notify-1.url');
  expect(text).toContain('/etc/alertmanager/secrets/notify-2.token');
});

test('a silencing alert is more than what it silences, and agrees in labels both have', () => {
  for (const { source, silenced, equal } of INHIBITIONS) {
    for (const name of [...source, ...silenced]) {
      const { labels } = ALERTS[name];
      expect([name, equal.filter((label) => !labels.some((one) => one === label))]).toEqual([
        name,
        [],
      ]);
    }
    expect(silenced.filter((name) => source.includes(name))).toEqual([]);
  }
});

test('the same strategy gives the same bytes; divided times leave the expressions as they are', () => {
  expect(renderMonitoring(STRATEGY)).toEqual(FILES);
  const divided = renderMonitoring(STRATEGY, { timeDivisor: 60 });
  const bare = (text: string) =>
    text
      .replaceAll(/\[\w+\]/g, '[]')
      .replaceAll(/for: \w+/g, 'for:')
      .replaceAll(/\* [\d.]+ >=/g, '* >=');
  const alerts = divided.find(({ path }) => path.endsWith('alerts.yaml'))?.text ?? '';
  expect(bare(alerts)).toBe(bare(textOf('prometheus/rules/alerts.yaml')));
});
