/** One service by itself: regions and targets with all their numbers, then what was decided of it. */

import type { ControlEvent } from '../../model/control.ts';
import type { RegionStatus, TargetStatus, UpstreamStatus } from '../../model/status.ts';
import { isUpstreamOf } from '../../model/upstream-names.ts';
import { alignColumns } from '../columns.ts';
import { clockTime, percent, rate, span } from '../format.ts';

/** Decisions shown below. */
const EVENTS_SHOWN = 20;

export function detailLines(
  entry: UpstreamStatus,
  { events, nowMs }: { readonly events: readonly ControlEvent[]; readonly nowMs: number },
): readonly string[] {
  const { service, demandRps, failingRatio, budget, reason, regions } = entry;
  const burn = Object.entries(budget?.burn ?? {}).map(
    ([window, times]) => `${window} ${Number(times.toFixed(1))}`,
  );
  const own = events.filter(({ upstream }) => isUpstreamOf(entry.upstream, upstream)).toReversed();
  return [
    `${service}  ${demandRps === null ? 'demand not known' : rate(demandRps)}, ` +
      `${percent(failingRatio)} failing` +
      (budget === undefined
        ? ''
        : `, budget ${percent(budget.leftRatio)} left (burn ${burn.join(', ')})`),
    `weights: ${reason}`,
    ...(entry.costs ?? []),
    '',
    ...alignColumns(regions.flatMap((region) => regionRows(region, nowMs))),
    '',
    own.length === 0 ? 'nothing was decided of it lately' : 'newest decisions',
    ...own
      .slice(0, EVENTS_SHOWN)
      .map(({ atMs, kind, message }) => `  ${clockTime(atMs, nowMs)}  ${kind}: ${message}`),
  ];
}

function regionRows(region: RegionStatus, nowMs: number): readonly (readonly string[])[] {
  const { phase, sinceMs, stepRatio, waitingFor, refused, roomRps = null, targets } = region;
  const load = targets.reduce((sum, target) => sum + target.triesPerSecond, 0);
  const shares = region.shares.map(({ gateway, desiredRatio, appliedRatio }) => {
    const applied = appliedRatio === null ? '?' : percent(appliedRatio);
    return `${gateway} ${applied}→${percent(desiredRatio)}`;
  });
  const hold = region.holdUntilMs;
  const notes = [
    ...(hold !== null && hold > nowMs ? [`hold ends in ${span(hold - nowMs)}`] : []),
    ...(waitingFor === null ? [] : [`waits for ${waitingFor}`]),
    ...(refused === null ? [] : [`not evacuated: ${refused}`]),
    ...(region.heldBy === undefined ? [] : [`held by lever ${region.heldBy}`]),
  ];
  return [
    [
      region.region,
      `${phase}${stepRatio === null ? '' : ` ${percent(stepRatio)}`} ${span(nowMs - sinceMs)}`,
      roomRps === null ? rate(load) : `${rate(load)} of ${rate(roomRps)}`,
      '',
      [shares.join(', '), ...notes].join('; '),
    ],
    ...targets.map(targetRow),
  ];
}

function targetRow(target: TargetStatus): readonly string[] {
  const { rotation, probe, kong, triesPerSecond, failingRatio, meanLatencyMs, weights } = target;
  const trim = (target.trimRatio ?? 1) < 1 ? `, trimmed to ${percent(target.trimRatio ?? 1)}` : '';
  const latency = meanLatencyMs === null ? '' : `, ${Math.round(meanLatencyMs)} ms`;
  const shown = weights.map(({ desired, observed }) => {
    const other = observed.find(({ weight }) => weight !== null && weight !== desired);
    return other === undefined ? String(desired) : `${other.weight}→${desired}`;
  });
  return [
    `  ${target.target}`,
    `${rotation}${trim}`,
    rate(triesPerSecond),
    `${percent(failingRatio)}${latency}`,
    `weight ${shown.join(', ')}; probe ${probe}, Kong ${kong}`,
  ];
}
