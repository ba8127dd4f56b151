/** A kind of file that people write: its schema, and the words for what is in it. */

import type { z } from 'zod';

import type { Language } from '../lib/locale.ts';

export interface Grammar {
  readonly schema: z.core.$ZodType;
  /** Of the format; the value of the key `version`. */
  readonly version: number;
  /** What an entry of a map by name is: `{ services: { en: 'service', nl: 'service' } }`. */
  readonly kinds: Readonly<Record<string, Readonly<Record<Language, string>>>>;
}
