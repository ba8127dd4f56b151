/** docs/metrics.md: every metric and every alert, from the tables in code. */

import { ALERT_NAMES, ALERTS, runbookUrl } from '../src/generate/monitoring/alerts.ts';
import { METRICS, PER_TARGET_LIMIT } from '../src/model/metric-catalogue.ts';
import type { MetricEntry } from '../src/model/metric-entry.ts';
import { METRIC_LABELS } from '../src/model/metric-labels.ts';

export function renderMetricsPage(): string {
  return [
    INTRODUCTION,
    '## Metrics\n',
    '| metric | type | labels | from | meaning |\n| --- | --- | --- | --- | --- |',
    ...Object.entries(METRICS).map(([name, entry]) => metricRow(name, entry)),
    '\n## Labels\n',
    '| label | values |\n| --- | --- |',
    ...Object.entries(METRIC_LABELS).map(([name, values]) => `| \`${name}\` | ${values} |`),
    '\n## Alerts\n',
    ALERTS_INTRODUCTION,
    '| alert | severity | category | source | after | meaning | runbook |\n' +
      '| --- | --- | --- | --- | --- | --- | --- |',
    ...ALERT_NAMES.map(alertRow),
    '',
  ].join('\n');
}

const INTRODUCTION = `# Metrics and alerts

<!-- Made by \`node scripts/generate-schema.ts\` from the tables in code. -->

\`ballast run\` serves its metrics at \`http://127.0.0.1:9912/metrics\` (\`telemetry.metrics.listen\`, or
\`--metrics HOST:PORT\`, or \`--no-metrics\`), with \`/livez\` and \`/readyz\` beside them: 200 while the
loop ticks, 503 after 30 s without a tick.

Every series has the label \`strategy\`, except those of the process. Series of \`all\` come from each
replica and are about what that one saw: add them up. Series of the \`leader\` are state, and only the
controller that leads exports them.

The number of series follows from the strategy alone: nothing of a request is a label. A service has
about 50 series, a region 60, a target 35. In a strategy of more than ${PER_TARGET_LIMIT} targets only those targets
have series about which there is something to say.

A latency objective is an edge of the histograms, so the part of the requests that met it is exact:

\`\`\`promql
sum by (service) (rate(ballast_request_duration_seconds_bucket{le="0.3"}[5m]))
  / sum by (service) (rate(ballast_request_duration_seconds_count[5m]))
\`\`\`
`;

const ALERTS_INTRODUCTION = `\`page\` wakes somebody, \`ticket\` waits for office hours, \`info\` is there to be seen. Alerts with source
\`kong\` rest on Kong's own metrics and hold with Ballast dead. \`category\` is the word of
\`notify.events\` under which an alert is sent.
`;

function metricRow(name: string, { type, labels, from, help }: MetricEntry): string {
  const names = labels.map((label) => `\`${label}\``).join(', ');
  return `| \`${name}\` | ${type} | ${names} | ${from} | ${help} |`;
}

function alertRow(name: (typeof ALERT_NAMES)[number]): string {
  const { severity, category, source, forMs, meaning } = ALERTS[name];
  const after = forMs === 0 ? 'at once' : `${forMs / 60_000} min`;
  const runbook = runbookUrl(name).replace('runbooks/', '');
  return `| \`${name}\` | ${severity} | ${category} | ${source} | ${after} | ${meaning} | ${runbook} |`;
}
