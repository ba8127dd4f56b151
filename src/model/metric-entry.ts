/** What is said of a metric. */

import type { MetricLabel } from './metric-labels.ts';

export interface MetricEntry {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** One sentence; it is the HELP line too. */
  readonly help: string;
  readonly labels: readonly MetricLabel[];
  /**
   * `all`: every replica, of what it saw itself; sum over replicas. `leader`: only the controller
   * that leads, so at most one series of a kind at a time; a follower's view would be a second truth.
   */
  readonly from: 'all' | 'leader';
  /** Upper edges in seconds; `latency` = chosen by the objectives (`latencyEdgesMs`). */
  readonly buckets?: readonly number[] | 'latency';
}

export type MetricTable = Readonly<Record<string, MetricEntry>>;
