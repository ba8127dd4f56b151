/** The input schema as JSON Schema (draft 2020-12), for editors and other tools. */

import { z } from 'zod';
import type { Default } from '../defaults.ts';
import { strategySchema } from '../input/strategy.ts';

/** Plain data; `scripts/generate-schema.ts` writes it to `ballast.schema.json`. */
export function strategyJsonSchema(): Record<string, unknown> {
  return editorSchema(strategySchema, {
    title: 'Ballast strategy',
    description: 'Services behind Kong, and how they are to be kept up. See docs/strategy.md.',
  });
}

/** Any of our input schemas, for editors. */
export function editorSchema(
  input: z.ZodType,
  head: { readonly title: string; readonly description: string },
): Record<string, unknown> {
  const schema = z.toJSONSchema(input, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ jsonSchema }) => translateNotes(jsonSchema),
  });
  const { $schema, ...rest } = schema;
  return { $schema, ...head, ...rest };
}

/** `x-default` and `x-example` are notes of ours; the former has a counterpart. */
function translateNotes(node: Record<string, unknown>): void {
  const fallback = node['x-default'] as Default | undefined;
  delete node['x-default'];
  delete node['x-example'];
  if (fallback === undefined) return;
  const { value, source } = fallback;
  const isWords = typeof value === 'string' && value.includes(' ');
  if (!isWords) node['default'] = typeof value === 'string' && /^\d+$/.test(value) ? +value : value;
  const shown = typeof value === 'string' ? value : value.join(', ');
  node['$comment'] = source === '' ? `Default ${shown}` : `Default ${shown}: ${source}`;
}
