/**
 * The design as a report that people can read and argue with: what was given and assumed, what was
 * chosen and why, worst-case times per kind of failure, the way back, capacity with a region lost,
 * expected availability, the comparison by simulation, risks, drills, roll-out, and where each
 * figure comes from.
 *
 * Pure and deterministic: the same strategy and evidence give the same bytes.
 */

import { createFormat, type Language } from '../../lib/locale.ts';
import type { Strategy } from '../../model/strategy.ts';
import type { Document } from './document/blocks.ts';
import { renderHtml } from './document/html.ts';
import { encodeName } from './document/inline.ts';
import { renderMarkdown } from './document/markdown.ts';
import { NO_EVIDENCE, type Evidence } from './evidence.ts';
import { adviceFacts, type AdviceFacts } from './facts.ts';
import { createFigureBook, type Figure } from './figures/book.ts';
import type { Page } from './page.ts';
import { availabilitySection } from './sections/availability.ts';
import { balancingSection } from './sections/balancing.ts';
import { capacitySection } from './sections/capacity.ts';
import { checksSection } from './sections/checks.ts';
import { comparisonSection } from './sections/comparison.ts';
import { failoverSection } from './sections/failover.ts';
import { drillsSection, risksSection, rolloutSection } from './sections/plans.ts';
import { situationSection } from './sections/situation.ts';
import { summarySection } from './sections/summary.ts';
import { tracesSection } from './sections/traces.ts';
import { DUTCH } from './words/dutch.ts';
import { ENGLISH } from './words/english.ts';
import type { Words } from './words/words.ts';

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, nl: DUTCH };

export const ADVICE_FORMATS = ['md', 'html'] as const;
export type AdviceFormat = (typeof ADVICE_FORMATS)[number];

export interface AdviceRequest {
  readonly language: Language;
  readonly format?: AdviceFormat;
  /** Mean load by service, requests per second. */
  readonly rps?: Readonly<Record<string, number>>;
  readonly evidence?: Evidence;
}

/** Markdown, or one HTML file. */
export function renderAdvice(strategy: Strategy, request: AdviceRequest): string {
  const { document, page } = composeAdvice(strategy, request);
  const render = request.format === 'html' ? renderHtml : renderMarkdown;
  return render(document, (trace) => page.book.numberOf(trace));
}

export interface AdviceData {
  readonly facts: AdviceFacts;
  readonly figures: readonly (Figure & { readonly formula: string })[];
}

/** What the report says in numbers, each with formula and source. */
export function adviceData(strategy: Strategy, request: AdviceRequest): AdviceData {
  const { page } = composeAdvice(strategy, request);
  const figures = page.book
    .figures()
    .map((figure) => ({ ...figure, formula: page.words.traces[figure.trace].formula }));
  return { facts: page.facts, figures };
}

export function composeAdvice(
  strategy: Strategy,
  { language, evidence = NO_EVIDENCE, rps = {} }: AdviceRequest,
): { readonly document: Document; readonly page: Page } {
  const format = createFormat(language);
  const page: Page = {
    strategy,
    facts: adviceFacts(strategy, { rps }),
    evidence,
    language,
    words: WORDS[language],
    format,
    book: createFigureBook(format),
  };
  const { summary } = page.words;
  const sections = SECTIONS.map((section) => section(page));
  const document = {
    title: summary.title(encodeName(strategy.name)),
    subtitle: summary.subtitle,
    contentsTitle: summary.contents,
    language,
    sections: [...sections, tracesSection(page)],
  };
  return { document, page };
}

const SECTIONS = [
  summarySection,
  situationSection,
  balancingSection,
  checksSection,
  failoverSection,
  capacitySection,
  availabilitySection,
  comparisonSection,
  risksSection,
  drillsSection,
  rolloutSection,
];
