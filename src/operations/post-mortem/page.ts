/** What the sections of a post-mortem are made from. */

import type { Format, Language } from '../../lib/locale.ts';
import type { PostMortem } from '../../model/post-mortem.ts';
import type { Words } from './words/english.ts';

export interface Page {
  readonly facts: PostMortem;
  readonly words: Words;
  readonly language: Language;
  readonly format: Format;
  /** A figure that leads to its trace. */
  readonly figure: (trace: TraceKey, text: string) => string;
}

export type TraceKey = (typeof TRACES)[number];

export const TRACES = [
  'requests',
  'failed',
  'ratio',
  'shed',
  'badSeconds',
  'p99',
  'budget',
  'tries',
  'times',
] as const;

/** `2026-03-01 10:31:02`. */
export function utc(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}
