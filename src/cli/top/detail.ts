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
import { clockTime } from '../format.ts';
import type { ScreenWords } from '../screen-words.ts';
import { loadText } from '../status/load-text.ts';
import type { Looking } from '../status/render-screen.ts';

/** Decisions shown below. */
const EVENTS_SHOWN = 20;

export function detailLines(
  entry: UpstreamStatus,
  { events, nowMs, words }: Looking & { readonly events: readonly ControlEvent[] },
): readonly string[] {
  const { service, demandRps, failingRatio, budget, reason, regions } = entry;
  const { tell, rate, budgetLeft } = words;
  const burn = Object.entries(budget?.burn ?? {}).map(
    ([window, times]) => `${window} ${Number(times.toFixed(1))}`,
  );
  const own = events.filter(({ upstream }) => isUpstreamOf(entry.upstream, upstream)).toReversed();
  return [
    `${service}  ${demandRps === null ? tell('demand-unknown') : rate(demandRps)}, ` +
      tell('failing-now', { failingRatio }) +
      (budget === undefined
        ? ''
        : tell('budget-and-burn', { left: budgetLeft(budget.leftRatio), burn })),
    tell('top-weights', { reason }),
    ...(entry.costs ?? []),
    '',
    ...regionLines(regions, { nowMs, words }),
    '',
    tell(own.length === 0 ? 'top-nothing-decided' : 'top-newest'),
    ...own
      .slice(0, EVENTS_SHOWN)
      .map(({ atMs, kind, message }) => `  ${clockTime(atMs, nowMs)}  ${kind}: ${message}`),
  ];
}

/** Columns are aligned over all regions; what a region waits for has a line of its own. */
function regionLines(regions: readonly RegionStatus[], looking: Looking): readonly string[] {
  const rows = regions.map((region) => [
    regionRow(region, looking),
    ...region.targets.map((target) => targetRow(target, looking.words)),
  ]);
  const aligned = alignColumns(rows.flat());
  let taken = 0;
  return regions.flatMap((region, index) => {
    const count = rows[index]?.length ?? 0;
    const [first = '', ...targets] = aligned.slice(taken, taken + count);
    taken += count;
    return [first, ...notesOf(region, looking).map((note) => `  ${note}`), ...targets];
  });
}

function regionRow(region: RegionStatus, { nowMs, words }: Looking): readonly string[] {
  const { tell, percent, span } = words;
  const { phase, sinceMs, stepRatio } = region;
  return [
    region.region,
    `${tell(`phase-${phase}`)}${stepRatio === null ? '' : ` ${percent(stepRatio)}`} ` +
      span(nowMs - sinceMs),
    loadText(region, words),
    region.shares.map((share) => shareText(share, words)).join(', '),
  ];
}

function shareText(
  { gateway, desiredRatio, appliedRatio }: ShareStatus,
  { percent }: ScreenWords,
): string {
  const wanted = percent(desiredRatio);
  const applied = appliedRatio === null ? '?' : percent(appliedRatio);
  return `${gateway} ${applied === wanted ? wanted : `${applied}→${wanted}`}`;
}

function notesOf(region: RegionStatus, { nowMs, words: { tell } }: Looking): readonly string[] {
  const { holdUntilMs, waitingFor, refused, heldBy } = region;
  const isHeld = holdUntilMs !== null && holdUntilMs > nowMs;
  return [
    ...(isHeld ? [tell('top-hold-ends', { leftMs: holdUntilMs - nowMs })] : []),
    ...(waitingFor === null ? [] : [tell('waits-for', { what: waitingFor })]),
    ...(refused === null ? [] : [tell('top-not-evacuated', { why: refused })]),
    ...(heldBy === undefined ? [] : [tell('held-by-this-lever', { lever: heldBy })]),
  ];
}

function targetRow(target: TargetStatus, { tell, rate }: ScreenWords): readonly string[] {
  const { rotation, probe, kong, triesPerSecond, failingRatio, meanLatencyMs, weights } = target;
  const { trimRatio = 1 } = target;
  const trim = trimRatio < 1 ? tell('top-trimmed', { trimRatio }) : '';
  const latency = meanLatencyMs === null ? '' : `, ${Math.round(meanLatencyMs)} ms`;
  const shown = weights.map(({ desired, observed }) => {
    const other = observed.find(({ weight }) => weight !== null && weight !== desired);
    return other === undefined ? String(desired) : `${other.weight}→${desired}`;
  });
  return [
    `  ${target.target}`,
    `${tell(`rotation-${rotation}`)}${trim}`,
    `${rate(triesPerSecond)}, ${tell('failing-now', { failingRatio })}${latency}`,
    tell('top-weight', {
      weights: shown,
      probe: probe === 'good' ? '' : tell('top-probe', { probe: tell(`probe-${probe}`) }),
      kong: kong === 'up' ? '' : tell('top-kong', { kong: tell(`kong-${kong}`) }),
    }),
  ];
}
