/** Reports on spans of time. */

import { z } from 'zod';
import type { RenderedReport, ReportBlock, ReportText } from '../../../model/post-mortem.ts';
import type { PostMortemRequest } from '../../../operations/contract.ts';
import { instantMs, named, nameText, queryInstantMs, wordOf } from './parts.ts';

export const postMortemBody: z.ZodType<PostMortemRequest> = z.strictObject({
  sinceMs: instantMs,
  untilMs: instantMs.describe('Epoch milliseconds, exclusive.'),
  service: nameText.nullable().default(null).describe('null for all.'),
});

export const postMortemQuery = z.strictObject({
  sinceMs: queryInstantMs,
  untilMs: queryInstantMs.describe('Exclusive.'),
  service: nameText.exactOptional(),
});

const text: z.ZodType<ReportText> = z
  .array(
    z.looseObject({
      text: z.string(),
      look: wordOf<ReportText[number]['look']>('plain, code, strong or trace.'),
    }),
  )
  .describe('Parts of running text; a trace is the number of a source in the appendix.');

/** Told apart by `kind`; each has only some of these. */
const block = named(
  'ReportBlock',
  z.looseObject({
    kind: z.string().describe('paragraph, note, warning, heading, list or table.'),
    text: text.optional(),
    items: z.array(text).optional(),
    head: z.array(text).optional(),
    rows: z.array(z.array(text)).optional(),
    numeric: z.array(z.number()).optional().describe('Columns of numbers, by index.'),
  }),
) as unknown as z.ZodType<ReportBlock>;

export const renderedSchema: z.ZodType<RenderedReport> = named(
  'RenderedReport',
  z.looseObject({
    document: z.looseObject({
      title: z.string(),
      subtitle: z.string(),
      sections: z.array(
        z.looseObject({ id: z.string(), title: z.string(), blocks: z.array(block) }),
      ),
    }),
    markdown: z.string(),
  }),
);
