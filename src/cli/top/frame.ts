/** One frame of `ballast top` as lines: pure, so that it can be tested at any size. */

import type pico from 'picocolors';

import type { ControlEvent } from '../../model/control.ts';
import type { StatusReport } from '../../operations/contract.ts';
import { alignColumns, fit } from '../columns.ts';
import { span } from '../format.ts';
import { leverLine } from '../status/render-screen.ts';
import type { Size } from '../terminal.ts';
import { detailLines } from './detail.ts';
import { LIST_HEAD, listCells, listed, severityOf } from './list.ts';
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
}

const HELP = [
  'up, down, j, k      choose a service, or scroll',
  'Enter, right        one service with its regions, targets and decisions',
  'Esc, left           back to the list; in the list: no filter',
  's                   sort by attention, name, demand, failing, budget',
  '/                   filter by a part of the name; Enter keeps it, Esc drops it',
  'p, space            hold the picture',
  'q, Ctrl-C           end',
];

/** Findings and levers shown above the list. */
const NOTES_SHOWN = 4;

export function topFrame(input: FrameInput): readonly string[] {
  const { view, size, colors, report } = input;
  const head = headLines(input);
  const foot = footLine(view, listed(report.snapshot.upstreams, view).length);
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

function headLines({ report, view, size, nowMs, colors, failure }: FrameInput): readonly string[] {
  const { snapshot, healthy, running, findings } = report;
  const { strategy, mode, atMs, leader, writes, overrides = [] } = snapshot;
  const state = healthy ? 'healthy' : running ? 'needs attention' : 'NO CONTROLLER RUNS';
  const paint = healthy ? colors.green : running ? colors.yellow : colors.red;
  const parts = [
    `mode ${mode}`,
    `tick ${span(nowMs - atMs)} ago`,
    `${writes} ${writes === 1 ? 'write' : 'writes'}`,
    ...(leader?.holder === undefined ? [] : [`led by ${leader.holder}`]),
    ...(view.isPaused ? ['PAUSED'] : []),
  ];
  const notes = [
    ...overrides.map((lever) => leverLine(lever, nowMs)),
    ...findings.map((finding) => `! ${finding}`),
  ];
  const more = notes.length - NOTES_SHOWN;
  const shown = more > 0 ? [...notes.slice(0, NOTES_SHOWN - 1), `  … and ${more + 1} more`] : notes;
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

function bodyLines(input: FrameInput, room: number): readonly string[] {
  const { view, size, report, events, nowMs } = input;
  if (view.isHelp) return HELP.map((line) => fit(line, size.columns));
  const entry = report.snapshot.upstreams.find(({ service }) => service === view.detail);
  if (entry === undefined) return listLines(input, room);
  const lines = detailLines(entry, { events, nowMs });
  const from = Math.max(0, Math.min(view.scroll, lines.length - room));
  return lines.slice(from).map((line) => fit(line, size.columns));
}

function listLines({ view, size, report, colors }: FrameInput, room: number): readonly string[] {
  const entries = listed(report.snapshot.upstreams, view);
  if (entries.length === 0) return [`no service’s name has “${view.filter}” in it`];
  const selected = Math.min(view.selected, entries.length - 1);
  const page = room - 1;
  const from =
    page === Infinity
      ? 0
      : Math.max(0, Math.min(selected - Math.floor(page / 2), entries.length - page));
  const shown = entries.slice(from, page === Infinity ? undefined : from + page);
  const [head = '', ...rows] = alignColumns([LIST_HEAD, ...shown.map(listCells)]).map((line) =>
    fit(line, size.columns),
  );
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

function footLine({ isTyping, filter, sort, detail }: TopView, count: number): string {
  if (isTyping) return `filter: ${filter}_   Enter keeps it, Esc drops it`;
  const filtered = filter === '' ? '' : `, filter “${filter}”`;
  const back = detail === null ? 'Enter detail' : 'Esc back';
  return `q quit  ? help  s sort  / filter  p pause  ${back}   ${count} services by ${sort}${filtered}`;
}
