/** A report as Markdown; the chart as two lines of blocks. */

import { createFormat, type Language } from '../../lib/locale.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import type { Block } from './block.ts';
import { contentOf } from './content.ts';
import { REPORT_MESSAGES } from './messages.ts';

export function renderDrillMarkdown(report: DrillReport, language: Language): string {
  const { title, blocks } = contentOf(report, language);
  const body = blocks.map((block) => renderBlock(block, report, language));
  return `${[`# ${title}`, ...body].filter((text) => text !== '').join('\n\n')}\n`;
}

function renderBlock(block: Block, report: DrillReport, language: Language): string {
  switch (block.kind) {
    case 'heading':
      return `## ${block.text}`;
    case 'paragraph':
      return block.isLoud === true ? `**${block.text.replaceAll('**', '')}**` : escaped(block.text);
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'code':
      return ['```sh', ...block.lines, '```'].join('\n');
    case 'chart':
      return chartOf(report, language);
    case 'table': {
      if (block.rows.length === 0) return '';
      const rows = [block.head, block.head.map(() => '---'), ...block.rows];
      return rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
    }
    default:
      return block satisfies never;
  }
}

const BARS = '▁▂▃▄▅▆▇█';
const MAX_BARS = 100;

/** One bar a second (or several seconds), then what was lost, then the time of the fault. */
function chartOf({ seconds, timeline }: DrillReport, language: Language): string {
  if (seconds.length === 0) return '';
  const width = Math.ceil(seconds.length / MAX_BARS);
  const groups = Array.from({ length: Math.ceil(seconds.length / width) }, (_, index) =>
    seconds.slice(index * width, (index + 1) * width),
  );
  const sums = groups.map((group) => ({
    requests: group.reduce((sum, one) => sum + one.requests, 0),
    failed: group.reduce((sum, one) => sum + one.failed, 0),
  }));
  const top = Math.max(1, ...sums.map(({ requests }) => requests));
  const bar = (value: number) =>
    value === 0 ? ' ' : (BARS[Math.min(7, Math.floor((value / top) * 8))] ?? '');
  const { faultAtMs, faultEndAtMs } = timeline;
  const isFault = ({ atMs }: { readonly atMs: number }) =>
    faultAtMs !== null && atMs >= faultAtMs && atMs <= (faultEndAtMs ?? Infinity);
  const lines = [
    sums.map(({ requests }) => bar(requests)).join(''),
    sums.map(({ failed }) => bar(failed)).join(''),
    groups.map((group) => (group.some(isFault) ? '^' : ' ')).join(''),
  ];
  const text = REPORT_MESSAGES[language].chartLine(topOf(seconds), createFormat(language));
  return ['```', ...lines.map((line) => line.trimEnd()), '```', '', escaped(text)].join('\n');
}

function topOf(seconds: DrillReport['seconds']): number {
  return Math.max(0, ...seconds.map(({ requests }) => requests));
}

function cell(text: string): string {
  return escaped(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** What people wrote is text, not markup. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]]/g, (character) => `\\${character}`);
}
