/**
 * What in a snapshot is not as it should be, as sentences. `ballast status` ends with 1 when there is
 * any, so that scripts and probes can ask it.
 */

import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import { percent, span } from '../format.ts';

/** A controller that has not ticked for this many ticks is not running. */
const MISSED_TICKS = 10;

export function isRunning(snapshot: StatusSnapshot, nowMs: number): boolean {
  return nowMs - snapshot.atMs <= Math.max(5_000, MISSED_TICKS * snapshot.tickMs);
}

export function findings(snapshot: StatusSnapshot, nowMs: number): readonly string[] {
  const found: string[] = [];
  if (!isRunning(snapshot, nowMs)) {
    const age = span(nowMs - snapshot.atMs);
    found.push(`no controller is running: the last tick was ${age} ago (weights stay as they are)`);
  }
  for (const { signal, sinceMs } of snapshot.stale) {
    found.push(`${signal} has been silent for ${span(nowMs - sinceMs)}: nothing moves on it`);
  }
  for (const { gateway, failure, foreign } of snapshot.gateways) {
    if (failure !== null) found.push(`${gateway}: ${failure}`);
    for (const upstream of foreign) {
      found.push(`${upstream} at ${gateway} was written by somebody else; see ballast enable`);
    }
  }
  return [...found, ...snapshot.upstreams.flatMap((entry) => upstreamFindings(entry, nowMs))];
}

function upstreamFindings(entry: UpstreamStatus, nowMs: number): readonly string[] {
  return entry.regions.flatMap((region) => [
    ...regionFindings(entry.service, region, nowMs),
    ...region.targets
      .filter((target) => target.rotation !== 'in')
      .map((target) =>
        target.rotation === 'out'
          ? `${entry.service}: ${target.target} is ejected`
          : `${entry.service}: ${target.target} is on trial after an ejection`,
      ),
  ]);
}

function regionFindings(
  service: string,
  { region, phase, sinceMs, stepRatio, refused }: RegionStatus,
  nowMs: number,
): readonly string[] {
  const name = `${service}: ${region}`;
  const age = span(nowMs - sinceMs);
  const wanted = refused === null ? [] : [`${name} should be evacuated but is not: ${refused}`];
  switch (phase) {
    case 'healthy':
      return wanted;
    case 'spill':
      return [...wanted, `${name} spills over to other regions, for ${age}`];
    case 'evacuated':
      return [...wanted, `${name} has been evacuated for ${age}`];
    case 'probing':
      return [...wanted, `${name} is probed before it returns, for ${age}`];
    case 'ramp':
      return [...wanted, `${name} is returning, at ${percent(stepRatio ?? 0)} of its share`];
    case 'unknown':
      return [...wanted, `${name} cannot be judged: no fresh telemetry`];
    default:
      return phase satisfies never;
  }
}
