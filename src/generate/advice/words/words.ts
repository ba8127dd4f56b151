/**
 * The words of the report. English is the model: its tables are the type of every other language, so
 * that a missing message or a forgotten placeholder does not compile. Numbers arrive as figures.
 */

import type { ENGLISH } from './english.ts';

export type Words = typeof ENGLISH;
