import type { Rule } from '../../contract.ts';
import { allInOneRegion, oneTargetARegion, singleTarget } from './balancing/redundancy.ts';
import { thresholdNeverMet } from './balancing/threshold-never-met.ts';
import { standbyWithoutCapacity, undeclaredStandby } from './balancing/undeclared-standby.ts';
import {
  dashedHashHeader,
  hashRetries,
  hashSettingsUnused,
  hashWithoutFallback,
  hashWithoutInput,
  ringTooSmall,
} from './balancing/hashing.ts';
import {
  namesAndWeights,
  nothingToPick,
  targetWithoutPort,
  wheelTooLarge,
  zeroStillRetried,
  zeroUnprobed,
} from './balancing/weights.ts';
import { thresholdHalf } from './balancing/threshold-half.ts';
import { latencyAlgorithm, unknownAlgorithm } from './fields/algorithm.ts';
import { formatVersion } from './fields/format-version.ts';
import { outOfRange } from './fields/out-of-range.ts';
import { twice } from './fields/twice.ts';
import { checksOff, probeHostHeader, probeRootPath } from './health/checks-off.ts';
import { httpsProbe, slowSweep } from './health/https-probe.ts';
import {
  httpLogOldFields,
  httpLogPrivateData,
  httpLogQuery,
  httpLogUnbatched,
  httpLogUnbounded,
  httpLogWithoutToken,
  pluginWithoutOwner,
} from './plugins/http-log.ts';
import {
  manyRetries,
  noRetries,
  passiveTcpWithoutRetries,
  unusedUpstream,
} from './services/retries.ts';
import { unknownField } from './fields/unknown-field.ts';
import { unknownPluginField } from './fields/unknown-plugin-field.ts';
import { grpcCheck, tcpCheckOfHttp } from './health/check-type.ts';
import { checksWithoutThresholds } from './health/checks-without-thresholds.ts';
import { counter255 } from './health/counter-255.ts';
import { failureKindIgnored } from './health/failure-kind-ignored.ts';
import { failuresAccumulate } from './health/failures-accumulate.ts';
import { neverRecovers } from './health/never-recovers.ts';
import { overloadOnProbePath } from './health/overload-on-probe-path.ts';
import { passiveList } from './health/passive-list.ts';
import { passiveNeverRecovers } from './health/passive-never-recovers.ts';
import { probeLoad } from './health/probe-load.ts';
import { probeTimeout } from './health/probe-timeout.ts';
import { refusalsIgnored } from './health/refusals-ignored.ts';
import { settingsWithoutInterval } from './health/settings-without-interval.ts';
import { sharedCounters } from './health/shared-counters.ts';
import { slowDetection } from './health/slow-detection.ts';
import {
  prometheusHealthOff,
  prometheusInstances,
  prometheusMetricsOff,
  prometheusNotGlobal,
  prometheusPerConsumer,
} from './plugins/prometheus.ts';
import {
  rateLimitCluster,
  rateLimitPerNode,
  rateLimitsContradict,
} from './plugins/rate-limiting.ts';
import { unknownPlugin } from './plugins/unknown-plugin.ts';
import { nothingMovesTraffic } from './services/nothing-moves-traffic.ts';
import { noTimeouts, triesOverDeadline } from './services/timeouts.ts';
import { undefinedUpstream } from './services/undefined-upstream.ts';
import { whatARetryRepeats } from './services/what-a-retry-repeats.ts';

export const KONG_RULES: readonly Rule[] = [
  [unknownPlugin, unknownField, unknownPluginField],
  [checksWithoutThresholds, refusalsIgnored, failureKindIgnored, neverRecovers],
  [passiveNeverRecovers, settingsWithoutInterval, failuresAccumulate, sharedCounters],
  [counter255, grpcCheck, tcpCheckOfHttp, slowDetection, probeTimeout, probeLoad],
  [overloadOnProbePath, passiveList],
  [thresholdNeverMet, undeclaredStandby, standbyWithoutCapacity],
  [oneTargetARegion, singleTarget, allInOneRegion],
  [undefinedUpstream, noTimeouts, triesOverDeadline, whatARetryRepeats, nothingMovesTraffic],
  [prometheusInstances, prometheusMetricsOff, prometheusHealthOff, prometheusPerConsumer],
  [prometheusNotGlobal, rateLimitsContradict, rateLimitPerNode, rateLimitCluster],
  [outOfRange, twice, formatVersion, unknownAlgorithm],
  [checksOff, probeRootPath, probeHostHeader, httpsProbe, slowSweep, passiveTcpWithoutRetries],
  [thresholdHalf, latencyAlgorithm, hashWithoutInput, hashWithoutFallback, dashedHashHeader],
  [ringTooSmall, hashSettingsUnused, hashRetries, wheelTooLarge, zeroStillRetried, zeroUnprobed],
  [nothingToPick, targetWithoutPort, namesAndWeights, noRetries, manyRetries, unusedUpstream],
  [httpLogUnbatched, httpLogUnbounded, httpLogQuery, httpLogWithoutToken, httpLogOldFields],
  [httpLogPrivateData, pluginWithoutOwner],
].flat();
