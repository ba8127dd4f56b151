import type { Rule } from '../../contract.ts';
import { availabilityClaim } from './availability-from-regions.ts';
import { backupWeightClaim } from './backup-weight-one.ts';
import { fewRequestsClaim } from './few-requests-test.ts';
import { inventedPluginClaim } from './invented-plugin.ts';
import { neverDownClaim } from './never-down.ts';
import { probeIntervalClaim } from './probe-interval.ts';
import { retryClaim } from './retries-on-5xx.ts';
import { sharedHealthClaim } from './shared-health.ts';
import { weightZeroClaim } from './weight-zero-drill.ts';

export const CLAIM_RULES: readonly Rule[] = [
  probeIntervalClaim,
  weightZeroClaim,
  availabilityClaim,
  backupWeightClaim,
  fewRequestsClaim,
  inventedPluginClaim,
  retryClaim,
  sharedHealthClaim,
  neverDownClaim,
];
