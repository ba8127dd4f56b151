/** The type of a key in a few words, for the reference. */

import { z } from 'zod';
import { FORMATS } from '../input/fields.ts';

export function describeType(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodOptional) return describeType(schema.unwrap());
  const format = FORMATS.get(schema);
  // A map among several options has no section of its own, so it is written out here.
  if (schema instanceof z.ZodUnion) {
    return schema.options.map((option) => writeOut(option) ?? describeType(option)).join(' or ');
  }
  if (schema instanceof z.ZodEnum) return schema.options.map((word) => `\`${word}\``).join(', ');
  if (format !== undefined) return format.type;
  if (schema instanceof z.ZodLiteral) {
    return [...schema.values].map((value) => `\`${String(value)}\``).join(', ');
  }
  if (schema instanceof z.ZodRecord) {
    const inner = describeType(schema.valueType);
    return inner === 'map' ? 'map by name' : `map of ${describeType(schema.keyType)} to ${inner}`;
  }
  if (schema instanceof z.ZodArray) return `list of ${plural(describeType(schema.element))}`;
  if (schema instanceof z.ZodNumber) return describeNumber(schema);
  if (schema instanceof z.ZodBoolean) return 'true or false';
  return schema instanceof z.ZodString ? 'text' : 'map';
}

function describeNumber(schema: z.ZodNumber): string {
  const { minValue, maxValue } = schema;
  return schema.isInt ? `whole number from ${minValue} to ${maxValue}` : 'number';
}

/** `{ header: text }`; `null` for what is not a map. */
function writeOut(schema: z.core.$ZodType): string | null {
  if (!(schema instanceof z.ZodObject)) return null;
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const inner = Object.entries(shape).map(
    ([key, child]) => `${key}: ${writeOut(child) ?? describeType(child)}`,
  );
  return `{ ${inner.join(', ')} }`.replaceAll('`', '');
}

function plural(type: string): string {
  if (type.startsWith('`') || type.startsWith('host:port')) return type;
  if (type === 'status') return 'statuses';
  return type === 'address or network' ? 'addresses or networks' : `${type}s`;
}
