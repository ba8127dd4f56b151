/**
 * What in a snapshot is not as it should be, as sentences. `ballast status` ends with 1 when there is
 * any, so that scripts and probes can ask it.
 */

import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import { percent, span } from '../../lib/figures.ts';

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
  const own = [...trafficFindings(entry), ...budgetFindings(entry)];
  const ofRegions = entry.regions.flatMap((region) => [
    ...regionFindings(entry.service, region, nowMs),
    ...region.targets
      .filter((target) => target.rotation !== 'in')
      .map((target) =>
        target.rotation === 'out'
          ? `${entry.service}: ${target.target} is ${target.heldBy === undefined ? 'ejected' : 'drained'}${heldBy(target.heldBy)}`
          : `${entry.service}: ${target.target} is on trial after an ejection`,
      ),
  ]);
  return [...own, ...ofRegions];
}

/** A tenth of a per cent is refused by rounding of weights alone. */
const SHED_WORTH_TELLING = 0.001;

function trafficFindings({ service, shedRatio = 0 }: UpstreamStatus): readonly string[] {
  if (shedRatio < SHED_WORTH_TELLING) return [];
  return [
    `${service}: ${percent(shedRatio)} of its requests are refused on purpose, for lack of room`,
  ];
}

/** At this rate a month’s budget is gone in two days (SRE workbook, chapter 5: page). */
const FAST_BURN = 14.4;

function budgetFindings({ service, budget }: UpstreamStatus): readonly string[] {
  if (budget === undefined) return [];
  const { leftRatio, burn } = budget;
  const hour = burn['1h'] ?? 0;
  if (leftRatio <= 0) {
    const over = leftRatio < 0 ? `, overdrawn by ${percent(-leftRatio)}` : '';
    return [`${service}: its error budget is spent${over}`];
  }
  if (hour < FAST_BURN) return [];
  const times = Math.round(hour);
  return [
    `${service}: it spends its error budget ${times} times too fast (${percent(leftRatio)} left)`,
  ];
}

/** Whose override it is, when a person’s lever is the reason. */
function heldBy(id: string | undefined): string {
  return id === undefined ? '' : ` (lever ${id})`;
}

function regionFindings(
  service: string,
  { region, phase, sinceMs, stepRatio, refused, heldBy: lever }: RegionStatus,
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
      return [...wanted, `${name} has been evacuated for ${age}${heldBy(lever)}`];
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
