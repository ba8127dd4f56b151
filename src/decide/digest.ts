/**
 * What a decision needs of an observation and no more: small enough to be kept in the journal
 * with each decision, from which it can be replayed (G8).
 *
 * Overload answers and early client aborts are neither successes nor failures: they say nothing
 * of a target's health (design §7), so they are no tries here. Of a region's queue they do.
 */

import { type Spread, spreadOf } from '../lib/spread.ts';
import type { Approval } from '../model/approval.ts';
import type { HookResult } from '../model/hook.ts';
import type { Override } from '../model/override.ts';
import type { RuleModes } from '../model/rule-modes.ts';
import type {
  NodeReading,
  Observation,
  TargetReading,
  UtilisationReading,
} from '../model/observation.ts';

export interface TargetDigest {
  readonly target: string;
  readonly tries: number;
  /** Errors, time-outs and failed connections. */
  readonly failures: number;
  readonly connectFailures: number;
  /** Of the failures, those without any answer: time-outs and failed connections. */
  readonly noAnswers: number;
  readonly overload: number;
  /** Clients that left before an answer; says nothing of one target, but of a queue everywhere. */
  readonly aborted?: number;
  readonly latencyCount: number;
  readonly latencySumMs: number;
  /** Of answered tries; absent in journals of versions without it. */
  readonly latency?: Spread;
  readonly utilisation?: UtilisationReading;
  readonly probe: ProbeDigest | null;
  readonly nodes: readonly NodeReading[];
}

interface ProbeDigest {
  readonly atMs: number;
  readonly latencyMs?: number;
  readonly failuresInRow: number;
  readonly successesInRow: number;
}

export interface UpstreamDigest {
  readonly upstream: string;
  /** Whole requests since the digest before. */
  readonly requests: number;
  /** Of those, failed ones; absent in journals of versions without it. */
  readonly failed?: number;
  /** Of these, how many were shed. */
  readonly shed?: number;
  /** Requests per second over all gateways, when a Prometheus knows it. */
  readonly demandRps?: number;
  readonly targets: readonly TargetDigest[];
}

export interface Digest {
  /** People's words on moves that wait for them. */
  readonly approvals?: readonly Approval[];
  /** What came of hooks that were asked for. */
  readonly hooks?: readonly HookResult[];
  /** People's levers and drills, in force or not. */
  readonly overrides?: readonly Override[];
  /** Rules that only tell what they would do; absent while all of them act. */
  readonly rules?: RuleModes;
  readonly logsAtMs: number | null;
  readonly upstreams: readonly UpstreamDigest[];
}

export function digestObservation(
  observation: Observation,
  words: Pick<Digest, 'approvals' | 'hooks' | 'overrides' | 'rules'> = {},
): Digest {
  return {
    ...words,
    logsAtMs: observation.logsAtMs,
    upstreams: observation.upstreams.map(({ upstream, requests, demandRps, targets }) => ({
      upstream,
      requests: requests.total,
      failed: requests.failed,
      ...(requests.shed === undefined ? {} : { shed: requests.shed }),
      ...(demandRps === undefined ? {} : { demandRps }),
      targets: targets.map(digestTarget),
    })),
  };
}

function digestTarget(reading: TargetReading): TargetDigest {
  const { target, outcomes, latency, utilisation, probe, nodes } = reading;
  const failures = outcomes.errors + outcomes.timeouts + outcomes.connectFailures;
  return {
    target,
    tries: outcomes.ok + failures,
    failures,
    connectFailures: outcomes.connectFailures,
    noAnswers: outcomes.timeouts + outcomes.connectFailures,
    overload: outcomes.overload,
    ...(outcomes.aborted === 0 ? {} : { aborted: outcomes.aborted }),
    latencyCount: latency.count,
    latencySumMs: latency.sumMs,
    latency: spreadOf(latency),
    ...(utilisation === undefined ? {} : { utilisation }),
    probe:
      probe === null
        ? null
        : {
            atMs: probe.atMs,
            latencyMs: probe.latencyMs,
            failuresInRow: probe.failuresInRow,
            successesInRow: probe.successesInRow,
          },
    nodes,
  };
}
