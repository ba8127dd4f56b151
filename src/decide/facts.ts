/**
 * What is known of each target at a tick, with staleness already taken out: an old probe or an
 * old reading of a node is `unknown`, never bad (G4).
 */

import { NO_SPREAD, type Spread } from '../lib/spread.ts';
import type { NodeReading, UtilisationReading } from '../model/observation.ts';
import type { ServiceStrategy, Target } from '../model/strategy.ts';
import type { TargetDigest, UpstreamDigest } from './digest.ts';
import { FRESH_TARGET, type TargetState, type UpstreamState } from './state.ts';
import { NOTHING, pushTally, type Tally } from './tally.ts';
import { TUNING } from './tuning.ts';

export interface TargetFacts {
  readonly target: Target;
  /** As before this tick, but with this tick's counts in the window. */
  readonly state: TargetState;
  readonly tick: Tally;
  /** Clients that left early in this tick. */
  readonly aborted: number;
  /** Latency of this tick's answers. */
  readonly latency: Spread;
  readonly utilisation: UtilisationReading | null;
  /** Ballast's own probe: `good` and `bad` after two in a row, `unsure` before, else not fresh. */
  readonly probe: 'good' | 'bad' | 'unsure' | 'unknown';
  /** Its last probe, if fresh, failed: one alone says little, that of every target says much. */
  readonly isProbeFailing: boolean;
  /** When its last probe ended, if fresh and good. */
  readonly provenAtMs: number | null;
  /** What most Kong nodes with fresh readings say. */
  readonly kong: 'up' | 'down' | 'unknown';
  readonly nodes: { readonly fresh: number; readonly down: number };
}

export function observeTargets(
  service: ServiceStrategy,
  state: UpstreamState,
  digest: UpstreamDigest | undefined,
  nowMs: number,
): readonly TargetFacts[] {
  const digests = new Map(digest?.targets.map((reading) => [reading.target, reading]));
  return service.targets.map((target) => {
    const reading = digests.get(target.target);
    const tick = reading === undefined ? NOTHING : tallyOf(reading);
    // States of earlier versions lack what was not known then.
    const before = { ...FRESH_TARGET, ...state.targets[target.target] };
    const nodes = countNodes(reading?.nodes ?? [], nowMs);
    return {
      target,
      tick,
      aborted: reading?.aborted ?? 0,
      latency: reading?.latency ?? NO_SPREAD,
      utilisation: reading?.utilisation ?? null,
      state: { ...before, window: pushTally(before.window, tick, nowMs) },
      probe: probeVerdict(service, reading, nowMs),
      ...lastProbeOf(service, reading, nowMs),
      kong: kongVerdict(nodes),
      nodes,
    };
  });
}

function lastProbeOf(
  service: ServiceStrategy,
  reading: TargetDigest | undefined,
  nowMs: number,
): Pick<TargetFacts, 'isProbeFailing' | 'provenAtMs'> {
  if (!isProbeFresh(service, reading, nowMs)) return { isProbeFailing: false, provenAtMs: null };
  const isProbeFailing = reading.probe.failuresInRow > 0;
  return { isProbeFailing, provenAtMs: isProbeFailing ? null : reading.probe.atMs };
}

/** Whether something says that the target cannot serve and nothing says that it can. */
export function isKnownDead({ probe, kong }: TargetFacts): boolean {
  return (probe === 'bad' && kong !== 'up') || (kong === 'down' && probe !== 'good');
}

/** Whether anything speaks against it, be it a single failed probe. */
export function isUnwell({ probe, kong }: TargetFacts): boolean {
  return probe === 'bad' || probe === 'unsure' || kong === 'down';
}

function tallyOf(reading: TargetDigest): Tally {
  const { tries, failures, connectFailures, noAnswers, overload } = reading;
  const { latencyCount, latencySumMs } = reading;
  return { tries, failures, connectFailures, noAnswers, overload, latencyCount, latencySumMs };
}

type Probed = TargetDigest & { readonly probe: NonNullable<TargetDigest['probe']> };

function isProbeFresh(
  { health }: ServiceStrategy,
  reading: TargetDigest | undefined,
  nowMs: number,
): reading is Probed {
  const probe = reading?.probe ?? null;
  if (probe === null) return false;
  return nowMs - probe.atMs <= TUNING.probeFreshIntervals * health.intervalMs + health.timeoutMs;
}

function probeVerdict(
  service: ServiceStrategy,
  reading: TargetDigest | undefined,
  nowMs: number,
): TargetFacts['probe'] {
  if (!isProbeFresh(service, reading, nowMs)) return 'unknown';
  const { probe } = reading;
  if (probe.failuresInRow >= TUNING.probeRun) return 'bad';
  return probe.successesInRow >= TUNING.probeRun ? 'good' : 'unsure';
}

/** HEALTHCHECKS_OFF and weight 0 say nothing: Kong does not probe there (recordings, fact 93). */
function countNodes(readings: readonly NodeReading[], nowMs: number) {
  const known = readings.filter(({ nodeWeight }) => nodeWeight !== 0);
  const fresh = known.filter(
    ({ atMs, health }) =>
      nowMs - atMs <= TUNING.nodeFreshMs && health !== null && health !== 'HEALTHCHECKS_OFF',
  );
  const down = fresh.filter(({ health }) => health === 'UNHEALTHY' || health === 'DNS_ERROR');
  return { fresh: fresh.length, down: down.length, known: known.length };
}

/** A majority of the nodes that are known, so that one reachable node does not speak for three. */
function kongVerdict(nodes: { fresh: number; down: number; known: number }): TargetFacts['kong'] {
  if (nodes.fresh === 0 || 2 * nodes.fresh < nodes.known) return 'unknown';
  return 2 * nodes.down > nodes.fresh ? 'down' : 'up';
}
