import { plural } from '../../../lib/locale.ts';
import { table, paragraph, type Section } from '../document/blocks.ts';
import { APPENDIX } from '../document/html.ts';
import { encodeName } from '../document/inline.ts';
import type { Figure } from '../figures/book.ts';
import type { TraceKey } from '../figures/traces.ts';
import type { Page } from '../page.ts';

/** Filled-in values shown for each kind; `--json` has them all. */
const SHOWN_MAX = 12;

/** Last, when all figures are known. */
export function tracesSection(page: Page): Section {
  const { book, words } = page;
  const { heading, intro, head } = words.traceSection;
  const rows = book.traces().map((trace) => traceRow(page, trace));
  return {
    id: APPENDIX,
    title: heading,
    startsPage: true,
    blocks: [paragraph(intro.replaceAll('*', '')), table(head, rows)],
  };
}

function traceRow(page: Page, trace: TraceKey): readonly string[] {
  const figures = page.book.figures().filter((figure) => figure.trace === trace);
  if (trace === 'given') return givenRow(page, figures);
  const { name, formula } = page.words.traces[trace];
  return [
    String(page.book.numberOf(trace)),
    name,
    formula,
    sourcesOf(page, figures),
    filledIn(page, figures),
  ];
}

/** Each place of the strategy once, with its value; all of them. */
function givenRow(page: Page, figures: readonly Figure[]): readonly string[] {
  const { name, formula } = page.words.traces.given;
  const placed = figures.filter(({ source }) => source.includes('`'));
  const texts = new Map(placed.map(({ source, text }) => [`${source} = ${text}`, true]));
  return [
    String(page.book.numberOf('given')),
    name,
    formula,
    `\`${page.evidence.file}\``,
    [...texts.keys()].map((text) => text).join('; '),
  ];
}

function sourcesOf(page: Page, figures: readonly Figure[]): string {
  const sources = [...new Set(figures.map(({ source }) => source))].filter((one) => one !== '');
  return shortened(page, sources, '; ');
}

/** `productAPI: 2 × (1 s + 0.1 s) = 2.2 s`. */
function filledIn(page: Page, figures: readonly Figure[]): string {
  const texts = figures
    .filter(({ where, from }) => where !== '' || from !== '')
    .map(({ where, from, text }) => {
      const value = from === '' ? text : `${from} = ${text}`;
      return encodeName(where === '' ? value : `${where}: ${value}`);
    });
  return shortened(page, texts, '; ');
}

function shortened(page: Page, texts: readonly string[], separator: string): string {
  const shown = texts.slice(0, SHOWN_MAX);
  const left = texts.length - shown.length;
  const more = left === 0 ? [] : [plural(page.language, left, page.words.traceSection.more)];
  return [...shown, ...more].join(separator);
}
