/** All checks of meaning. Add one = one function + one row. */

import { access } from './access.ts';
import { answer, answersApart } from './answer.ts';
import { apiIssuer, apiListener } from './api.ts';
import { capacityWithoutOneRegion, missingCapacity } from './capacity.ts';
import type { Check } from './check.ts';
import { hold, minRequests, steps } from './failback.ts';
import { credentials, sharedAdminApi } from './gateways.ts';
import { duplicateHosts, tooManyTargets } from './hosts.ts';
import {
  dashedHashHeader,
  layout,
  shedNeedsShares,
  standbyUnderLeastConnections,
  stepsUnderLeastConnections,
} from './kong.ts';
import { peakLoad, usualLoad } from './load.ts';
import { notifications } from './notify.ts';
import { availability, gatewaysInOneRegion, latencyOrder } from './objectives.ts';
import {
  emptyParts,
  nothingToFailOverTo,
  regionsWithoutTargets,
  roundTripToItself,
  servicesWithoutTargets,
  unknownRegions,
} from './regions.ts';
import { routesThatMatchNothing, sharedRoutes, upstreamNames, withoutRoutes } from './services.ts';
import { standbyShare } from './standby.ts';
import { logListener, prometheusToken } from './telemetry.ts';
import {
  emptyRateLimit,
  healthTimeout,
  rateLimits,
  telemetryExpiry,
  triesWithinDeadline,
} from './times.ts';

export const CHECKS: readonly Check[] = [
  notifications,
  emptyParts,
  unknownRegions,
  roundTripToItself,
  regionsWithoutTargets,
  servicesWithoutTargets,
  nothingToFailOverTo,
  duplicateHosts,
  tooManyTargets,
  upstreamNames,
  withoutRoutes,
  routesThatMatchNothing,
  sharedRoutes,
  sharedAdminApi,
  credentials,
  logListener,
  prometheusToken,
  apiListener,
  apiIssuer,
  healthTimeout,
  triesWithinDeadline,
  rateLimits,
  emptyRateLimit,
  telemetryExpiry,
  hold,
  steps,
  minRequests,
  availability,
  latencyOrder,
  gatewaysInOneRegion,
  standbyShare,
  missingCapacity,
  capacityWithoutOneRegion,
  usualLoad,
  peakLoad,
  dashedHashHeader,
  layout,
  shedNeedsShares,
  access,
  answer,
  answersApart,
  standbyUnderLeastConnections,
  stepsUnderLeastConnections,
];
