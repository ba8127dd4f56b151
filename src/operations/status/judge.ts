/**
 * What in a snapshot is not as it should be, as sentences. `ballast status` ends with 1 when there is
 * any, so that scripts and probes can ask it.
 */

import type {
  RegionStatus,
  StatusSnapshot,
  TargetStatus,
  UpstreamStatus,
} from '../../model/status.ts';
import { type Speech, speechIn } from '../speech.ts';
import { signalIn } from './snapshot-in.ts';

/** A controller that has not ticked for this many ticks is not running. */
const MISSED_TICKS = 10;

export function isRunning(snapshot: StatusSnapshot, nowMs: number): boolean {
  return nowMs - snapshot.atMs <= Math.max(5_000, MISSED_TICKS * snapshot.tickMs);
}

export function findings(
  snapshot: StatusSnapshot,
  nowMs: number,
  speech: Speech = speechIn('en'),
): readonly string[] {
  const found: string[] = [];
  if (!isRunning(snapshot, nowMs)) {
    found.push(speech.tell('no-controller', { ageMs: nowMs - snapshot.atMs }));
  }
  for (const { signal, sinceMs } of snapshot.stale) {
    const told = { signal: signalIn(signal, speech), ageMs: nowMs - sinceMs };
    found.push(speech.tell('signal-silent', told));
  }
  for (const { gateway, failure, foreign } of snapshot.gateways) {
    if (failure !== null) found.push(speech.tell('gateway-fails', { gateway, failure }));
    for (const upstream of foreign) {
      found.push(speech.tell('written-by-others', { upstream, gateway }));
    }
  }
  const judging = { nowMs, speech };
  return [...found, ...snapshot.upstreams.flatMap((entry) => upstreamFindings(entry, judging))];
}

interface Judging {
  readonly nowMs: number;
  readonly speech: Speech;
}

function upstreamFindings(entry: UpstreamStatus, judging: Judging): readonly string[] {
  const { speech } = judging;
  const own = [...trafficFindings(entry, speech), ...budgetFindings(entry, speech)];
  const ofRegions = entry.regions.flatMap((region) => [
    ...regionFindings(entry.service, region, judging),
    ...region.targets.flatMap((target) => targetFindings(entry.service, target, speech)),
  ]);
  return [...own, ...ofRegions];
}

function targetFindings(
  service: string,
  { target, rotation, heldBy }: TargetStatus,
  speech: Speech,
): readonly string[] {
  if (rotation === 'in') return [];
  const told = { service, target };
  if (rotation === 'trial') return [speech.tell('target-on-trial', told)];
  return [
    heldBy === undefined
      ? speech.tell('target-ejected-now', told)
      : speech.tell('target-drained-now', { ...told, lever: heldBy }),
  ];
}

/** A tenth of a per cent is refused by rounding of weights alone. */
const SHED_WORTH_TELLING = 0.001;

function trafficFindings(
  { service, shedRatio = 0 }: UpstreamStatus,
  speech: Speech,
): readonly string[] {
  if (shedRatio < SHED_WORTH_TELLING) return [];
  return [speech.tell('refuses-on-purpose', { service, shedRatio })];
}

/** At this rate a month’s budget is gone in two days (SRE workbook, chapter 5: page). */
const FAST_BURN = 14.4;

function budgetFindings({ service, budget }: UpstreamStatus, speech: Speech): readonly string[] {
  if (budget === undefined) return [];
  const { leftRatio, burn } = budget;
  const hour = burn['1h'] ?? 0;
  if (leftRatio < 0) {
    return [speech.tell('budget-overdrawn', { service, overRatio: -leftRatio })];
  }
  if (leftRatio === 0) return [speech.tell('budget-spent', { service })];
  if (hour < FAST_BURN) return [];
  return [speech.tell('budget-burns', { service, times: Math.round(hour), leftRatio })];
}

function regionFindings(
  service: string,
  { region, phase, sinceMs, stepRatio, refused, said, heldBy: lever }: RegionStatus,
  { nowMs, speech }: Judging,
): readonly string[] {
  const place = { service, region };
  const aged = { ...place, ageMs: nowMs - sinceMs };
  const wanted =
    refused === null
      ? []
      : [
          speech.tell('should-be-evacuated', {
            ...place,
            why: speech.kept(said?.refused, refused),
          }),
        ];
  switch (phase) {
    case 'healthy':
      return wanted;
    case 'spill':
      return [...wanted, speech.tell('region-spills', aged)];
    case 'evacuated':
      return [
        ...wanted,
        lever === undefined
          ? speech.tell('region-is-out', aged)
          : speech.tell('region-is-out-by-lever', { ...aged, lever }),
      ];
    case 'probing':
      return [...wanted, speech.tell('region-is-probed', aged)];
    case 'ramp':
      return [
        ...wanted,
        speech.tell('region-is-returning', { ...place, stepRatio: stepRatio ?? 0 }),
      ];
    case 'unknown':
      return [...wanted, speech.tell('region-is-unknown', place)];
    default:
      return phase satisfies never;
  }
}
