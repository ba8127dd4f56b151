/** Examples written where they are read: indented as the code around them. */

import type { Example } from '../contract.ts';

/** A decK file of which `_format_version` is understood. */
export function kongExample(text: string, context?: Example['context']): Example {
  const files = { 'kong.yaml': `_format_version: "3.0"\n${dedent(text)}` };
  return context === undefined ? { files } : { files, context };
}

/** Without the empty first line and the indentation that all lines share. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return `${lines.map((line) => line.slice(indent)).join('\n')}\n`;
}
