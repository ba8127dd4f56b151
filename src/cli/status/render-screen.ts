/**
 * A status that fits one screen: what needs attention first, then a block per service with a line per
 * region. What does not fit is folded to a count, and what is well is folded before what is not.
 */

import { endsAtMs, type Override } from '../../model/override.ts';
import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import { alignColumns, fit } from '../columns.ts';
import { budgetLeft, clockTime, percent, rate, span } from '../format.ts';
import type { Size } from '../terminal.ts';

export interface ScreenInput {
  readonly snapshot: StatusSnapshot;
  readonly findings: readonly string[];
  readonly nowMs: number;
  readonly size: Size;
}

/** Findings and levers on the screen at most; `--all` tells the others. */
const FINDINGS_SHOWN = 6;
const LEVERS_SHOWN = 3;

export function renderScreen({ snapshot, findings, nowMs, size }: ScreenInput): string {
  const top = [
    ...headLines(snapshot, { findings, nowMs }),
    ...folded(
      (snapshot.overrides ?? []).map((lever) => leverLine(lever, nowMs)),
      { atMost: LEVERS_SHOWN, what: 'levers' },
    ),
    ...folded(
      findings.map((finding) => `! ${finding}`),
      { atMost: FINDINGS_SHOWN, what: 'findings' },
    ),
  ];
  // The prompt that follows takes a line as well.
  const room = size.rows - top.length - 1;
  const lines = [...top, ...serviceLines(snapshot, { room, nowMs })];
  return `${lines.map((line) => fit(line, size.columns)).join('\n')}\n`;
}

function headLines(
  snapshot: StatusSnapshot,
  { findings, nowMs }: { readonly findings: readonly string[]; readonly nowMs: number },
): readonly string[] {
  const { strategy, mode, atMs, leader, writes, startedAtMs, signals = [] } = snapshot;
  const state = findings.length === 0 ? 'healthy' : 'needs attention';
  const led = (leader ?? null) === null ? 'nobody leads' : `led by ${leader?.holder}`;
  const news = signals.map(({ signal, atMs: newsMs }) =>
    newsMs === null ? `${signal} never` : `${signal} ${span(nowMs - newsMs)}`,
  );
  return [
    `${strategy}: ${state}; mode ${mode}, last tick ${span(nowMs - atMs)} ago, ${led}`,
    `${writes} weight ${writes === 1 ? 'write' : 'writes'} since ${clockTime(startedAtMs, nowMs)}` +
      (news.length === 0 ? '' : `; newest news: ${news.join(', ')}`),
  ];
}

export function leverLine({ lever, by, reason, origin, ...rest }: Override, nowMs: number): string {
  const place =
    lever.kind === 'evacuate'
      ? ` ${lever.region}`
      : lever.kind === 'drain'
        ? ` ${lever.target}`
        : '';
  const services = rest.services === null ? '' : ` of ${rest.services.join(', ')}`;
  const left = span(Math.max(0, endsAtMs({ lever, by, reason, origin, ...rest }) - nowMs));
  const who = origin === 'drill' ? 'drill' : 'lever';
  return `* ${who} ${lever.kind}${place}${services} by ${by}, ${left} left: ${reason}`;
}

function folded(
  lines: readonly string[],
  { atMost, what }: { readonly atMost: number; readonly what: string },
): readonly string[] {
  if (lines.length <= atMost) return lines;
  return [
    ...lines.slice(0, atMost - 1),
    `  … and ${lines.length - atMost + 1} more ${what} (--all)`,
  ];
}

function serviceLines(
  { upstreams }: StatusSnapshot,
  { room, nowMs }: { readonly room: number; readonly nowMs: number },
): readonly string[] {
  const heights = upstreams.reduce((sum, { regions }) => sum + 1 + regions.length, 0);
  const isFolded = heights > room;
  const ordered = isFolded ? upstreams.toSorted((a, b) => +isUneasy(b) - +isUneasy(a)) : upstreams;
  const shown: UpstreamStatus[] = [];
  let left = isFolded ? room - 1 : room;
  for (const entry of ordered) {
    left -= 1 + entry.regions.length;
    if (left < 0 && shown.length > 0) break;
    shown.push(entry);
  }
  const hidden = ordered.slice(shown.length);
  return [...blocks(shown, nowMs), ...hiddenLine(hidden)];
}

function hiddenLine(hidden: readonly UpstreamStatus[]): readonly string[] {
  if (hidden.length === 0) return [];
  const uneasy = hidden.filter(isUneasy).length;
  const well = hidden.length - uneasy;
  const parts = [
    ...(uneasy === 0 ? [] : [`${uneasy} more that need attention`]),
    ...(well === 0 ? [] : [`${well} that are well`]),
  ];
  return [`… and ${parts.join(', ')} (--all)`];
}

/** Something of it is not as it is in peace. */
export function isUneasy({ regions, failingRatio, shedRatio = 0 }: UpstreamStatus): boolean {
  if (failingRatio > 0.01 || shedRatio > 0) return true;
  return regions.some(
    ({ phase, refused, targets }) =>
      phase !== 'healthy' || refused !== null || targets.some(({ rotation }) => rotation !== 'in'),
  );
}

/** Aligned over all of them. */
function blocks(entries: readonly UpstreamStatus[], nowMs: number): readonly string[] {
  const rows = entries.flatMap(({ regions }) =>
    regions.map((region) => regionCells(region, nowMs)),
  );
  const aligned = alignColumns(rows);
  let taken = 0;
  return entries.flatMap((entry) => {
    const own = aligned.slice(taken, taken + entry.regions.length);
    taken += entry.regions.length;
    return [serviceLine(entry), ...own.map((line) => `  ${line}`)];
  });
}

function serviceLine({ service, demandRps, failingRatio, budget, shedRatio = 0 }: UpstreamStatus) {
  const demand = demandRps === null ? 'demand not known' : rate(demandRps);
  const shed = shedRatio === 0 ? '' : `, ${percent(shedRatio)} refused`;
  const hour = budget?.burn['1h'];
  const burn = hour === undefined ? '' : ` (burn ${Number(hour.toFixed(1))})`;
  const left = budget === undefined ? '' : `, budget ${budgetLeft(budget.leftRatio)}${burn}`;
  return `${service}  ${demand}, ${percent(failingRatio)} failing${shed}${left}`;
}

function regionCells(region: RegionStatus, nowMs: number): readonly string[] {
  const { phase, sinceMs, stepRatio, targets, waitingFor, heldBy } = region;
  const load = targets.reduce((sum, target) => sum + target.triesPerSecond, 0);
  const room = region.roomRps ?? null;
  const inside = targets.filter(({ rotation }) => rotation === 'in').length;
  const step = stepRatio === null ? '' : ` ${percent(stepRatio)}`;
  const wait = waitingFor === null ? '' : `waits for ${waitingFor}`;
  return [
    region.region,
    `${phase}${step} ${span(nowMs - sinceMs)}`,
    shareText(region),
    room === null ? rate(load) : `${rate(load).replace('/s', '')} of ${rate(room)}`,
    `${inside}/${targets.length} in`,
    heldBy === undefined ? wait : 'held by a lever',
  ];
}

/** `99 %`, or `99 % → 0 %` while Kong has not got there; of the first gateway when they agree. */
function shareText({ shares }: RegionStatus): string {
  const texts = shares.map(({ desiredRatio, appliedRatio }) => {
    const wanted = percent(desiredRatio);
    const applied = appliedRatio === null ? '?' : percent(appliedRatio);
    return applied === wanted ? wanted : `${applied} → ${wanted}`;
  });
  return [...new Set(texts)].join(' | ');
}
