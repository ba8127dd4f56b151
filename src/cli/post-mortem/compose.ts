/**
 * The post-mortem as a document: what was lost, when it was seen and dealt with, what was decided on
 * which evidence, what was refused, what people did, and what is still open. Each computed figure
 * leads to the table that says how it was worked out.
 */

import { createFormat, type Language } from '../../lib/locale.ts';
import {
  type Document,
  paragraph,
  type Section,
  table,
} from '../../generate/advice/document/blocks.ts';
import { APPENDIX, renderHtml } from '../../generate/advice/document/html.ts';
import { encodeFigure } from '../../generate/advice/document/inline.ts';
import { renderMarkdown } from '../../generate/advice/document/markdown.ts';
import { incidentFacts } from './facts.ts';
import { type Page, TRACES, utc } from './page.ts';
import type { IncidentRecord } from './record.ts';
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
  record: IncidentRecord,
  { language, format }: { readonly language: Language; readonly format: 'md' | 'html' },
): string {
  const document = composePostMortem(record, language);
  const numberOf = (trace: string) => TRACES.findIndex((one) => one === trace) + 1;
  return format === 'md' ? renderMarkdown(document, numberOf) : renderHtml(document, numberOf);
}

function composePostMortem(record: IncidentRecord, language: Language): Document {
  const words = WORDS[language];
  const page: Page = {
    record,
    facts: incidentFacts(record),
    words,
    language,
    format: createFormat(language),
    figure: encodeFigure,
  };
  const { strategy, sinceMs, untilMs } = record;
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

function tracesSection({ words, record }: Page): Section {
  const { title, intro, head } = words.traces;
  const steps = [...new Set(record.samples.map(({ stepMs }) => stepMs / 1_000))];
  const kept = `${record.samples.length} × ${steps.join('/')} s`;
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
