/**
 * Prometheus and Alertmanager for one strategy: configuration, rules, and unit tests of every alert.
 * Pure: the same strategy gives the same bytes.
 */

import type { Strategy } from '../../model/strategy.ts';
import type { GeneratedFile } from '../kong-files.ts';
import { alertmanagerConfig } from './alertmanager/alertmanager-config.ts';
import {
  alertmanagerHeader,
  alertsHeader,
  prometheusHeader,
  recordingHeader,
  testsHeader,
} from './headers.ts';
import { type MonitoringOptions, settingsOf } from './options.ts';
import { alertFile, recordingFile } from './prometheus/rule-files.ts';
import { createRuleContext } from './prometheus/rule-context.ts';
import { ruleTestFiles } from './prometheus/rule-tests/rule-test-files.ts';
import { prometheusConfig } from './prometheus/scrape-config.ts';
import { renderDocument } from './render-document.ts';

export function renderMonitoring(
  strategy: Strategy,
  options: MonitoringOptions = {},
): readonly GeneratedFile[] {
  const under = (folder: string, files: readonly GeneratedFile[]) =>
    files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
  return [
    ...under('prometheus', renderPrometheusFiles(strategy, options)),
    ...under('alertmanager', renderAlertmanagerFiles(strategy, options)),
  ];
}

export function renderPrometheusFiles(
  strategy: Strategy,
  options: MonitoringOptions = {},
): readonly GeneratedFile[] {
  const settings = settingsOf(options);
  const context = createRuleContext(strategy, settings);
  return [
    file('prometheus.yml', prometheusConfig(strategy, settings), prometheusHeader(strategy)),
    file('rules/recording.yaml', recordingFile(context), recordingHeader(strategy)),
    file('rules/alerts.yaml', alertFile(context), alertsHeader(strategy)),
    ...ruleTestFiles(context).map(({ name, what, content }) =>
      file(`tests/${name}.yaml`, content, testsHeader(what)),
    ),
  ];
}

export function renderAlertmanagerFiles(
  strategy: Strategy,
  options: MonitoringOptions = {},
): readonly GeneratedFile[] {
  const config = alertmanagerConfig(strategy, settingsOf(options));
  return [file('alertmanager.yml', config, alertmanagerHeader(strategy))];
}

function file(path: string, value: unknown, header: string): GeneratedFile {
  return { path, text: renderDocument(value, header) };
}
