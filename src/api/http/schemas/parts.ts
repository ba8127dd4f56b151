/**
 * Small parts of the API's schemas. What is sent may gain keys and words in later versions, so
 * objects in answers are open; what is received is closed, so that a misspelt key is told.
 */

import { z } from 'zod';

/** Schemas with a name of their own in the OpenAPI document. */
export const NAMED_SCHEMAS = z.registry<{ id: string }>();

export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  NAMED_SCHEMAS.add(schema, { id });
  return schema;
}

/** A word of a list that may grow: clients must bear words that they do not know. */
export function wordOf<Word extends string>(description: string): z.ZodType<Word> {
  return z.string().describe(description) as unknown as z.ZodType<Word>;
}

export function listOf<T>(item: z.ZodType<T>): z.ZodType<{ readonly items: readonly T[] }> {
  return z.looseObject({ items: z.array(item) });
}

export const instantMs = z.number().describe('Epoch milliseconds.');
export const ratio = z.number().describe('0–1.');
export const freeForm = z.record(z.string(), z.unknown());

/** Of the domain, as people name things; bounded, since they end up in messages. */
export const nameText = z.string().min(1).max(256);
export const idText = z.string().min(1).max(200);
export const reasonText = z
  .string()
  .trim()
  .min(3)
  .max(500)
  .describe('Why; kept in the audit log and shown beside what it changed.');
export const serviceNames = z
  .array(nameText)
  .min(1)
  .max(1_000)
  .nullable()
  .describe('Names of services; null for all.');

/** A number in a query string. */
export function queryNumber(bounds: { readonly min: number; readonly max: number }) {
  return z.coerce.number().int().min(bounds.min).max(bounds.max);
}

/** Instants that people can mean: up to the year 2286. */
export const queryInstantMs = queryNumber({ min: 0, max: 9_999_999_999_999 }).describe(
  'Epoch milliseconds.',
);

export const emptyBody = z.strictObject({});
export const reasonBody = z.strictObject({ reason: reasonText });
