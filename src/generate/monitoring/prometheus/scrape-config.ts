/** The configuration of Prometheus: what it scrapes, which rules it loads, whom it tells. */

import type { Gateway, Strategy } from '../../../model/strategy.ts';
import type { MonitoringSettings } from '../options.ts';
import { durationText } from './promql.ts';
import { BALLAST_JOB, KONG_JOB } from './rule-context.ts';

const DEFAULT_METRICS_URL = 'http://127.0.0.1:9912';

export function prometheusConfig(strategy: Strategy, settings: MonitoringSettings) {
  return {
    global: {
      scrape_interval: durationText(settings.scrapeIntervalMs),
      scrape_timeout: durationText(Math.min(10_000, settings.scrapeIntervalMs)),
      evaluation_interval: durationText(settings.evaluationIntervalMs),
    },
    rule_files: ['rules/*.yaml'],
    alerting: {
      alertmanagers: [{ static_configs: [{ targets: [...settings.alertmanagers] }] }],
    },
    scrape_configs: [
      ...strategy.gateways.flatMap(gatewayJobs),
      urlJob(BALLAST_JOB, new URL(strategy.telemetry.metrics?.url ?? DEFAULT_METRICS_URL)),
    ],
  };
}

/** One job for each gateway, since scheme, path and certificates may differ; all are job `kong`. */
function gatewayJobs({ name, region, adminUrls, tls }: Gateway) {
  const urls = adminUrls.map((url) => new URL(url));
  const [first] = urls;
  if (first === undefined) return [];
  const { caFile, certFile, keyFile } = tls;
  const files = {
    ...(caFile === null ? {} : { ca_file: caFile }),
    ...(certFile === null ? {} : { cert_file: certFile }),
    ...(keyFile === null ? {} : { key_file: keyFile }),
  };
  return [
    {
      job_name: `${KONG_JOB}-${name}`,
      scheme: first.protocol.replace(':', ''),
      metrics_path: metricsPath(first),
      ...(Object.keys(files).length === 0 ? {} : { tls_config: files }),
      static_configs: [{ targets: urls.map(hostPortOf), labels: { gateway: name, region } }],
      relabel_configs: [{ target_label: 'job', replacement: KONG_JOB }],
    },
  ];
}

function urlJob(jobName: string, url: URL) {
  return {
    job_name: jobName,
    scheme: url.protocol.replace(':', ''),
    metrics_path: metricsPath(url),
    static_configs: [{ targets: [hostPortOf(url)] }],
  };
}

function metricsPath({ pathname }: URL): string {
  return `${pathname.replace(/\/+$/, '')}/metrics`;
}

function hostPortOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}
