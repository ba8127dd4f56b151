/** One frame of `ballast top` as lines: pure, so that it can be tested at any size. */

import type pico from 'picocolors';

import type { ControlEvent } from '../../model/control.ts';
import type { StatusReport } from '../../operations/contract.ts';
import { alignColumns, fit } from '../columns.ts';
import { type ScreenWords, screenWords } from '../screen-words.ts';
import { leverLine } from '../status/render-screen.ts';
import type { Size } from '../terminal.ts';
import { detailLines } from './detail.ts';
import { listCells, listHead, listed, severityOf } from './list.ts';
import type { TopView } from './view.ts';

export interface FrameInput {
  readonly report: StatusReport;
  readonly events: readonly ControlEvent[];
  readonly view: TopView;
  readonly size: Size;
  readonly nowMs: number;
  readonly colors: ReturnType<typeof pico.createColors>;
  /** Why the newest read failed; `null` when it did not. */
  readonly failure: string | null;
  /** All services, whatever the height: for one frame that is not a terminal's. */
  readonly isWhole?: boolean;
  /** English unless given. */
  readonly words?: ScreenWords;
}

const HELP = [
  'help-choose',
  'help-detail',
  'help-back',
  'help-sort',
  'help-filter',
  'help-pause',
  'help-quit',
] as const;

/** Findings and levers shown above the list. */
const NOTES_SHOWN = 4;

export function topFrame(asked: FrameInput): readonly string[] {
  const input = { ...asked, words: asked.words ?? screenWords('en') };
  const { view, size, colors, report } = input;
  const head = headLines(input);
  const foot = footLine(view, listed(report.snapshot.upstreams, view).length, input.words);
  // A line is left free, or the terminal would scroll.
  const room = input.isWhole === true ? Infinity : Math.max(3, size.rows - head.length - 2);
  const body = bodyLines(input, room);
  const lines = [...head, ...body.slice(0, room)];
  if (input.isWhole === true) return lines;
  const padding = Array.from({ length: Math.max(0, room - body.length) }, () => '');
  return [...lines, ...padding, colors.dim(fit(foot, size.columns))];
}

/** Lines of the list or the detail that a screen has, for paging. */
export function pageOf(size: Size): number {
  return Math.max(1, size.rows - 6);
}

type Frame = Required<Pick<FrameInput, 'words'>> & FrameInput;

function headLines(frame: Frame): readonly string[] {
  const { report, view, size, nowMs, colors, failure, words } = frame;
  const { tell } = words;
  const { snapshot, healthy, running, findings } = report;
  const { strategy, mode, atMs, leader, writes, overrides = [] } = snapshot;
  const state = tell(healthy ? 'healthy' : running ? 'needs-attention' : 'no-controller-runs');
  const paint = healthy ? colors.green : running ? colors.yellow : colors.red;
  const parts = [
    tell('top-mode', { mode }),
    tell('top-tick', { ageMs: nowMs - atMs }),
    tell('top-writes', { count: writes }),
    ...(leader?.holder === undefined ? [] : [tell('led-by', { holder: leader.holder })]),
    ...(view.isPaused ? [tell('top-paused')] : []),
  ];
  const notes = [
    ...overrides.map((lever) => leverLine(lever, { nowMs, words })),
    ...findings.map((finding) => `! ${finding}`),
  ];
  const more = notes.length - NOTES_SHOWN;
  const shown =
    more > 0 ? [...notes.slice(0, NOTES_SHOWN - 1), tell('top-more', { count: more + 1 })] : notes;
  const title = fit(`${strategy}  ${state}  ${parts.join(', ')}`, size.columns);
  return [
    title.replace(state, paint(state)),
    ...(failure === null ? [] : [colors.red(fit(`! ${failure}`, size.columns))]),
    ...shown.map((line) => {
      const cut = fit(line, size.columns);
      return line.startsWith('!') ? colors.yellow(cut) : cut;
    }),
  ];
}

function bodyLines(input: Frame, room: number): readonly string[] {
  const { view, size, report, events, nowMs, words } = input;
  if (view.isHelp) return HELP.map((key) => fit(words.tell(key), size.columns));
  const entry = report.snapshot.upstreams.find(({ service }) => service === view.detail);
  if (entry === undefined) return listLines(input, room);
  const lines = detailLines(entry, { events, nowMs, words });
  const from = Math.max(0, Math.min(view.scroll, lines.length - room));
  return lines.slice(from).map((line) => fit(line, size.columns));
}

function listLines(frame: Frame, room: number): readonly string[] {
  const { view, size, report, colors, words } = frame;
  const entries = listed(report.snapshot.upstreams, view);
  if (entries.length === 0) return [words.tell('top-no-match', { filter: view.filter })];
  const selected = Math.min(view.selected, entries.length - 1);
  const page = room - 1;
  const from =
    page === Infinity
      ? 0
      : Math.max(0, Math.min(selected - Math.floor(page / 2), entries.length - page));
  const shown = entries.slice(from, page === Infinity ? undefined : from + page);
  const cells = [listHead(words), ...shown.map((entry) => listCells(entry, words))];
  const [head = '', ...rows] = alignColumns(cells).map((line) => fit(line, size.columns));
  const isPlain = page === Infinity;
  return [
    colors.bold(head),
    ...rows.map((row, index) => {
      const entry = shown[index];
      const severity = entry === undefined ? 0 : severityOf(entry);
      const paint = [String, colors.yellow, colors.red][severity] ?? String;
      const isSelected = !isPlain && from + index === selected;
      return isSelected ? colors.inverse(row.padEnd(size.columns)) : paint(row);
    }),
  ];
}

function footLine(
  { isTyping, filter, sort, detail }: TopView,
  count: number,
  { tell }: ScreenWords,
): string {
  if (isTyping) return tell('top-typing', { filter });
  const filtered = filter === '' ? '' : tell('top-filtered', { filter });
  const back = tell(detail === null ? 'top-enter' : 'top-escape');
  return tell('top-foot', { back, count, sort: tell(`sort-${sort}`), filtered });
}
