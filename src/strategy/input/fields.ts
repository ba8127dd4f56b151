/** Parts the input schema is made of: texts with a format, and fields with their description. */

import { z } from 'zod';
import { plainText, show } from '../formats/format.ts';
import type { Fault, Format } from '../formats/format.ts';
import { DEFAULTS } from '../defaults.ts';
import type { Default, DefaultKey } from '../defaults.ts';

/** The format of each schema that has one; survives `.meta()` and other copies. */
export const FORMATS = z.registry<Format>();

/** A text that must have the given form. */
export function text(format: Format): z.ZodString {
  const schema = z
    .string()
    .check((context) => {
      const fault = format.explain(context.value);
      if (fault === null) return;
      const { value } = context;
      context.issues.push({ code: 'custom', input: value, message: fault.message, params: fault });
    })
    .meta({ pattern: format.pattern, examples: format.examples });
  FORMATS.add(schema, format);
  return schema;
}

/** Gives a schema words for values of the wrong kind. */
export function explained<Schema extends z.ZodType>(schema: Schema, format: Format): Schema {
  FORMATS.add(schema, format);
  return schema;
}

/** The fault that a `text` check put into an issue. */
export function faultOf(issue: z.core.$ZodIssue): Fault | null {
  return issue.code === 'custom' && issue.params !== undefined ? (issue.params as Fault) : null;
}

/** A key that must be there. */
export function required<Schema extends z.ZodType>(
  schema: Schema,
  { description, example }: { readonly description: string; readonly example: string },
): Schema {
  return schema.meta({ description, 'x-example': example });
}

/** A key that may be left out. */
export function optional<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  defaultKey?: DefaultKey,
): z.ZodOptional<Schema> {
  const fallback: Default | null = defaultKey === undefined ? null : DEFAULTS[defaultKey];
  return schema
    .optional()
    .meta({ description, ...(fallback === null ? {} : { 'x-default': fallback }) });
}

/** YAML 1.1 took yes and no for booleans; many still write them. */
const SWITCH_FORMAT: Format = {
  expects: { en: 'on or off', nl: 'on of off' },
  type: 'on or off',
  examples: ['on', 'off'],
  explain: (value) => {
    const word = plainText(value).toLowerCase();
    if (['on', 'off', 'true', 'false'].includes(plainText(value))) return null;
    const isYes = ['yes', 'y', 'on', 'true', 'enabled', 'enable', '1'].includes(word);
    const isNo = ['no', 'n', 'off', 'false', 'disabled', 'disable', '0'].includes(word);
    const words = [...(isNo ? [] : ['on']), ...(isYes ? [] : ['off'])];
    const inDutch = {
      message: `${show(value, 'nl')} is geen on en geen off`,
      fix: `schrijf ${words.join(' of ')}`,
    };
    const message = `${show(value)} is neither on nor off`;
    return { code: 'BLS1104', message, fix: `write ${words.join(' or ')}`, inDutch };
  },
};

export const onOff = explained(z.literal(['on', 'off', true, false]), SWITCH_FORMAT);

/** Whether an `onOff` value means on. */
export function isOn(value: z.infer<typeof onOff>): boolean {
  return value === 'on' || value === true;
}

/** A text of the user's own, such as a file name or a command. */
export const freeText = z.string().min(1).max(4_096);
