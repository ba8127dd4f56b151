import type { Rule } from '../../contract.ts';
import { drainedTargetsAlert } from './alerts/drained-targets-alert.ts';
import { healthAlertAlwaysFires } from './alerts/health-alert-always-fires.ts';
import { noAbsentAlert } from './alerts/no-absent-alert.ts';
import { noRunbook } from './alerts/no-runbook.ts';
import { noSeverity } from './alerts/no-severity.ts';
import { noSummary } from './alerts/no-summary.ts';
import { slowToFire } from './alerts/slow-to-fire.ts';
import { clientErrorsCount } from './counters/client-errors-count.ts';
import { consumerCardinality } from './counters/consumer-cardinality.ts';
import { counterWithoutRate } from './counters/counter-without-rate.ts';
import { rateOfGauge } from './counters/rate-of-gauge.ts';
import { rateOfSum } from './counters/rate-of-sum.ts';
import { ratioWithoutVolume } from './counters/ratio-without-volume.ts';
import { windowTooShort } from './counters/window-too-short.ts';
import { kongLatencyAsOverhead } from './latency/kong-latency-as-overhead.ts';
import { latencyInSeconds } from './latency/latency-in-seconds.ts';
import { limitBetweenBuckets } from './latency/limit-between-buckets.ts';
import { noSuchBucket } from './latency/no-such-bucket.ts';
import { quantileWithoutLe } from './latency/quantile-without-le.ts';
import { impossibleLabelValue } from './names/impossible-label-value.ts';
import { unknownLabel } from './names/unknown-label.ts';
import { unknownMetric } from './names/unknown-metric.ts';

export const PROMETHEUS_RULES: readonly Rule[] = [
  unknownMetric,
  unknownLabel,
  impossibleLabelValue,
  slowToFire,
  noAbsentAlert,
  healthAlertAlwaysFires,
  drainedTargetsAlert,
  noSuchBucket,
  quantileWithoutLe,
  limitBetweenBuckets,
  latencyInSeconds,
  kongLatencyAsOverhead,
  windowTooShort,
  counterWithoutRate,
  rateOfGauge,
  rateOfSum,
  ratioWithoutVolume,
  clientErrorsCount,
  consumerCardinality,
  noSeverity,
  noSummary,
  noRunbook,
];
