/** The files made from the schema of drills: its JSON Schema for editors. */

import type { GeneratedFile } from '../../strategy/reference/files.ts';
import { editorSchema } from '../../strategy/reference/json-schema.ts';
import { drillSchema } from './schema.ts';

export function drillFiles(): GeneratedFile[] {
  const schema = editorSchema(drillSchema, {
    title: 'Ballast drill',
    description: 'A rehearsed failure for `ballast drill`. See docs/drills.md.',
  });
  return [{ path: 'drill.schema.json', content: JSON.stringify(schema, null, 2) }];
}
