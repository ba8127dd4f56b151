/** docs/strategy.md: every key with its type, default and meaning, from the schema itself. */

import { z } from 'zod';
import { DEFAULTS } from '../defaults.ts';
import type { Default } from '../defaults.ts';
import { strategySchema } from '../input/strategy.ts';
import { describeType } from './describe-type.ts';

const HEAD = `# The strategy file

<!-- Made by scripts/generate-schema.ts from src/strategy/input. Do not edit. -->

One YAML file, \`ballast.yaml\`, says what you want of your services. Start from
[examples/webshop/ballast.yaml](../examples/webshop/ballast.yaml) or \`ballast init\`. With this first line editors
complete and check while you type:

\`\`\`yaml
# yaml-language-server: $schema=./ballast.schema.json
\`\`\`

Unknown keys are errors; all problems are reported at once ([error codes](errors.md)). Anchors,
aliases and merge keys (\`<<\`) work. Files named here (tokens, certificates) are read by the commands
that need them, not while the strategy is checked.

## Formats

| Format | Written as |
| --- | --- |
| duration | number and unit: \`ms\`, \`s\`, \`m\`, \`h\`, \`d\`; \`1m30s\` works too |
| share | percent: \`1%\`, \`99.99%\` |
| rate | \`200rps\` (per second), \`12000rpm\` (per minute) |
| host:port | \`product-1.eu-west:8080\`, \`10.1.2.3:8080\`, \`"[2001:db8::1]:8080"\`; the port is required |
| name | letters, digits, \`.\`, \`-\`, \`_\`; at most 64 |
| on or off | \`on\`, \`off\`, \`true\`, \`false\` |

The name of a service becomes its Kong upstream in lower case: \`productAPI\` →
\`productapi-upstream\`.
`;

/** What a table alone does not make clear, by the title of its section. */
const EXAMPLES: Readonly<Record<string, string>> = {
  '`services.*.failover`':
    `A standby whose data a person has to promote, and what callers get until then:

\`\`\`yaml
services:
  orderAPI:
    failover:
      approval: manual # \`ballast approve\` once the database is promoted
      beforeApproval: nothing # until then not one request, not from Kong alone either
      after: ./tell-the-desk.sh
      answer: { status: 503, retryAfter: 30s, body: '{"message":"Orders are moving, try again"}' }
\`\`\`
`.trim(),
};

export interface Section {
  readonly title: string;
  readonly description: string;
  readonly rows: readonly string[];
}

export function renderStrategyPage(): string {
  const sections = sectionsOf(strategySchema, [], 'Top of the file');
  const blocks = sections.map(({ title, description, rows }) =>
    [
      `## ${title}`,
      ...(description === '' ? [] : [description]),
      ['| Key | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n'),
      ...(EXAMPLES[title] === undefined ? [] : [EXAMPLES[title]]),
    ].join('\n\n'),
  );
  return `${[HEAD.trim(), ...blocks, renderDefaults()].join('\n\n')}\n`;
}

/** A section for a map and one for each map inside it, in the order of the schema. */
export function sectionsOf(
  schema: z.core.$ZodType,
  path: readonly string[],
  title: string,
): Section[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const rows = Object.entries(shape).map(([key, child]) => renderRow(key, child));
  const nested = Object.entries(shape).flatMap(([key, child]) => {
    const { inner, suffix } = innerMap(child);
    const below = [...path, `${key}${suffix}`];
    // The same objective can be stated at the top and for a service; it is described once.
    if (path.length > 0 && key === 'objective') return [];
    return sectionsOf(inner, below, `\`${below.join('.')}\``);
  });
  return [{ title, description: path.length === 0 ? '' : describe(schema), rows }, ...nested];
}

/** What is inside a map by name or a list, marked `.*` or `[]`. */
function innerMap(schema: z.core.$ZodType): { inner: z.core.$ZodType; suffix: string } {
  if (schema instanceof z.ZodOptional) return innerMap(schema.unwrap());
  if (schema instanceof z.ZodRecord) return { inner: schema.valueType, suffix: '.*' };
  if (schema instanceof z.ZodArray) return { inner: schema.element, suffix: '[]' };
  return { inner: schema, suffix: '' };
}

function renderRow(key: string, schema: z.core.$ZodType): string {
  const isOptional = schema instanceof z.ZodOptional;
  const fallback = noteOf(schema, 'x-default') as Default | undefined;
  let shown = isOptional ? '' : '*required*';
  if (fallback !== undefined) shown = formatDefault(fallback);
  return `| \`${key}\` | ${cell(describeType(schema))} | ${cell(shown)} | ${cell(describe(schema))} |`;
}

function formatDefault({ value }: Default): string {
  if (typeof value !== 'string') return `\`[${value.join(', ')}]\``;
  return value.includes(' ') ? value : `\`${value}\``;
}

function renderDefaults(): string {
  const rows = Object.entries<Default>(DEFAULTS).map(
    ([key, fallback]) =>
      `| \`${key}\` | ${cell(formatDefault(fallback))} | ${cell(fallback.source)} |`,
  );
  const table = ['| Key | Default | Why |', '| --- | --- | --- |', ...rows].join('\n');
  return `## Why these defaults\n\n${table}`;
}

function describe(schema: z.core.$ZodType): string {
  const text = noteOf(schema, 'description');
  return typeof text === 'string' ? text : '';
}

function noteOf(schema: z.core.$ZodType, note: string): unknown {
  return z.globalRegistry.get(schema)?.[note];
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
