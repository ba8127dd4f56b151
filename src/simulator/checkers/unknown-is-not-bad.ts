/**
 * G4, unknown is not bad: losing telemetry, or one observer's sight, moves nothing.
 *
 * In a run this is checked where the truth leaves no excuse: while only sight is disturbed (logs
 * lost or late, Ballast's own probes blind, Kong's Admin API or the controller itself away) and
 * has been for longer than old evidence can speak, no event that moves traffic may appear. Trims
 * that relax after the expiry are allowed: they go back towards the static weights.
 */

import type { ControlEvent } from '../../model/control.ts';
import type { Checker, Fault } from '../contract.ts';
import { createFindingList } from './finding-list.ts';

const SIGHT: ReadonlySet<Fault['kind']> = new Set<Fault['kind']>([
  'telemetry-lost',
  'telemetry-late',
  'observer-blind',
  'admin-down',
  'admin-slow',
  'admin-partial',
  'controller-crash',
  'two-leaders',
]);

/** What takes traffic from somebody. Strings, since the law may learn further kinds. */
const MOVES: ReadonlySet<string> = new Set([
  'target-ejected',
  'target-slow',
  'target-trimmed',
  'region-evacuated',
  'spill-started',
  'shedding',
  'failback-aborted',
]);
/** What gives traffic back needs fresh evidence as well. */
const RETURNS: ReadonlySet<string> = new Set(['failback-step']);

/** After a real fault its evidence may arrive late and its consequences go on. */
const AFTERMATH_MS = 60_000;
/** Fresh evidence from before the loss may still speak for this long. */
const MEMORY_MS = 15_000;

export function createUnknownIsNotBadChecker(): Checker {
  const findings = createFindingList('G4');
  let groundMs = -Infinity;
  let lostSinceMs: number | null = null;
  const judge = (event: ControlEvent, why: { isSightOnly: boolean; isLostLong: boolean }) => {
    const { kind, upstream, region, target, message } = event;
    const isMove = why.isSightOnly && MOVES.has(kind);
    const isReturn = why.isLostLong && RETURNS.has(kind);
    if (!isMove && !isReturn) return;
    const cause = isMove ? 'nothing but its sight was disturbed' : 'its logs were lost';
    findings.add(event.atMs, `${kind} although ${cause}: ${message}`, { upstream, region, target });
  };
  return {
    guarantee: 'G4',
    onTick: ({ atMs, faults, events, isTelemetryLost }) => {
      if (faults === undefined) return;
      if (faults.some(({ kind }) => !SIGHT.has(kind))) groundMs = atMs;
      lostSinceMs = isTelemetryLost ? (lostSinceMs ?? atMs) : null;
      const isSightOnly = faults.length > 0 && atMs - groundMs > AFTERMATH_MS;
      const isLostLong = lostSinceMs !== null && atMs - lostSinceMs > MEMORY_MS;
      for (const event of events) judge(event, { isSightOnly, isLostLong });
    },
    findings: findings.all,
  };
}
