/** What is said of an alert. */

export interface AlertEntry {
  readonly severity: 'page' | 'ticket' | 'info';
  /** The word of `notify.events` in the strategy under which it is sent. */
  readonly category: 'failover' | 'failback' | 'ejection' | 'capacity' | 'telemetry' | 'budget';
  readonly source: 'kong' | 'ballast';
  /** What the expression does. */
  readonly expression:
    'state' | 'threshold' | 'ratio' | 'burn-rate' | 'increase' | 'absence' | 'age';
  /** Must hold this long. */
  readonly forMs: number;
  /** Labels beside `strategy` and those of the rule, by which alerts of this name differ. */
  readonly labels: readonly string[];
  /** One line for the pager; `{{ $labels.x }}` and `{{ $value }}` as Prometheus has them. */
  readonly summary: string;
  /** What it means, and what follows from it. */
  readonly meaning: string;
  /** File name of its runbook page, without `.md`. */
  readonly runbook: string;
}

export type AlertTable = Readonly<Record<string, AlertEntry>>;
