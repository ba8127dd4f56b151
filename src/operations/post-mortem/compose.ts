/**
 * The post-mortem as a document: what was lost, when it was seen and dealt with, what was decided on
 * which evidence, what was refused, what people did, and what is still open. Each computed figure
 * leads to the table that says how it was worked out.
 */

import {
  type Document,
  paragraph,
  type Section,
  table,
} from '../../generate/advice/document/blocks.ts';
import { APPENDIX, renderHtml } from '../../generate/advice/document/html.ts';
import { encodeFigure } from '../../generate/advice/document/inline.ts';
import { renderMarkdown } from '../../generate/advice/document/markdown.ts';
import { createFormat, type Language } from '../../lib/locale.ts';
import type { PostMortem, RenderedReport } from '../../model/post-mortem.ts';
import { plainDocument } from './plain-document.ts';
import { type Page, TRACES, utc } from './page.ts';
import { impactSection, summarySection, timesSection } from './sections/impact.ts';
import { questionsSection } from './sections/questions.ts';
import {
  peopleSection,
  refusalsSection,
  settingsSection,
  timelineSection,
} from './sections/story.ts';
import { filled, WORDS } from './words/words.ts';

export function renderPostMortem(
  facts: PostMortem,
  { language, format }: { readonly language: Language; readonly format: 'md' | 'html' },
): string {
  const document = composePostMortem(facts, language);
  return format === 'md' ? renderMarkdown(document, numberOf) : renderHtml(document, numberOf);
}

/** Both ways in which the dashboard gives it: to read there, and to take along. */
export function renderForReading(facts: PostMortem, language: Language): RenderedReport {
  const document = composePostMortem(facts, language);
  return {
    document: plainDocument(document, numberOf),
    markdown: renderMarkdown(document, numberOf),
  };
}

function numberOf(trace: string): number {
  return TRACES.findIndex((one) => one === trace) + 1;
}

function composePostMortem(facts: PostMortem, language: Language): Document {
  const words = WORDS[language];
  const page: Page = {
    facts,
    words,
    language,
    format: createFormat(language),
    figure: encodeFigure,
  };
  const { strategy, sinceMs, untilMs } = facts;
  return {
    title: filled(words.title, { strategy }),
    subtitle: filled(words.subtitle, { since: utc(sinceMs), until: utc(untilMs) }),
    contentsTitle: words.contents,
    language,
    sections: [
      summarySection(page),
      impactSection(page),
      timesSection(page),
      timelineSection(page),
      refusalsSection(page),
      peopleSection(page),
      settingsSection(page),
      questionsSection(page),
      tracesSection(page),
    ],
  };
}

function tracesSection({ words, facts }: Page): Section {
  const { title, intro, head } = words.traces;
  const { count, stepsMs } = facts.samples;
  const kept = `${count} × ${stepsMs.map((stepMs) => stepMs / 1_000).join('/')} s`;
  const rows = TRACES.map((trace, index) => {
    const { name, how, source } = words.traces[trace];
    return [String(index + 1), name, how, `\`${source}\` (${kept})`];
  });
  return {
    id: APPENDIX,
    title,
    startsPage: false,
    blocks: [paragraph(intro), table(head, rows)],
  };
}
