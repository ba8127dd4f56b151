/** A report as one HTML page without anything from elsewhere. */

import { renderHtmlPage } from '../../lib/html-page.ts';
import { createFormat, type Language } from '../../lib/locale.ts';
import { element, type Markup } from '../../lib/markup.ts';
import type { DrillReport } from '../../model/drill-report.ts';
import type { Block } from './block.ts';
import { contentOf } from './content.ts';
import { REPORT_MESSAGES } from './messages.ts';

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;
margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0;width:100%}
td,th{border-bottom:1px solid #8884;padding:.3rem .6rem;text-align:left;vertical-align:top;
overflow-wrap:break-word}td:last-child{overflow-wrap:anywhere}
.verdict{font-size:1.3rem;font-weight:600;padding:.6rem 1rem;border-radius:.4rem}
.SUCCEEDED{background:#1a7f3733}.FAILED{background:#cf222e33}.INTERRUPTED,.INCONCLUSIVE{background:#bf870033}
pre{overflow:auto;padding:.6rem;border:1px solid #8884}svg{width:100%;height:auto}
.all{fill:#4c78a8}.lost{fill:#cf222e}.fault{fill:#bf8700;opacity:.15}
@media print{body{margin:0}}`;

export function renderDrillHtml(report: DrillReport, language: Language): string {
  const { title, blocks, verdict } = contentOf(report, language);
  let isVerdict = true;
  const body = blocks.map((block) => {
    if (block.kind !== 'paragraph' || block.isLoud !== true)
      return renderBlock(block, report, language);
    const classes = isVerdict ? `verdict ${verdict}` : 'verdict FAILED';
    isVerdict = false;
    return element('p', { class: classes }, block.text.replaceAll('**', ''));
  });
  const whole = element('body', {}, element('h1', {}, title), ...body);
  return renderHtmlPage({ language, title, style: STYLE, body: whole });
}

function renderBlock(block: Block, report: DrillReport, language: Language): Markup {
  switch (block.kind) {
    case 'heading':
      return element('h2', {}, block.text);
    case 'paragraph':
      return element('p', {}, block.text);
    case 'list':
      return element('ul', {}, ...block.items.map((item) => element('li', {}, item)));
    case 'code':
      return element('pre', {}, block.lines.join('\n'));
    case 'chart':
      return chartOf(report, language);
    case 'table': {
      const hasHead = block.head.some((text) => text !== '');
      const row = (cells: readonly string[], name: 'td' | 'th') =>
        element('tr', {}, ...cells.map((text) => element(name, {}, text)));
      const head = hasHead ? [element('thead', {}, row(block.head, 'th'))] : [];
      const rows = block.rows.map((cells) => row(cells, 'td'));
      return element('table', {}, ...head, element('tbody', {}, ...rows));
    }
    default:
      return block satisfies never;
  }
}

const WIDTH = 900;
const HEIGHT = 160;

/** All requests and the lost ones, a bar a second; the time of the fault shaded. */
function chartOf({ seconds, timeline }: DrillReport, language: Language): Markup {
  const [first] = seconds;
  const last = seconds.at(-1);
  if (first === undefined || last === undefined) return element('p', {}, '–');
  const spanMs = Math.max(1_000, last.atMs - first.atMs + 1_000);
  const x = (atMs: number) => ((atMs - first.atMs) / spanMs) * WIDTH;
  const top = Math.max(1, ...seconds.map(({ requests }) => requests));
  const barWidth = Math.max(1, (WIDTH * 1_000) / spanMs - 0.5);
  const bar = (atMs: number, value: number, name: string) => {
    const height = (value / top) * (HEIGHT - 10);
    return element('rect', {
      class: name,
      x: x(atMs).toFixed(1),
      y: (HEIGHT - height).toFixed(1),
      width: barWidth.toFixed(1),
      height: height.toFixed(1),
    });
  };
  const { faultAtMs, faultEndAtMs } = timeline;
  const shade =
    faultAtMs === null
      ? []
      : [
          element('rect', {
            class: 'fault',
            x: x(faultAtMs).toFixed(1),
            y: 0,
            width: (x(faultEndAtMs ?? last.atMs) - x(faultAtMs)).toFixed(1),
            height: HEIGHT,
          }),
        ];
  const caption = REPORT_MESSAGES[language].chartLine(top, createFormat(language));
  return element(
    'figure',
    {},
    element(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': caption },
      ...shade,
      ...seconds.map(({ atMs, requests }) => bar(atMs, requests, 'all')),
      ...seconds
        .filter(({ failed }) => failed > 0)
        .map(({ atMs, failed }) => bar(atMs, failed, 'lost')),
    ),
    element('figcaption', {}, caption),
  );
}
