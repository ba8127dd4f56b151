import type { Rule } from '../../contract.ts';
import { logsNeverArrive } from './checks/logs-never-arrive.ts';
import { placeholderHosts } from './checks/placeholder-hosts.ts';
import { probeLoad } from './checks/probe-load.ts';
import { rootHealthPath } from './checks/root-health-path.ts';
import { unhealthyStatusExpected } from './checks/unhealthy-status-expected.ts';
import { approvalNobodyHears } from './people/approval-nobody-hears.ts';
import { manualFailover } from './people/manual-failover.ts';
import { notifyWithoutEvents } from './people/notify-without-events.ts';
import { openWebhook } from './people/open-webhook.ts';
import { deadRegionUsesBudget } from './times/dead-region-uses-budget.ts';
import { partialFailureUsesBudget } from './times/partial-failure-uses-budget.ts';
import { returnAlwaysBlocked } from './times/return-always-blocked.ts';
import { slowReturn } from './times/slow-return.ts';
import { staleTelemetryTrusted } from './times/stale-telemetry-trusted.ts';
import { timeoutBelowObjective } from './times/timeout-below-objective.ts';
import { coldStandby } from './traffic/cold-standby.ts';
import { farStandby } from './traffic/far-standby.ts';
import { gateOfFewRequests } from './traffic/gate-of-few-requests.ts';
import { hashInManySteps } from './traffic/hash-in-many-steps.ts';
import { isolatedObjective } from './traffic/isolated-objective.ts';
import { limitBelowCapacity } from './traffic/limit-below-capacity.ts';
import { singleTargetRegion } from './traffic/single-target-region.ts';
import { spentRateLimit } from './traffic/spent-rate-limit.ts';

export const STRATEGY_RULES: readonly Rule[] = [
  deadRegionUsesBudget,
  partialFailureUsesBudget,
  timeoutBelowObjective,
  slowReturn,
  returnAlwaysBlocked,
  staleTelemetryTrusted,
  manualFailover,
  approvalNobodyHears,
  notifyWithoutEvents,
  openWebhook,
  singleTargetRegion,
  isolatedObjective,
  coldStandby,
  farStandby,
  hashInManySteps,
  gateOfFewRequests,
  spentRateLimit,
  limitBelowCapacity,
  rootHealthPath,
  unhealthyStatusExpected,
  probeLoad,
  logsNeverArrive,
  placeholderHosts,
];
