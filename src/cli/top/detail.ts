/** One service by itself: regions and targets with all their numbers, then what was decided of it. */

import type { ControlEvent } from '../../model/control.ts';
import type {
  RegionStatus,
  ShareStatus,
  TargetStatus,
  UpstreamStatus,
} from '../../model/status.ts';
import { isUpstreamOf } from '../../model/upstream-names.ts';
import { alignColumns } from '../columns.ts';
import { budgetLeft, clockTime, percent, rate, span } from '../format.ts';

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
        : `, budget ${budgetLeft(budget.leftRatio)} (burn ${burn.join(', ')})`),
    `weights: ${reason}`,
    ...(entry.costs ?? []),
    '',
    ...regionLines(regions, nowMs),
    '',
    own.length === 0 ? 'nothing was decided of it lately' : 'newest decisions',
    ...own
      .slice(0, EVENTS_SHOWN)
      .map(({ atMs, kind, message }) => `  ${clockTime(atMs, nowMs)}  ${kind}: ${message}`),
  ];
}

/** Columns are aligned over all regions; what a region waits for has a line of its own. */
function regionLines(regions: readonly RegionStatus[], nowMs: number): readonly string[] {
  const rows = regions.map((region) => [
    regionRow(region, nowMs),
    ...region.targets.map(targetRow),
  ]);
  const aligned = alignColumns(rows.flat());
  let taken = 0;
  return regions.flatMap((region, index) => {
    const count = rows[index]?.length ?? 0;
    const [first = '', ...targets] = aligned.slice(taken, taken + count);
    taken += count;
    return [first, ...notesOf(region, nowMs).map((note) => `  ${note}`), ...targets];
  });
}

function regionRow(region: RegionStatus, nowMs: number): readonly string[] {
  const { phase, sinceMs, stepRatio, roomRps = null, targets } = region;
  const load = targets.reduce((sum, target) => sum + target.triesPerSecond, 0);
  return [
    region.region,
    `${phase}${stepRatio === null ? '' : ` ${percent(stepRatio)}`} ${span(nowMs - sinceMs)}`,
    roomRps === null ? rate(load) : `${rate(load)} of ${rate(roomRps)}`,
    region.shares.map((share) => shareText(share)).join(', '),
  ];
}

function shareText({ gateway, desiredRatio, appliedRatio }: ShareStatus): string {
  const wanted = percent(desiredRatio);
  const applied = appliedRatio === null ? '?' : percent(appliedRatio);
  return `${gateway} ${applied === wanted ? wanted : `${applied}→${wanted}`}`;
}

function notesOf(region: RegionStatus, nowMs: number): readonly string[] {
  const { holdUntilMs, waitingFor, refused, heldBy } = region;
  const isHeld = holdUntilMs !== null && holdUntilMs > nowMs;
  return [
    ...(isHeld ? [`hold ends in ${span(holdUntilMs - nowMs)}`] : []),
    ...(waitingFor === null ? [] : [`waits for ${waitingFor}`]),
    ...(refused === null ? [] : [`not evacuated: ${refused}`]),
    ...(heldBy === undefined ? [] : [`held by lever ${heldBy}`]),
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
    `${rate(triesPerSecond)}, ${percent(failingRatio)} failing${latency}`,
    `weight ${shown.join(', ')}${probe === 'good' ? '' : `, probe ${probe}`}` +
      (kong === 'up' ? '' : `, Kong ${kong}`),
  ];
}
