/** The folklore of alerts and claims, and what must not be taken for it. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument } from '../../src/cli/lint/read-document.ts';
import { DEFAULT_CONTEXT } from '../../src/lint/context.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/registry.ts';
import type { LintProblem } from '../../src/lint/contract.ts';

function lintText(file: string, text: string): LintProblem[] {
  const { documents } = readDocument(file, text);
  return lint(documents, { rules: RULES, context: DEFAULT_CONTEXT, language: 'en' });
}

function lintFile(file: string): LintProblem[] {
  return lintText(file, readFileSync(file, 'utf8'));
}

const brief = ({ severity, line, message }: LintProblem) => `[${severity}] ${line} ${message}`;

test('the alerts of folklore: the invented metric, the wait, the silence', () => {
  const found = lintFile('test/fixtures/folklore/b-alerts.yaml').map(brief);
  expect(found).toContainEqual(
    '[error] 5 Kong exports no metric kong_http_upstream_health_checks_total, so this never fires',
  );
  expect(found).toContainEqual(expect.stringMatching(/^\[warning\] 6 .*46 % of the 259 s/));
  expect(found).toContainEqual(expect.stringMatching(/^\[warning\] 5 no rule notices when/));
});

test('the claims of folklore, each where it is made', () => {
  const found = lintFile('test/fixtures/folklore/b-claims.md').map(brief);
  expect(found).toEqual([
    expect.stringMatching(/^\[error\] 3 .*gives 90 s or more, not 30 s/),
    expect.stringMatching(/^\[warning\] 4 .*1 % of the traffic at all times/),
    expect.stringMatching(/^\[error\] 5 weight 0 is a configuration change, not a failure/),
    expect.stringMatching(/^\[info\] 6 10 requests show little/),
    expect.stringMatching(/^\[warning\] 7 99\.99 % does not follow/),
  ]);
});

test.each([
  ['a denial', 'Weight 0 does not simulate the loss of a region.'],
  ['a block of code', '```\nhealth checks every 30 seconds fail over within 30 seconds\n```'],
  ['a probe interval that fits', 'Probes every 1 s detect a dead target within 4 seconds.'],
  ['a drain', 'We set the weight to 0 before we restart the service.'],
  ['an objective alone', 'The objective is 99.99 % over 30 days.'],
  ['another kind of retry', 'The client retries a 503 after Retry-After.'],
  ['a dated measurement', '99.99 % over two regions, measured in the drill of May.'],
])('%s is no claim', (_, text) => {
  expect(lintText('page.md', text)).toEqual([]);
});

test('a claim broken over lines is found where it begins', () => {
  const text =
    '# Plan\n\nText.\n\n- health checks every 30 seconds\n  give failover within\n  30 s\n';
  expect(lintText('page.md', text).map(({ code, line, column }) => [code, line, column])).toEqual([
    ['KB601', 5, 3],
  ]);
});

test('alerts of other things than Kong are left alone', () => {
  const text = `groups:
  - name: disks
    rules:
      - alert: DiskFull
        expr: node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1
        for: 1h
        labels: { severity: critical }
        annotations: { summary: full, runbook_url: https://runbooks.example.com/disk }
`;
  expect(lintText('rules.yaml', text)).toEqual([]);
});

test('rules inside a Kubernetes PrometheusRule are found where they are', () => {
  const text = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
spec:
  groups:
    - name: kong
      rules:
        - alert: Kong
          expr: kong_upstream_health == 0
          labels: { severity: critical }
          annotations: { summary: x, runbook_url: https://runbooks.example.com/x }
`;
  expect(lintText('rules.yaml', text).map(({ code, path }) => [code, path])).toContainEqual([
    'KB301',
    'spec.groups[0].rules[0].expr',
  ]);
});

test('Ballast’s own alerts may wait: without it Kong still serves', () => {
  const text = `groups:
  - name: ballast
    rules:
      - alert: BallastDown
        expr: up{job="ballast"} == 0
        for: 5m
        labels: { severity: critical }
        annotations: { summary: x, runbook_url: https://runbooks.example.com/x }
`;
  expect(lintText('rules.yaml', text)).toEqual([]);
});

test('no prose and no shape of rules breaks a rule', () => {
  const words = fc.constantFrom(
    ...'kong retries 5xx weight 0 1 health checks every 30 s within failover 99.99 % two regions'.split(
      ' ',
    ),
    ...'not plugin circuit-breaker backup ten curl round-robin test zero downtime - > | ```'.split(
      ' ',
    ),
  );
  const prose = fc
    .array(fc.oneof(words, fc.string(), fc.constant('\n')))
    .map((all) => all.join(' '));
  const rule = fc.record(
    {
      alert: fc.anything({ maxDepth: 1 }),
      expr: fc.oneof(fc.string(), fc.constant('rate(kong_http_requests_total[5m]) > 1')),
      for: fc.oneof(fc.string(), fc.integer()),
      labels: fc.anything({ maxDepth: 1 }),
      annotations: fc.anything({ maxDepth: 1 }),
    },
    { requiredKeys: [] },
  );
  const rules = fc.record({ groups: fc.array(fc.record({ rules: fc.array(rule) })) });
  fc.assert(
    fc.property(prose, rules, (text, data) => {
      const problems = lintText('page.md', text);
      problems.push(...lintText('rules.json', JSON.stringify(data)));
      for (const { line, message } of problems) {
        expect(line).toBeGreaterThan(0);
        expect(message).not.toMatch(/undefined|NaN|\[object/);
      }
    }),
    { numRuns: 50 },
  );
});
