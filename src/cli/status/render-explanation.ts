/** An explanation as text: why, what would change it, and the journal about it. */

import type { Explanation } from '../../operations/contract.ts';
import { clockTime } from '../format.ts';

export interface ExplanationOptions {
  /** Journal lines. */
  readonly limit: number;
  /** With the evidence of each. */
  readonly verbose: boolean;
  readonly nowMs: number;
}

export function renderExplanation(
  { subject, sentences, wouldChange, events }: Explanation,
  { limit, verbose, nowMs }: ExplanationOptions,
): string {
  const lines = events
    .slice(0, limit)
    .flatMap((event) => [
      `  ${clockTime(event.atMs, nowMs)}  ${event.kind}: ${event.message}`,
      ...(verbose ? [`            ${JSON.stringify(event.evidence)}`] : []),
    ]);
  const more =
    events.length > limit ? [`  … and ${events.length - limit} other ones (--limit)`] : [];
  return `${[
    ...block(subject, sentences),
    ...block('What would change it', wouldChange),
    lines.length === 0 ? 'The journal has nothing about it.' : 'Journal',
    ...lines,
    ...more,
  ].join('\n')}\n`;
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ''];
}
