/** Dashboards, and the two files by which Grafana finds them and its data source at start. */

import type { Strategy } from '../../model/strategy.ts';
import type { GeneratedFile } from '../kong-files.ts';
import { BALLAST } from './ballast.ts';
import type { Dashboard } from './dashboard.ts';
import { OVERVIEW } from './overview.ts';
import { REGION } from './region.ts';
import { renderDashboard } from './render-dashboard.ts';
import { SERVICE_DASHBOARD } from './service.ts';

export const DASHBOARDS: readonly Dashboard[] = [OVERVIEW, SERVICE_DASHBOARD, REGION, BALLAST];

export function renderGrafanaFiles(strategy: Strategy): readonly GeneratedFile[] {
  const dashboards = DASHBOARDS.map((dashboard) => {
    const others = DASHBOARDS.filter((other) => other !== dashboard);
    const json = renderDashboard(dashboard, { strategy: strategy.name, others });
    return {
      path: `dashboards/ballast-${dashboard.name}.json`,
      text: `${JSON.stringify(json, null, 2)}\n`,
    };
  });
  return [
    ...dashboards,
    { path: 'provisioning/dashboards/ballast.yaml', text: PROVIDER },
    { path: 'provisioning/datasources/ballast.yaml', text: DATA_SOURCE },
  ];
}

const PROVIDER = `# Where Grafana finds the dashboards. Written by ballast generate.
apiVersion: 1
providers:
  - name: ballast
    folder: Ballast
    type: file
    # The generated files are the truth: what is changed in Grafana would be lost.
    allowUiUpdates: false
    options:
      path: /var/lib/grafana/dashboards/ballast
`;

const DATA_SOURCE = `# The Prometheus of deploy/compose.yaml; leave this file out where Grafana has one. Written by ballast generate.
apiVersion: 1
datasources:
  - name: Prometheus
    type: prometheus
    access: proxy
    url: http://127.0.0.1:9090
    isDefault: true
    jsonData:
      # That of the generated scrape configuration; $__rate_interval is four times it.
      timeInterval: 15s
`;
