/**
 * The design as one page that people can read and argue with: what was chosen and why, worst-case
 * times per kind of failure, the way back, capacity with a region gone, and what is not covered.
 */

import type { Strategy } from '../../model/strategy.ts';
import { adviceFacts } from './facts.ts';
import { createFormat, type Language } from '../../lib/locale.ts';
import type { Messages } from './messages.ts';
import { DUTCH } from './messages-nl.ts';
import { ENGLISH } from './messages-en.ts';
import type { Page } from './page.ts';
import { balancingSection } from './section-balancing.ts';
import { capacitySection } from './section-capacity.ts';
import { checksSection } from './section-checks.ts';
import { failuresSection } from './section-failures.ts';
import { summarySection } from './section-summary.ts';
import { timelineSection } from './section-timeline.ts';

const WORDS: Readonly<Record<Language, Messages>> = { en: ENGLISH, nl: DUTCH };

/** Markdown. */
export function renderAdvice(strategy: Strategy, language: Language): string {
  const page: Page = {
    facts: adviceFacts(strategy),
    words: WORDS[language],
    format: createFormat(language),
  };
  const { words } = page;
  const blocks = [
    `# ${words.title(strategy.name)}`,
    words.intro,
    ...summarySection(page),
    ...balancingSection(page),
    ...checksSection(page),
    ...failuresSection(page),
    ...timelineSection(page),
    ...capacitySection(page),
    `## ${words.notCovered}`,
    words.notCoveredItems.map((item) => `- ${item}`).join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}
