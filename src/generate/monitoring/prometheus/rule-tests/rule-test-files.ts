/**
 * `promtool test rules` files for the generated alerts: each fires, is silent when it must be, and
 * ends. Labels and texts are checked too, so a template that names a missing label fails.
 *
 * The ranges are the real ones; rules with divided times have no test files.
 */

import type { AlertRule } from '../rule.ts';
import { alertFile, recordingFile } from '../rule-files.ts';
import type { RuleContext } from '../rule-context.ts';
import { durationText } from '../promql.ts';
import { ballastCases } from './ballast-cases.ts';
import { burnFiles } from './burn-cases.ts';
import { expandTemplate } from './expand-template.ts';
import { latencyCases } from './latency-cases.ts';
import { serviceCases } from './service-cases.ts';
import { type ExpectedAlert, MINUTE_MS, type TestCase, type TestFile } from './test-case.ts';

export interface RuleTestFile {
  readonly name: string;
  readonly what: string;
  readonly content: unknown;
}

export function ruleTestFiles(context: RuleContext): readonly RuleTestFile[] {
  if (context.settings.timeDivisor !== 1) return [];
  const evaluationIntervalMs = MINUTE_MS;
  const files: readonly TestFile[] = [
    {
      name: 'services',
      what: 'regions, targets, capacity',
      evaluationIntervalMs,
      cases: serviceCases(context),
    },
    {
      name: 'ballast',
      what: 'Ballast, gateways, telemetry',
      evaluationIntervalMs,
      cases: ballastCases(context),
    },
    {
      name: 'latency',
      what: 'latency objectives',
      evaluationIntervalMs,
      cases: latencyCases(context),
    },
    ...burnFiles(context),
  ];
  const tested = testedRules(context);
  return files
    .filter(({ cases }) => cases.length > 0)
    .map((file) => ({ name: file.name, what: file.what, content: renderFile(tested, file) }));
}

interface TestedRules {
  /** Groups in the order in which one rests on the other. */
  readonly groups: readonly string[];
  readonly byAlert: ReadonlyMap<string, readonly AlertRule[]>;
}

/** Rendered once for all files: with a thousand services the expressions are long. */
function testedRules(context: RuleContext): TestedRules {
  const alerts = alertFile(context).groups;
  const recorded = recordingFile(context).groups;
  return {
    groups: [...recorded, ...alerts].map(({ name }) => name),
    byAlert: Map.groupBy(
      alerts.flatMap(({ rules }) => rules.filter((rule) => 'alert' in rule)),
      ({ alert }) => alert,
    ),
  };
}

function renderFile(tested: TestedRules, { evaluationIntervalMs, cases }: TestFile) {
  return {
    rule_files: ['../rules/recording.yaml', '../rules/alerts.yaml'],
    evaluation_interval: durationText(evaluationIntervalMs),
    group_eval_order: tested.groups,
    tests: cases.map((one) => renderCase(tested, one)),
  };
}

function renderCase({ byAlert }: TestedRules, { claim, intervalMs, series, checks }: TestCase) {
  return {
    name: claim,
    interval: durationText(intervalMs),
    input_series: series,
    alert_rule_test: checks.map(({ atMs, alert, expected }) => ({
      eval_time: atMs === 0 ? '0s' : durationText(atMs),
      alertname: alert,
      exp_alerts: expected.map((one) => renderExpected(byAlert.get(alert) ?? [], one)),
    })),
  };
}

function renderExpected(rules: readonly AlertRule[], { labels, value }: ExpectedAlert) {
  const rule = rules.find((one) => agrees(one.labels, labels));
  if (rule === undefined) throw new TypeError(`no rule for ${JSON.stringify(labels)}`);
  const all = { ...labels, ...rule.labels };
  const facts = { labels: all, ...(value === undefined ? {} : { value }) };
  const annotations = Object.entries(rule.annotations).map(([name, text]) => [
    name,
    expandTemplate(text, facts),
  ]);
  return { exp_labels: all, exp_annotations: Object.fromEntries(annotations) };
}

/** The rule does not say otherwise in any label. */
function agrees(
  ofRule: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([name, value]) => (ofRule[name] ?? value) === value);
}
