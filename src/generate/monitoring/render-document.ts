/** A value → YAML text with a comment on top; the same value gives the same bytes. */

import { Document } from 'yaml';

export function renderDocument(value: unknown, header: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  document.commentBefore = header
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : ` ${line}`))
    .join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
