/** Files of Prometheus rules for the examples of rules. */

/** One complete alert with this expression. */
export function alertFile(expr: string, hold = '1m'): Readonly<Record<string, string>> {
  return {
    'rules.yaml': `groups:
  - name: kong
    rules:
      - alert: KongAlert
        expr: '${expr}'
        for: ${hold}
        labels: { severity: critical }
        annotations: { summary: Kong, runbook_url: https://runbooks.example.com/kong }
`,
  };
}

/** Where the expression of that alert is. */
export const ALERT_EXPR = 'groups[0].rules[0].expr';
