/** One tick of one upstream, as both levels of the law get it. */

import type { Approval } from '../model/approval.ts';
import type { HookResult } from '../model/hook.ts';
import type { Override } from '../model/override.ts';
import type { RuleModes } from '../model/rule-modes.ts';
import type { SafetyRules, ServiceStrategy } from '../model/strategy.ts';
import type { UpstreamDigest } from './digest.ts';
import type { Policy } from './policy.ts';
import type { TargetEvidence } from './target-evidence.ts';

export interface UpstreamTick {
  readonly service: ServiceStrategy;
  readonly gateways: Policy['gateways'];
  readonly regions?: Policy['regions'];
  readonly digest: UpstreamDigest | undefined;
  readonly nowMs: number;
  readonly elapsedMs: number;
  /** Request logs are older than the expiry. */
  readonly isStale: boolean;
  readonly approvals: readonly Approval[];
  readonly hooks: readonly HookResult[];
  /** People's levers and drills of all services, in force or not. */
  readonly overrides: readonly Override[];
  readonly rules: RuleModes;
  readonly safety: SafetyRules | undefined;
  /** Some gateway can refuse an exact share of the service's requests. */
  readonly canShed: boolean;
}

export type ByRegion = Readonly<Record<string, readonly TargetEvidence[]>>;
