/**
 * A status that fits one screen: what needs attention first, then a block per service with a line per
 * region. What does not fit is folded to a count, and what is well is folded before what is not.
 */

import { endsAtMs, type Override } from '../../model/override.ts';
import type { RegionStatus, StatusSnapshot, UpstreamStatus } from '../../model/status.ts';
import { alignColumns, fit } from '../columns.ts';
import { clockTime } from '../format.ts';
import { type ScreenWords, screenWords } from '../screen-words.ts';
import type { Size } from '../terminal.ts';
import { loadText } from './load-text.ts';

export interface ScreenInput {
  readonly snapshot: StatusSnapshot;
  readonly findings: readonly string[];
  readonly nowMs: number;
  readonly size: Size;
  /** English unless given. */
  readonly words?: ScreenWords;
}

/** Findings and levers on the screen at most; `--all` tells the others. */
const FINDINGS_SHOWN = 6;
const LEVERS_SHOWN = 3;

export function renderScreen(input: ScreenInput): string {
  const { snapshot, findings, nowMs, size, words = screenWords('en') } = input;
  const top = [
    ...headLines(snapshot, { findings, nowMs, words }),
    ...folded(
      (snapshot.overrides ?? []).map((lever) => leverLine(lever, { nowMs, words })),
      { atMost: LEVERS_SHOWN, more: (count) => words.tell('more-levers', { count }) },
    ),
    ...folded(
      findings.map((finding) => `! ${finding}`),
      { atMost: FINDINGS_SHOWN, more: (count) => words.tell('more-findings', { count }) },
    ),
  ];
  // The names of the columns take a line, and so does the prompt that follows.
  const room = size.rows - top.length - 2;
  const lines = [...top, ...serviceLines(snapshot, { room, nowMs, words })];
  return `${lines.map((line) => fit(line, size.columns)).join('\n')}\n`;
}

function headLines(
  snapshot: StatusSnapshot,
  options: Looking & { readonly findings: readonly string[] },
): readonly string[] {
  const { findings, nowMs, words } = options;
  const { tell } = words;
  const { strategy, mode, atMs, leader = null, writes, startedAtMs, signals = [] } = snapshot;
  const state = tell(findings.length === 0 ? 'healthy' : 'needs-attention');
  const led = leader === null ? tell('nobody-leads') : tell('led-by', { holder: leader.holder });
  const news = signals.map(({ signal, atMs: newsMs }) =>
    newsMs === null
      ? tell('signal-never', { signal })
      : tell('signal-age', { signal, ageMs: nowMs - newsMs }),
  );
  return [
    tell('status-head', { strategy, state, mode, ageMs: nowMs - atMs, led }),
    tell('writes-since', {
      writes: tell('weight-writes', { count: writes }),
      time: clockTime(startedAtMs, nowMs),
      news: news.length === 0 ? '' : tell('newest-news', { signals: news }),
    }),
  ];
}

/** When it is looked at, and in which language. */
export interface Looking {
  readonly nowMs: number;
  readonly words: ScreenWords;
}

export function leverLine(
  { lever, by, reason, origin, ...rest }: Override,
  { nowMs, words: { tell } }: Looking,
): string {
  const place =
    lever.kind === 'evacuate'
      ? ` ${lever.region}`
      : lever.kind === 'drain'
        ? ` ${lever.target}`
        : '';
  const services =
    rest.services === null ? '' : tell('lever-services', { services: rest.services });
  const leftMs = Math.max(0, endsAtMs({ lever, by, reason, origin, ...rest }) - nowMs);
  const who = tell(origin === 'drill' ? 'lever-of-drill' : 'lever-of-person');
  const where = `${place}${services}`;
  return tell('lever-line', {
    who,
    lever: tell(`lever-kind-${lever.kind}`),
    place: where,
    by,
    leftMs,
    reason,
  });
}

function folded(
  lines: readonly string[],
  { atMost, more }: { readonly atMost: number; readonly more: (count: number) => string },
): readonly string[] {
  if (lines.length <= atMost) return lines;
  return [...lines.slice(0, atMost - 1), more(lines.length - atMost + 1)];
}

function serviceLines(
  { upstreams }: StatusSnapshot,
  { room, ...looking }: Looking & { readonly room: number },
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
  return [...blocks(shown, looking), ...hiddenLine(hidden, looking.words)];
}

function hiddenLine(hidden: readonly UpstreamStatus[], { tell }: ScreenWords): readonly string[] {
  if (hidden.length === 0) return [];
  const uneasy = hidden.filter(isUneasy).length;
  const well = hidden.length - uneasy;
  const parts = [
    ...(uneasy === 0 ? [] : [tell('more-uneasy', { count: uneasy })]),
    ...(well === 0 ? [] : [tell('more-well', { count: well })]),
  ];
  return [tell('more-services', { parts })];
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
function blocks(entries: readonly UpstreamStatus[], looking: Looking): readonly string[] {
  const rows = entries.flatMap(({ regions }) =>
    regions.map((region) => regionCells(region, looking)),
  );
  if (rows.length === 0) return entries.map((entry) => serviceLine(entry, looking.words));
  const [head = '', ...aligned] = alignColumns([headCells(looking.words), ...rows]);
  let taken = 0;
  const lines = entries.flatMap((entry) => {
    const own = aligned.slice(taken, taken + entry.regions.length);
    taken += entry.regions.length;
    return [serviceLine(entry, looking.words), ...own.map((line) => `  ${line}`)];
  });
  return [`  ${head}`, ...lines];
}

function headCells({ tell }: ScreenWords): readonly string[] {
  return [
    tell('head-region'),
    tell('head-phase'),
    tell('head-share'),
    tell('head-load'),
    tell('head-targets'),
  ];
}

function serviceLine(entry: UpstreamStatus, words: ScreenWords): string {
  const { service, demandRps, failingRatio, budget, shedRatio = 0 } = entry;
  const { tell, rate } = words;
  const demand = demandRps === null ? tell('demand-unknown') : rate(demandRps);
  const shed = shedRatio === 0 ? '' : tell('refused-now', { shedRatio });
  const failing = tell('failing-now', { failingRatio });
  return `${service}  ${demand}, ${failing}${shed}${budgetText(budget, words)}`;
}

function budgetText(budget: UpstreamStatus['budget'], { tell, budgetLeft }: ScreenWords): string {
  if (budget === undefined) return '';
  const left = budgetLeft(budget.leftRatio);
  const hour = budget.burn['1h'];
  if (hour === undefined) return tell('budget-now', { left });
  return tell('budget-and-burn', { left, burn: Number(hour.toFixed(1)) });
}

function regionCells(region: RegionStatus, { nowMs, words }: Looking): readonly string[] {
  const { tell, percent, span } = words;
  const { phase, sinceMs, stepRatio, targets, waitingFor, heldBy } = region;
  const inside = targets.filter(({ rotation }) => rotation === 'in').length;
  const step = stepRatio === null ? '' : ` ${percent(stepRatio)}`;
  const wait = waitingFor === null ? '' : tell('waits-for', { what: waitingFor });
  return [
    region.region,
    `${tell(`phase-${phase}`)}${step} ${span(nowMs - sinceMs)}`,
    shareText(region, words),
    loadText(region, words),
    tell('targets-in', { inside, all: targets.length }),
    heldBy === undefined ? wait : tell('held-by-lever'),
  ];
}

/** `99 %`, or `99 % → 0 %` while Kong has not got there; of the first gateway when they agree. */
function shareText({ shares }: RegionStatus, { percent }: ScreenWords): string {
  const texts = shares.map(({ desiredRatio, appliedRatio }) => {
    const wanted = percent(desiredRatio);
    const applied = appliedRatio === null ? '?' : percent(appliedRatio);
    return applied === wanted ? wanted : `${applied} → ${wanted}`;
  });
  return [...new Set(texts)].join(' | ');
}
