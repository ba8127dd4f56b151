/** An explanation as text: why, what would change it, and the journal about it. */

import type { Explanation } from '../../operations/contract.ts';
import { clockTime } from '../format.ts';
import { type ScreenWords, screenWords } from '../screen-words.ts';

export interface ExplanationOptions {
  /** Journal lines. */
  readonly limit: number;
  /** With the evidence of each. */
  readonly verbose: boolean;
  readonly nowMs: number;
  /** English unless given. */
  readonly words?: ScreenWords;
}

export function renderExplanation(
  { subject, sentences, wouldChange, events }: Explanation,
  { limit, verbose, nowMs, words: { tell } = screenWords('en') }: ExplanationOptions,
): string {
  const lines = events
    .slice(0, limit)
    .flatMap((event) => [
      `  ${clockTime(event.atMs, nowMs)}  ${event.kind}: ${event.message}`,
      ...(verbose ? [`            ${JSON.stringify(event.evidence)}`] : []),
    ]);
  const more = events.length > limit ? [tell('more-lines', { count: events.length - limit })] : [];
  return `${[
    ...block(subject, sentences),
    ...block(tell('would-change'), wouldChange),
    tell(lines.length === 0 ? 'journal-empty' : 'journal-title'),
    ...lines,
    ...more,
  ].join('\n')}\n`;
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ''];
}
